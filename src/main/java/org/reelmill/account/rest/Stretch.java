package org.reelmill.account.rest;

import org.reelmill.shared.InvalidInputException;

/** Bounds for the paging of lists. */
final class Stretch {

    static final int MAX_LIMIT = 500;

    private Stretch() {}

    static void check(int offset, int limit) {
        if (offset < 0) {
            throw new InvalidInputException("offset", "The offset must not be negative.");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidInputException("limit", "The limit must be between 1 and " + MAX_LIMIT + ".");
        }
    }
}
