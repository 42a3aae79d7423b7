package org.reelmill.node;

import java.util.Set;
import java.util.UUID;
import org.reelmill.settings.SoftwareVersion;
import org.reelmill.settings.Stage;

/**
 * What this server is while it is registered. A server whose row vanished registers anew under another uuid.
 *
 * @param encoder fingerprint of its encoder, empty when none works: then it takes no work
 */
public record ThisNode(
        UUID uuid,
        String name,
        Set<Stage> roles,
        int slots,
        String encoder,
        Abilities abilities,
        SoftwareVersion version) {

    /** They mostly wait for the disk. */
    private static final int SLOTS_A_LIGHT_ONE = 4;

    /** A node that runs this program. */
    public ThisNode(UUID uuid, String name, Set<Stage> roles, int slots, String encoder, Abilities abilities) {
        this(uuid, name, roles, slots, encoder, abilities, SoftwareVersion.current());
    }

    /** Ingests, verifications and exports, of each kind so many at a time, beside the segments in its slots. */
    public int lightSlots() {
        return Math.max(1, slots / SLOTS_A_LIGHT_ONE);
    }

    public boolean does(Stage stage) {
        return roles.contains(stage);
    }

    /** Whether its encoder for this codec was proven. */
    public boolean encodes(String codec) {
        return abilities.codecs().contains(codec);
    }

    ThisNode identified(UUID other) {
        return new ThisNode(other, name, roles, slots, encoder, abilities, version);
    }

    ThisNode named(String other) {
        return new ThisNode(uuid, other, roles, slots, encoder, abilities, version);
    }

    ThisNode proven(String build, Set<String> codecs) {
        return new ThisNode(uuid, name, roles, slots, build, abilities.withCodecs(codecs), version);
    }
}
