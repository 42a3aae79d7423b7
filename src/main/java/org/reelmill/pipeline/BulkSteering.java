package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NotFoundException;

/** One thing done to many jobs: to exactly those that are named (D4.40), each by itself, with a result for each (S4.63). */
@ApplicationScoped
@Transactional(TxType.NOT_SUPPORTED)
public class BulkSteering {

    /** Jobs of one order. */
    public static final int MOST = 500;

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

    /** What became of one job. @param refusal why it was not done; empty when it was */
    public record Result(UUID job, Optional<String> refusal) {}

    /**
     * @param priority for {@link Action#PRIORITY}, else ignored
     * @return one for each job, in their order
     * @throws InvalidInputException none are named, or too many
     */
    public List<Result> steer(Action action, List<UUID> uuids, int priority) {
        if (uuids.isEmpty() || uuids.size() > MOST) {
            throw new InvalidInputException("jobs", "must name 1 to " + MOST + " jobs");
        }
        return uuids.stream()
                .distinct()
                .map(uuid -> new Result(uuid, refusal(action, uuid, priority)))
                .toList();
    }

    private Optional<String> refusal(Action action, UUID uuid, int priority) {
        try {
            switch (action) {
                case PAUSE -> jobs.pause(uuid);
                case RESUME -> jobs.resume(uuid);
                case CANCEL -> jobs.cancel(uuid);
                case RETRY -> jobs.retry(uuid);
                case PRIORITY -> jobs.setPriority(uuid, priority);
                case DELETE -> jobs.delete(uuid);
            }
            return Optional.empty();
        } catch (ConflictException | NotFoundException | InvalidInputException e) {
            return Optional.of(e.getMessage());
        }
    }
}
