package org.reelmill.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder of this node, as it is now.
 *
 * @param kind {@code home}, {@code work}, {@code source} or {@code delivery}
 * @param setBy the variable that names it; empty: it follows from another folder and is made when it is missing
 * @param marked whether it holds the marker file
 * @param freeBytes of its file system; empty when it cannot be told
 * @param totalBytes likewise
 */
public record FolderReport(
        String kind,
        Path path,
        String setBy,
        boolean marked,
        Condition condition,
        Optional<Long> freeBytes,
        Optional<Long> totalBytes) {

    /** Whether it can be used. */
    public enum Condition {
        GOOD,
        /** It was named and lacks the marker: perhaps another file system should be mounted here. */
        UNMARKED,
        MISSING,
        READ_ONLY
    }
}
