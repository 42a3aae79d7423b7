package org.reelmill.pipeline.rest;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.pipeline.Attempt;
import org.reelmill.pipeline.SegmentDetail;
import org.reelmill.pipeline.TaskStatus;

/** A segment with all that is known of it. */
public record SegmentDetailDto(
        SegmentDto segment,
        @Schema(description = "One for each rendition") List<CellDto> cells,
        @Schema(description = "The latest first") List<AttemptDto> attempts) {

    /** A segment in one rendition. Members that have no value are absent. */
    public record CellDto(
            String output,
            TaskStatus status,
            @Schema(description = "The attempt that made it") Long attempt,
            Long frames,
            Long bytes,
            Long bitsPerSecond,
            String sha256) {

        static CellDto of(SegmentDetail.Cell cell) {
            return new CellDto(
                    cell.output(),
                    cell.status(),
                    cell.attempt().orElse(null),
                    cell.frames().orElse(null),
                    cell.bytes().orElse(null),
                    cell.bitsPerSecond().orElse(null),
                    cell.sha256().orElse(null));
        }
    }

    static SegmentDetailDto of(UUID job, SegmentDetail detail, Function<Attempt, AttemptDto> attempt, Locale language) {
        return new SegmentDetailDto(
                SegmentDto.of(job, detail.segment(), language),
                detail.cells().stream().map(CellDto::of).toList(),
                detail.attempts().stream().map(attempt).toList());
    }
}
