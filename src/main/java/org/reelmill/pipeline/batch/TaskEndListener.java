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

    @Override
    public void afterJob() {
        TaskKind kind = JobNames.kind(jobContext.getJobName());
        if (jobContext.getBatchStatus() == BatchStatus.COMPLETED) {
            trial.succeeded();
        }
        workInHand.find(kind, UUID.fromString(jobUuid)).ifPresent(held -> {
            // closed in any case: the heartbeat would renew for ever what nobody works on
            try (held) {
                if (jobContext.getBatchStatus() != BatchStatus.COMPLETED) {
                    // counts only if the step itself did not see its end: the claim is gone otherwise
                    failures.failed(held.claim(), cause(jobContext.getBatchStatus()));
                }
            }
        });
        rounds.run();
    }

    private static Exception cause(BatchStatus ended) {
        return ended == BatchStatus.STOPPED
                ? new MediaException(MediaException.Kind.STOPPED, "The batch execution was stopped")
                : new IllegalStateException("The batch execution ended as " + ended);
    }
}
