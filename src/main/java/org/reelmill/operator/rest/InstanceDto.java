package org.reelmill.operator.rest;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.operator.BatchExecution;
import org.reelmill.operator.ExecutionState;
import org.reelmill.operator.InstanceSummary;

/** An instance of a batch job. */
public record InstanceDto(
        long id, @Schema(description = "Its executions, the first one first") List<Attempt> attempts) {

    /** An execution of the instance. */
    public record Attempt(long execution, ExecutionState state, Instant created) {

        static Attempt of(BatchExecution execution) {
            return new Attempt(execution.id(), execution.state(), execution.created());
        }
    }

    static InstanceDto of(InstanceSummary instance) {
        return new InstanceDto(
                instance.id(), instance.attempts().stream().map(Attempt::of).toList());
    }
}
