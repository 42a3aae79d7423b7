package org.reelmill.library;

/**
 * What an entry counts in the folder above it, and so in all folders above that.
 *
 * @param size in bytes
 * @param pending folders that nobody has read yet
 * @param retained entries that must not be removed
 */
public record Totals(long size, long files, long images, long videos, long pending, long retained) {

    static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0);

    /** A folder that was just found. */
    static final Totals NEW_FOLDER = new Totals(0, 0, 0, 0, 1, 0);

    static Totals ofSize(long size) {
        return new Totals(size, 0, 0, 0, 0, 0);
    }

    /** A file, or what else is no folder. */
    static Totals ofFile(EntryKind kind, long size, boolean retained) {
        return new Totals(
                size, 1, kind == EntryKind.IMAGE ? 1 : 0, kind == EntryKind.VIDEO ? 1 : 0, 0, retained ? 1 : 0);
    }

    Totals plus(Totals other) {
        return new Totals(
                size + other.size,
                files + other.files,
                images + other.images,
                videos + other.videos,
                pending + other.pending,
                retained + other.retained);
    }

    Totals minus(Totals other) {
        return plus(other.negated());
    }

    Totals negated() {
        return new Totals(-size, -files, -images, -videos, -pending, -retained);
    }
}
