package org.reelmill.operator.rest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.operator.BatchExecution;
import org.reelmill.operator.ExecutionReport;
import org.reelmill.operator.ExecutionState;
import org.reelmill.operator.StepReport;
import org.reelmill.shared.Sentence;

/** All about a batch execution. */
public record ExecutionReportDto(
        ExecutionDto execution,
        Map<String, String> parameters,
        List<Step> steps,
        @Schema(description = "All executions of its instance, the first one first") List<Long> attempts,
        @Schema(description = "What can be done with it now") Set<ExecutionReport.Action> actions,
        @Schema(description = "Why a failed or stopped one cannot be restarted") String notRestartable) {

    /** A step. */
    public record Step(
            String name,
            ExecutionState state,
            String exitStatus,
            Instant started,
            Instant ended,
            @Schema(description = "What the batch runtime counts: READ, WRITE, COMMIT …") Map<String, Integer> counts,
            @Schema(description = "Where its reader was") String readerCheckpoint,
            @Schema(description = "Where its writer was") String writerCheckpoint,
            @Schema(description = "What it noted about its work") String userData,
            String exception,
            @Schema(description = "The first 200") List<Partition> partitions,
            long partitionCount) {

        static Step of(StepReport report) {
            return new Step(
                    report.step().name(),
                    report.step().state(),
                    report.step().exitStatus().orElse(null),
                    report.step().started().orElse(null),
                    report.step().ended().orElse(null),
                    report.step().counts().entrySet().stream()
                            .collect(Collectors.toMap(count -> count.getKey().name(), Map.Entry::getValue)),
                    report.readerCheckpoint().orElse(null),
                    report.writerCheckpoint().orElse(null),
                    report.userData().orElse(null),
                    report.step().exception().orElse(null),
                    report.partitions().stream().map(Partition::of).toList(),
                    report.partitionCount());
        }
    }

    /** A partition of a step. */
    public record Partition(
            int number,
            ExecutionState state,
            String exitStatus,
            String readerCheckpoint,
            String writerCheckpoint,
            String userData,
            String exception) {

        static Partition of(StepReport.Partition report) {
            return new Partition(
                    report.partition().number(),
                    report.partition().state(),
                    report.partition().exitStatus().orElse(null),
                    report.readerCheckpoint().orElse(null),
                    report.writerCheckpoint().orElse(null),
                    report.userData().orElse(null),
                    report.partition().exception().orElse(null));
        }
    }

    static ExecutionReportDto of(ExecutionReport report) {
        return new ExecutionReportDto(
                ExecutionDto.of(report.summary()),
                report.parameters(),
                report.steps().stream().map(Step::of).toList(),
                report.attempts().stream().map(BatchExecution::id).toList(),
                report.allowed(),
                report.notRestartable().map(Sentence::english).orElse(null));
    }
}
