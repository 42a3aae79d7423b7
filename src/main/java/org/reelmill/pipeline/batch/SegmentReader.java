package org.reelmill.pipeline.batch;

import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.reelmill.pipeline.FilmTaken;
import org.reelmill.pipeline.Foreman;
import org.reelmill.pipeline.TaskKind;
import org.reelmill.pipeline.WorkInHand;
import org.tinylog.Logger;

/**
 * Claims segments, one after the other. While others of this node still encode it waits for more, so that all slots are
 * there when a film's segments come; when all have run dry, the execution ends.
 */
@Named
@Dependent
public class SegmentReader extends AbstractItemReader {

    private static final long LOOK_AGAIN_MILLIS = 300;

    @Inject
    private Foreman foreman;

    @Inject
    private WorkInHand workInHand;

    @Inject
    private JobContext jobContext;

    @Inject
    private StopSign stop;

    @Inject
    private Event<FilmTaken> taken;

    @Override
    public WorkInHand.Held readItem() throws InterruptedException {
        long execution = jobContext.getExecutionId();
        while (!stop.raised(execution)) {
            Optional<WorkInHand.Held> held = foreman.nextSegment();
            if (held.isPresent()) {
                held.get().until(() -> stop.raised(execution));
                tell(new FilmTaken(execution, held.get().claim().jobUuid()));
                return held.get();
            }
            if (workInHand.count(TaskKind.TRANSCODE) == 0) {
                return null;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
        return null;
    }

    private void tell(FilmTaken event) {
        try {
            taken.fire(event);
        } catch (RuntimeException e) {
            // why: it is a note for people; the segment is claimed and must be encoded
            Logger.warn("Execution {} could not be linked to job {}: {}", event.execution(), event.job(), e.toString());
        }
    }
}
