package org.reelmill.node;

import java.util.Set;
import java.util.UUID;
import org.reelmill.settings.Stage;

/**
 * What this server is while it is registered. A server whose row vanished registers anew under another uuid.
 *
 * @param encoder fingerprint of its encoder, empty when none works: then it takes no segments
 */
public record ThisNode(UUID uuid, String name, Set<Stage> roles, int slots, String encoder) {

    /** They mostly wait for the disk. */
    private static final int SLOTS_A_LIGHT_ONE = 4;

    /** Ingests, verifications and exports, of each kind so many at a time, beside the segments in its slots. */
    public int lightSlots() {
        return Math.max(1, slots / SLOTS_A_LIGHT_ONE);
    }

    public boolean does(Stage stage) {
        return roles.contains(stage);
    }
}
