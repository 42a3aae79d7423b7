package org.reelmill.pipeline.rest;

import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.pipeline.Attempt;
import org.reelmill.pipeline.TaskKind;
import org.reelmill.pipeline.Verdict;
import org.reelmill.shared.Recorded;

/** An attempt at a task. Members that have no value are absent. */
public record AttemptDto(
        TaskKind kind,
        @Schema(description = "Of the segment; absent when the task is one of the whole job") Integer part,
        @Schema(description = "Its fence: number of the attempt among those at its task") long attempt,
        String node,
        Instant started,
        @Schema(description = "Absent while it runs") Instant ended,
        @Schema(description = "What came of it") Verdict verdict,
        @Schema(description = "Pictures that it encoded, when it succeeded") Long frames,
        String reason,
        @Schema(description = "The end of what the tool printed when it failed; only for those who steer jobs")
                String log) {

    static AttemptDto of(Attempt attempt, Locale language) {
        return of(attempt, null, language);
    }

    static AttemptDto withLog(Attempt attempt, Locale language) {
        return of(attempt, attempt.log().orElse(null), language);
    }

    private static AttemptDto of(Attempt attempt, String log, Locale language) {
        return new AttemptDto(
                attempt.kind(),
                attempt.part().orElse(null),
                attempt.fence(),
                attempt.node(),
                JobDto.utc(attempt.started()),
                attempt.ended().map(JobDto::utc).orElse(null),
                attempt.verdict().orElse(null),
                attempt.frames().orElse(null),
                attempt.reason().map(reason -> Recorded.in(reason, language)).orElse(null),
                log);
    }
}
