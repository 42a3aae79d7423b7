package org.reelmill.operator.rest;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.operator.BatchExecution;
import org.reelmill.operator.ExecutionState;
import org.reelmill.operator.ExecutionSummary;
import org.reelmill.operator.WorkedFilm;

/** A batch execution. Members that have no value are absent. */
public record ExecutionDto(
        long id,
        long instance,
        String job,
        ExecutionState state,
        String exitStatus,
        Instant created,
        Instant started,
        Instant ended,
        String node,
        @Schema(description = "The account that started it; absent when the product did") String startedBy,
        @Schema(description = "It is open, but its server is gone") boolean silent,
        @Schema(description = "The execution that goes on where this one ended") Long successor,
        List<Film> films) {

    /** A film job that it worked on. */
    public record Film(
            UUID job,
            @Schema(description = "Absent when the job was deleted") String source,
            @Schema(description = "How many of its segments it made") int segments) {

        static Film of(WorkedFilm film) {
            return new Film(film.job(), film.source().orElse(null), film.segments());
        }
    }

    static ExecutionDto of(ExecutionSummary summary) {
        BatchExecution execution = summary.execution();
        return new ExecutionDto(
                execution.id(),
                execution.instanceId(),
                execution.jobName(),
                execution.state(),
                execution.exitStatus().orElse(null),
                execution.created(),
                execution.started().orElse(null),
                execution.ended().orElse(null),
                execution.nodeName().orElse(null),
                execution.startedBy().orElse(null),
                summary.silent(),
                execution.successor().orElse(null),
                summary.films().stream().map(Film::of).toList());
    }
}
