package org.reelmill.library;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a look at a folder found that its rows do not say yet.
 *
 * @param depth folders above it, as far as it is known: the deeper ones are added up first
 * @param fresh what has no row
 * @param changed files whose rows say something else
 * @param read empty while not everything in the folder was compared
 */
record FolderNews(long folder, int depth, List<Found> fresh, Map<Known, Found> changed, Optional<Stamp> read) {

    FolderNews {
        fresh = List.copyOf(fresh);
        changed = Map.copyOf(changed);
    }

    /**
     * By what a folder is known to have been read: its own time in microseconds since 1970, its inode, and a hash of what was in it.
     *
     * @param listing empty when not all of its rows say what was found
     */
    record Stamp(long modified, long inode, Optional<Long> listing) {

        Stamp with(Optional<Long> known) {
            return new Stamp(modified, inode, known);
        }

        /** Whether it is the one that a folder is known by. */
        boolean isOf(LibraryEntry folder) {
            return modified == folder.modifiedMicros() && inode == folder.inode() && listing.equals(folder.listing());
        }
    }

    /** That change or come. */
    int rows() {
        return fresh.size() + changed.size() + (read.isPresent() ? 1 : 0);
    }
}
