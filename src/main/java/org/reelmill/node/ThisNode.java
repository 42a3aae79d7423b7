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

    public boolean does(Stage stage) {
        return roles.contains(stage);
    }
}
