package org.reelmill.library;

/**
 * What the database knows of an entry, as far as lists and comparisons with the disk need it.
 *
 * @param totals what it counts; of a folder all that is below it, as far as it was read
 * @param modified microseconds since 1970, by the file's own clock
 * @param inode 0 where the file system has none
 * @param unread of a folder: whether nobody has read it yet
 * @param retain whether it must not be removed
 */
public record Known(
        long id,
        String name,
        EntryKind kind,
        Totals totals,
        long modified,
        long inode,
        boolean unread,
        boolean retain) {

    public boolean isFolder() {
        return kind == EntryKind.FOLDER;
    }

    /** In bytes. */
    public long size() {
        return totals.size();
    }

    /** M7: size, time and inode; of a folder its own row changes only with what is below it. */
    boolean isAs(Found found) {
        return isFolder() || size() == found.size() && modified == found.modified() && inode == found.inode();
    }

    /** Of the id alone, which is enough: there are maps of a hundred thousand. */
    @Override
    public int hashCode() {
        return Long.hashCode(id);
    }
}
