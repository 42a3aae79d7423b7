package org.reelmill.pipeline.batch;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.listener.AbstractJobListener;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.UUID;
import org.reelmill.media.MediaException;
import org.reelmill.pipeline.NodeTrial;
import org.reelmill.pipeline.Rounds;
import org.reelmill.pipeline.TaskFailures;
import org.reelmill.pipeline.TaskKind;
import org.reelmill.pipeline.WorkInHand;
import org.reelmill.shared.Patience;

/** Takes the claim of an ingest or export out of hand when its execution has ended, however it ended. */
@Named
@Dependent
public class TaskEndListener extends AbstractJobListener {

    @Inject
    @BatchProperty
    private String jobUuid;

    @Inject
    private JobContext jobContext;

    @Inject
    private WorkInHand workInHand;

    @Inject
    private TaskFailures failures;

    @Inject
    private NodeTrial trial;

    @Inject
    private Rounds rounds;

    @Inject
    private Patience patience;

    @Override
    public void afterJob() {
        TaskKind kind = JobNames.kind(jobContext.getJobName());
        if (jobContext.getBatchStatus() == BatchStatus.COMPLETED) {
            trial.succeeded();
        }
        workInHand.find(kind, UUID.fromString(jobUuid)).ifPresent(this::end);
        rounds.run();
    }

    /** Closed in any case: the heartbeat would renew for ever what nobody works on. */
    private void end(WorkInHand.Held held) {
        try (held) {
            if (jobContext.getBatchStatus() != BatchStatus.COMPLETED) {
                // counts only if the step itself did not see its end: the claim is gone otherwise
                Exception cause = cause(jobContext.getBatchStatus());
                patience.tell("What became of a task", () -> failures.failed(held.claim(), cause));
            }
        }
    }

    private static Exception cause(BatchStatus ended) {
        return ended == BatchStatus.STOPPED
                ? new MediaException(MediaException.Kind.STOPPED, "The batch execution was stopped")
                : new IllegalStateException("The batch execution ended as " + ended);
    }
}
