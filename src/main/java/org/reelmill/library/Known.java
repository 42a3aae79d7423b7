package org.reelmill.library;

/** The same as the database has it. */
record Known(long id, String name, EntryKind kind, Totals totals, long modified, long inode, boolean retain) {

    boolean isFolder() {
        return kind == EntryKind.FOLDER;
    }

    /** M7: size, time and inode; of a folder its own row changes only with what is below it. */
    boolean isAs(Found found) {
        return isFolder() || totals.size() == found.size() && modified == found.modified() && inode == found.inode();
    }
}
