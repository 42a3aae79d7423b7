package org.reelmill.pipeline.batch;

import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.UUID;
import org.reelmill.media.MediaException;
import org.reelmill.pipeline.TaskFailures;
import org.reelmill.pipeline.TaskKind;
import org.reelmill.pipeline.WorkInHand;
import org.reelmill.shared.LogContext;
import org.reelmill.shared.Patience;

/** Runs a step of an ingest or export under its claim: what fails is counted at once, and ends the execution. */
@Dependent
public class TaskRun {

    @Inject
    private WorkInHand workInHand;

    @Inject
    private TaskFailures failures;

    @Inject
    private StopSign stop;

    @Inject
    private Patience patience;

    /** A step's work. */
    interface Work<T> {
        T under(WorkInHand.Held held) throws Exception;
    }

    /**
     * The name of the execution tells the kind of its task.
     *
     * @return null when the execution was asked to stop: its work was given back then
     */
    <T> T run(JobContext context, String jobUuid, Work<T> work) throws Exception {
        TaskKind kind = JobNames.kind(context.getJobName());
        WorkInHand.Held held = workInHand
                .find(kind, UUID.fromString(jobUuid))
                .orElseThrow(() -> new MediaException(MediaException.Kind.STOPPED, "The claim was lost"));
        try (LogContext named = LogContext.ofJob(held.claim().jobUuid())) {
            held.until(() -> stop.raised(context.getExecutionId()));
            return work.under(held);
        } catch (MediaException | RuntimeException | IOException e) {
            patience.tell("What became of a task", () -> failures.failed(held.claim(), e));
            if (stop.raised(context.getExecutionId())) {
                return null;
            }
            throw e;
        }
    }
}
