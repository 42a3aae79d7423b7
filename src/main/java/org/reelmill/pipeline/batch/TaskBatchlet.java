package org.reelmill.pipeline.batch;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.runtime.context.JobContext;
import jakarta.inject.Inject;
import org.reelmill.pipeline.WorkInHand;

/**
 * A step of an ingest or export, under its claim.
 *
 * @param <W> what the steps of one execution hand on to each other
 */
abstract class TaskBatchlet<W> extends AbstractBatchlet {

    @Inject
    @BatchProperty
    private String jobUuid;

    @Inject
    private JobContext jobContext;

    @Inject
    private TaskRun task;

    @Override
    public final String process() throws Exception {
        // what the first step found, or null in the first step; nothing else uses this place
        @SuppressWarnings("unchecked")
        W work = (W) jobContext.getTransientUserData();
        return task.run(jobContext, jobUuid, held -> step(work, held));
    }

    /** @return the exit status of the step, by which the job definition may go on */
    abstract String step(W work, WorkInHand.Held held) throws Exception;

    final void handOn(W work) {
        jobContext.setTransientUserData(work);
    }
}
