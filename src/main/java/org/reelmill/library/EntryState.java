package org.reelmill.library;

/** How far an entry is known. The place of a constant is its number in the database. */
public enum EntryState {
    /** A folder that nobody has read yet. */
    PENDING,
    MEASURED,
    /** It cannot be read; the entry says why. It holds up nothing above it (D0.13). */
    UNREADABLE
}
