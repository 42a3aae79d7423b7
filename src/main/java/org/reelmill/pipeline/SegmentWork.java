package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.util.Optional;
import org.reelmill.media.MediaException;
import org.reelmill.shared.LogContext;
import org.reelmill.shared.Outage;
import org.reelmill.shared.Patience;
import org.tinylog.Logger;

/** The work on one claimed segment, with what becomes of it when it does not succeed. */
@ApplicationScoped
public class SegmentWork {

    private final Transcode transcode;
    private final TaskFailures failures;
    private final Space space;
    private final NodeTrial trial;
    private final Patience patience;
    private final Event<TaskTrouble> trouble;

    @Inject
    SegmentWork(
            Transcode transcode,
            TaskFailures failures,
            Space space,
            NodeTrial trial,
            Patience patience,
            Event<TaskTrouble> trouble) {
        this.transcode = transcode;
        this.failures = failures;
        this.space = space;
        this.trial = trial;
        this.patience = patience;
        this.trouble = trouble;
    }

    /** For CDI's proxy. */
    protected SegmentWork() {
        this(null, null, null, null, null, null);
    }

    /**
     * Encodes a segment. Outside the caller's transaction, which lasts as long as this: nothing may be locked that long.
     *
     * @return empty when it did not succeed; that has been dealt with
     */
    @Transactional(TxType.NOT_SUPPORTED)
    public Optional<Transcode.Result> encode(WorkInHand.Held held) {
        try (LogContext named = LogContext.ofJob(held.claim().jobUuid())) {
            Transcode.Task task = transcode.read(held.claim());
            return encode(task, held);
        } catch (MediaException | IOException | RuntimeException e) {
            settle(held.claim(), e);
            return Optional.empty();
        }
    }

    private Optional<Transcode.Result> encode(Transcode.Task task, WorkInHand.Held held) {
        try {
            space.reserve(held.claim(), task.bytes());
            return Optional.of(transcode.encode(task, held));
        } catch (MediaException | IOException | RuntimeException e) {
            settle(held.claim(), e);
        }
        discard(task);
        return Optional.empty();
    }

    /**
     * Makes a result count; one whose claim was lost is thrown away. Waits for a database that is away: what is finished
     * counts when it is back, if nobody else has claimed the segment by then. Outside the caller's transaction, which could
     * not be tried again.
     *
     * @return whether it counts
     */
    @Transactional(TxType.NOT_SUPPORTED)
    public boolean record(Transcode.Result result) {
        Claim claim = result.task().claim();
        boolean counts = false;
        try {
            counts = patience.ask("A finished segment", () -> transcode.record(result));
            if (counts) {
                trial.succeeded();
            } else {
                Logger.info("A segment of job {} came too late and is thrown away", claim.jobUuid());
                trouble.fire(new TaskTrouble(claim.kind(), TaskTrouble.Cause.LATE));
                discard(result.task());
            }
        } catch (RuntimeException e) {
            // interrupted while it waited, nobody knows whether the segment counts: then its parts stay
            if (!Outage.isOne(e)) {
                settle(claim, e);
                discard(result.task());
            }
        }
        return counts;
    }

    private void settle(Claim claim, Exception cause) {
        patience.tell("What became of a segment", () -> failures.failed(claim, cause));
    }

    private void discard(Transcode.Task task) {
        try {
            transcode.discard(task);
        } catch (IOException e) {
            Logger.warn("Parts of a lost segment could not be removed: {}", e.toString());
        }
    }
}
