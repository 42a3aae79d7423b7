package org.reelmill.library;

/**
 * Something in a folder as the file system has it now.
 *
 * @param size in bytes; 0 for what is no file
 * @param modified microseconds since 1970, by the file's own clock: only ever compared with what it was before (D0.18)
 * @param inode 0 where the file system has none
 */
record Found(String name, EntryKind kind, long size, long modified, long inode) {

    /** Something of which the file system gives no more than the name; it counts as very old (S0.10). */
    static Found unasked(String name) {
        return new Found(name, EntryKind.OTHER, 0, 0, 0);
    }

    boolean isUnasked() {
        return equals(unasked(name));
    }

    Totals totals() {
        return kind == EntryKind.FOLDER ? Totals.NEW_FOLDER : Totals.ofFile(kind, size, false);
    }
}
