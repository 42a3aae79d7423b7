package org.reelmill.pipeline.rest;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.pipeline.SegmentReport;
import org.reelmill.pipeline.TaskStatus;
import org.reelmill.shared.Recorded;

/** A segment of a film. Members that have no value are absent. */
public record SegmentDto(
        int part,
        TaskStatus status,
        @Schema(description = "The renditions that it is encoded for already") List<String> outputs,
        @Schema(description = "The node that has it now, or that finished it") String node,
        @Schema(description = "How often it was claimed") long attempt,
        @Schema(description = "Of its last claim; only its holder may record a result") long fence,
        long frames,
        long framesDone,
        @Schema(description = "Pictures a second of the attempt in hand, or of the one that succeeded") Double fps,
        int failures,
        String reason,
        @Schema(description = "Path of the job's log on this server") String log) {

    static SegmentDto of(UUID job, SegmentReport segment, Locale language) {
        return new SegmentDto(
                segment.part(),
                segment.status(),
                segment.outputs(),
                segment.node().orElse(null),
                segment.attempt(),
                segment.attempt(),
                segment.frames(),
                segment.framesDone(),
                segment.fps().map(SegmentDto::rounded).orElse(null),
                segment.failures(),
                segment.reason().map(reason -> Recorded.in(reason, language)).orElse(null),
                "/api/v1/jobs/" + job + "/log");
    }

    private static double rounded(double fps) {
        return Math.round(fps * 10) / 10.0;
    }
}
