package org.reelmill.node.rest;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.node.Node;
import org.reelmill.settings.Stage;

/** A running server. */
public record NodeDto(
        UUID uuid,
        String name,
        List<Stage> roles,
        @Schema(description = "Segments that it encodes at a time") int slots,
        @Schema(description = "Fingerprint of its encoder; empty when none works, then it takes no work")
                String encoder,
        @Schema(description = "Pictures a second in one slot, over its last segments; null until it has encoded one")
                Double speed,
        Instant joined,
        Instant lastSeen,
        @Schema(description = "Whether it has work in hand") boolean working,
        @Schema(description = "Whether it may take work") boolean authorised,
        @Schema(description = "Whether it was told to leave between tasks") boolean terminating) {

    static NodeDto of(Node node) {
        return new NodeDto(
                node.uuid(),
                node.name(),
                List.copyOf(node.roles()),
                node.slots(),
                node.encoder(),
                node.speed().orElse(null),
                utc(node.joined()),
                utc(node.lastAccess()),
                node.active(),
                node.authorised(),
                node.terminating());
    }

    private static Instant utc(LocalDateTime time) {
        return time.toInstant(ZoneOffset.UTC);
    }
}
