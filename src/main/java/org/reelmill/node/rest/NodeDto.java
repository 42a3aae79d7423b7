package org.reelmill.node.rest;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.node.Hindrance;
import org.reelmill.node.Node;
import org.reelmill.node.NodeReport;
import org.reelmill.node.NodeState;
import org.reelmill.settings.Stage;

/** A running server. */
public record NodeDto(
        UUID uuid,
        String name,
        @Schema(description = "How it stands, in one word") NodeState state,
        List<Stage> roles,
        @Schema(description = "Segments that it encodes at a time") int slots,
        @Schema(description = "Words that its operator gave it (REELMILL_NODE_LABELS)") List<String> labels,
        int cores,
        @Schema(description = "Bytes; 0 when it is not known") long memory,
        @Schema(description = "Fingerprint of its encoder; empty when none works, then it takes no work")
                String encoder,
        @Schema(description = "Pictures a second in one slot, over its last segments; null until it has encoded one")
                Double speed,
        @Schema(
                        description =
                                "Codecs whose encoders passed their known-answer encode; it takes no segment that needs another")
                List<String> codecs,
        Instant joined,
        Instant lastSeen,
        @Schema(description = "Seconds since its last sign of life") long silentSeconds,
        @Schema(description = "Whether it has work in hand") boolean working,
        @Schema(description = "One of the jobs that it has in hand, or null") UUID job,
        @Schema(description = "Whether it may take work") boolean authorised,
        @Schema(description = "Whether it finishes what it has in hand and takes nothing new") boolean draining,
        @Schema(description = "Whether it was told to leave between tasks") boolean terminating,
        @Schema(description = "Why it may not take work, or null") String reason,
        @Schema(description = "Since when the mill distrusts it, because different jobs failed on it, or null")
                Instant suspended,
        @Schema(description = "What keeps it from its roles just now; ends by itself when its cause does")
                List<HindranceDto> hindrances,
        @Schema(description = "What its operator should know, or null") String notice,
        @Schema(description = "Version of its program, or null when that is from before nodes told theirs")
                String version) {

    /** What keeps a node from a role. */
    public record HindranceDto(Stage role, Hindrance.Code code, String text) {}

    static NodeDto of(NodeReport report) {
        Node node = report.node();
        return new NodeDto(
                node.uuid(),
                node.name(),
                report.state(),
                List.copyOf(node.roles()),
                node.slots(),
                node.abilities().labels(),
                node.abilities().cores(),
                node.abilities().memoryBytes(),
                node.encoder(),
                node.speed().orElse(null),
                node.abilities().codecs().stream().sorted().toList(),
                utc(node.joined()),
                utc(node.lastAccess()),
                report.silentSeconds(),
                node.active(),
                node.job().orElse(null),
                node.authorised(),
                node.draining(),
                node.terminating(),
                node.reason().orElse(null),
                node.suspended().map(NodeDto::utc).orElse(null),
                node.hindrances().stream()
                        .map(hindrance -> new HindranceDto(hindrance.stage(), hindrance.code(), hindrance.text()))
                        .toList(),
                node.notice().orElse(null),
                node.version().map(Object::toString).orElse(null));
    }

    private static Instant utc(LocalDateTime time) {
        return time.toInstant(ZoneOffset.UTC);
    }
}
