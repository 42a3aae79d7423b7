package org.reelmill.shared;

/** Bounds for the paging of lists. */
public final class Stretch {

    /** Most rows of one answer. */
    public static final int MAX_LIMIT = 500;

    private Stretch() {}

    /** @throws InvalidInputException out of bounds */
    public static void check(int offset, int limit) {
        if (offset < 0) {
            throw new InvalidInputException("offset", "must not be negative");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidInputException("limit", "must be 1 to " + MAX_LIMIT);
        }
    }
}
