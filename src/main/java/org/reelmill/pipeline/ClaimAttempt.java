package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import org.reelmill.node.ThisNode;

/**
 * One attempt to claim a task, in a transaction of its own: a row that somebody else was faster with stays locked until the
 * transaction ends (MariaDB), and whoever went on to the next row with it would wait for others in a circle.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class ClaimAttempt {

    /** Segments of at least this share of the longest one's length are alike. */
    private static final double ALIKE = 0.8;

    private final QueueRepository queue;
    private final ClaimRepository repository;
    private final JobRepository jobs;
    private final ShunnedTasks shunned;
    private final Attempts attempts;

    @Inject
    ClaimAttempt(
            QueueRepository queue,
            ClaimRepository repository,
            JobRepository jobs,
            ShunnedTasks shunned,
            Attempts attempts) {
        this.queue = queue;
        this.repository = repository;
        this.jobs = jobs;
        this.shunned = shunned;
        this.attempts = attempts;
    }

    /** For CDI's proxy. */
    protected ClaimAttempt() {
        this(null, null, null, null, null);
    }

    /** Takes a task of the whole job, which moves along. Empty when somebody else was faster. */
    Optional<Claim> job(TaskKind kind, QueueRepository.Open open, ThisNode node, int leaseSeconds) {
        if (!jobs.move(open.jobId(), kind.waiting(), kind.working())) {
            return Optional.empty();
        }
        boolean taken = repository.take(kind, open, node.uuid(), leaseSeconds);
        if (!taken) {
            jobs.move(open.jobId(), kind.working(), kind.waiting());
        }
        return claim(taken, kind, open, node);
    }

    /**
     * How an attempt at a segment ended.
     *
     * @param claim empty when somebody else was faster, or nothing was open
     * @param firstPart the first open part that was seen; empty when there was none
     */
    record Tried(Optional<Claim> claim, OptionalInt firstPart) {}

    /** Takes one of the first open segments of a job, from a part onwards. */
    Tried segment(long jobId, int fromPart, ThisNode node, int leaseSeconds) {
        return segment(longFirst(mine(queue.openSegments(jobId, node, fromPart), node)), node, leaseSeconds);
    }

    /** Takes one of the last open segments of a job, which are the short ones. */
    Tried lastSegment(long jobId, ThisNode node, int leaseSeconds) {
        List<QueueRepository.OpenSegment> window = longFirst(mine(queue.lastOpenSegments(jobId, node), node));
        Collections.reverse(window);
        return segment(window, node, leaseSeconds);
    }

    /** Takes a segment that a slow node has in hand a second time. Empty when it was ended, or backed up, meanwhile. */
    Optional<Claim> backup(QueueRepository.Open open, ThisNode node, int leaseSeconds) {
        return claim(
                repository.takeBackup(open, node.uuid(), node.encoder(), leaseSeconds), TaskKind.TRANSCODE, open, node);
    }

    private Tried segment(List<QueueRepository.OpenSegment> window, ThisNode node, int leaseSeconds) {
        return window.stream()
                .findFirst()
                .map(open -> new Tried(
                        take(open, node, leaseSeconds),
                        window.stream()
                                .mapToInt(segment -> segment.task().part())
                                .min()))
                .orElse(new Tried(Optional.empty(), OptionalInt.empty()));
    }

    private List<QueueRepository.OpenSegment> mine(List<QueueRepository.OpenSegment> window, ThisNode node) {
        return window.stream()
                .filter(open -> !shunned.isShunned(
                        node.uuid(), TaskKind.TRANSCODE, open.task().taskId()))
                .toList();
    }

    /** The first claim of a job binds it to the node's encoder; the later ones only read the job, and do not wait for each other. */
    private Optional<Claim> take(QueueRepository.OpenSegment open, ThisNode node, int leaseSeconds) {
        boolean taken = (open.bound() || repository.bindEncoder(open.task().jobId(), node.encoder()))
                && repository.takeSegment(open.task(), node.uuid(), node.encoder(), leaseSeconds);
        return claim(taken, TaskKind.TRANSCODE, open.task(), node);
    }

    private Optional<Claim> claim(boolean taken, TaskKind kind, QueueRepository.Open open, ThisNode node) {
        if (!taken) {
            return Optional.empty();
        }
        Claim claim = new Claim(kind, open.taskId(), open.jobId(), open.jobUuid(), node.uuid(), open.fence() + 1);
        attempts.begun(claim, open.part(), node.name());
        return Optional.of(claim);
    }

    /**
     * In random order, so that nodes seldom meet; but those that are much shorter come last, so that at the end of a film no
     * node has a long one left while the others have finished.
     */
    static List<QueueRepository.OpenSegment> longFirst(List<QueueRepository.OpenSegment> window) {
        List<QueueRepository.OpenSegment> picked = new ArrayList<>(window);
        Collections.shuffle(picked, ThreadLocalRandom.current());
        long longest = picked.stream()
                .mapToLong(QueueRepository.OpenSegment::frames)
                .max()
                .orElse(0);
        picked.sort(Comparator.comparing(open -> open.frames() < ALIKE * longest));
        return picked;
    }
}
