package org.reelmill.pipeline.batch;

import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Tells whether an execution of this server was asked to stop. A job context does not tell it everywhere: that of a partition
 * is a copy of the time when the partition began.
 */
@ApplicationScoped
public class StopSign {

    private final JobOperator operator;

    @Inject
    StopSign(JobOperator operator) {
        this.operator = operator;
    }

    /** For CDI's proxy. */
    protected StopSign() {
        this(null);
    }

    /** Returns at once: of an execution that is in a step, the runtime answers from memory. */
    boolean raised(long execution) {
        return operator.getJobExecution(execution).getBatchStatus() == BatchStatus.STOPPING;
    }
}
