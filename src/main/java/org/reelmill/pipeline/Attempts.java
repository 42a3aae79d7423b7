package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.reelmill.media.EncodedSegment;
import org.reelmill.pipeline.AttemptRepository.Key;

/** Keeps who worked on which task, beside the task itself, and tells those who watch. Every attempt is known by its fence. */
@ApplicationScoped
@Transactional
public class Attempts {

    private static final int REMOVED_AT_A_TIME = 500;

    private final AttemptRepository repository;
    private final Event<AttemptChanged> changed;

    @Inject
    Attempts(AttemptRepository repository, Event<AttemptChanged> changed) {
        this.repository = repository;
        this.changed = changed;
    }

    /** For CDI's proxy. */
    protected Attempts() {
        this(null, null);
    }

    /**
     * The claim was taken just now, in this transaction.
     *
     * @param part of the segment; null when the task is one of the whole job
     * @param node name of the node that took it
     */
    void begun(Claim claim, Integer part, String node) {
        repository.begin(claim, part, node);
        changed.fire(new AttemptChanged(claim.jobUuid(), claim.kind(), part, claim.fence(), node, null));
    }

    /** A result that counts ends the other attempt at the task as well. */
    void ended(Claim claim, Verdict verdict, String reason) {
        end(Key.of(claim), verdict, reason);
        if (verdict == Verdict.DONE) {
            ended(repository.openOfTask(claim.kind(), claim.taskId()), Verdict.SUPERSEDED, null);
        }
    }

    /** All of these were taken away from their nodes. */
    void ended(List<Key> attempts, Verdict verdict, String reason) {
        attempts.forEach(key -> end(key, verdict, reason));
    }

    List<Key> openOfJob(TaskKind kind, long jobId) {
        return repository.openOfJob(kind, jobId);
    }

    List<Key> openOfNode(TaskKind kind, UUID node) {
        return repository.openOfNode(kind, node);
    }

    /** What the attempt made. */
    void encoded(Claim claim, EncodedSegment encoded) {
        repository.encoded(Key.of(claim), encoded.framesRead(), encoded.filmMillis());
    }

    /** What the tool printed at the end of an attempt that failed. */
    void log(Claim claim, String log) {
        repository.log(Key.of(claim), log);
    }

    /** Forgets attempts at jobs that ended so long ago, some at a time. @return whether there may be more */
    public boolean removeOld(int days) {
        return repository.removeOld(days, REMOVED_AT_A_TIME) == REMOVED_AT_A_TIME;
    }

    private void end(Key key, Verdict verdict, String reason) {
        if (repository.end(key, verdict, reason)) {
            repository.ended(key, verdict).ifPresent(changed::fire);
        }
    }
}
