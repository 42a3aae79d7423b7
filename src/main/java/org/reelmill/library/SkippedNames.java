package org.reelmill.library;

import org.reelmill.settings.Policy;
import org.reelmill.settings.PolicyValues;

/**
 * Names that nobody is shown (S0.12).
 *
 * @param mark what they hold; empty: there are none
 */
record SkippedNames(String mark) {

    static SkippedNames of(PolicyValues values) {
        return new SkippedNames(values.text(Policy.LIBRARY_SKIP));
    }

    boolean has(String name) {
        return !mark.isEmpty() && name.contains(mark);
    }
}
