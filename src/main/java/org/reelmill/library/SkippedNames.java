package org.reelmill.library;

import org.reelmill.settings.Policy;
import org.reelmill.settings.PolicyValues;

/**
 * Names that nobody is shown (S0.12), and bytes that are no text in UTF-8, because no client could ask for them: each such name reads
 * as others do.
 *
 * @param mark what they hold; empty: there are none
 */
record SkippedNames(String mark) {

    /** What Java reads for bytes that are no text. */
    private static final char NO_TEXT = '\uFFFD';

    static SkippedNames of(PolicyValues values) {
        return new SkippedNames(values.text(Policy.LIBRARY_SKIP));
    }

    boolean has(String name) {
        return !mark.isEmpty() && name.contains(mark) || name.indexOf(NO_TEXT) >= 0;
    }
}
