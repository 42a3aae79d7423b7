package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.UUID;
import org.reelmill.shared.Bulk;
import org.reelmill.shared.InvalidInputException;

/** One thing done to many jobs: to exactly those that are named (D4.40), each by itself, with a result for each (S4.63). */
@ApplicationScoped
@Transactional(TxType.NOT_SUPPORTED)
public class BulkSteering {

    private final Jobs jobs;

    @Inject
    BulkSteering(Jobs jobs) {
        this.jobs = jobs;
    }

    /** For CDI's proxy. */
    protected BulkSteering() {
        this(null);
    }

    /** What can be done to many jobs. */
    public enum Action {
        PAUSE,
        RESUME,
        CANCEL,
        RETRY,
        PRIORITY,
        DELETE
    }

    /**
     * @param priority for {@link Action#PRIORITY}, else ignored
     * @return one for each job, in their order
     * @throws InvalidInputException none are named, or too many
     */
    public List<Bulk.Result> steer(Action action, List<UUID> uuids, int priority) {
        return Bulk.each("jobs", uuids, job -> steer(action, job, priority));
    }

    private void steer(Action action, UUID job, int priority) {
        switch (action) {
            case PAUSE -> jobs.pause(job);
            case RESUME -> jobs.resume(job);
            case CANCEL -> jobs.cancel(job);
            case RETRY -> jobs.retry(job);
            case PRIORITY -> jobs.setPriority(job, priority);
            case DELETE -> jobs.delete(job);
        }
    }
}
