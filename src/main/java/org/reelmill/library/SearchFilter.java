package org.reelmill.library;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody looks for below a folder; what is empty does not matter.
 *
 * @param text in the name, in any case
 * @param withRetained with what is retained itself, which is hidden otherwise (S0.28)
 * @param codec as it is stored, such as {@code h264}
 */
public record SearchFilter(
        Optional<String> text, Set<EntryKind> kinds, boolean withRetained, Optional<String> codec, List<Bound> bounds) {

    /** What can be looked for between two ends. The names are those of columns. */
    public enum Measure {
        /** In bytes. */
        SIZE,
        /** How long it plays. */
        SECONDS,
        /** In pixels. */
        WIDTH,
        HEIGHT,
        /** By the camera's clock, a time without a zone. */
        TAKEN
    }

    /**
     * One end.
     *
     * @param least whether it is the lower one; both ends belong to it, but of times the upper one does not
     * @param value of the type of the column
     */
    public record Bound(Measure measure, boolean least, Comparable<?> value) {}
}
