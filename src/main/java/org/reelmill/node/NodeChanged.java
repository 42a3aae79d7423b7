package org.reelmill.node;

import java.util.Optional;
import java.util.UUID;

/**
 * Something that people see of a node was changed. Fired inside the transaction of the change.
 *
 * @param node empty when several may be meant
 */
public record NodeChanged(Optional<UUID> node, What what) {

    public enum What {
        JOINED,
        LEFT,
        /** Removed, because it had fallen silent. */
        PURGED,
        AUTHORISED,
        DEAUTHORISED,
        /** Told to take nothing new. */
        DRAINING,
        /** Told to take work again. */
        UNDRAINED,
        /** Told to leave. */
        TERMINATING
    }
}
