package org.reelmill.library;

import java.util.Optional;

/**
 * What there is to see of an image or a film of the library (S0.23).
 *
 * @param address of a small picture, below the application's; empty unless it is ready
 */
public record EntryPreview(State state, Optional<String> address) {

    /** How far it is. */
    public enum State {
        PENDING,
        READY,
        /** There is none, and will not be before the file changes. */
        FAILED
    }
}
