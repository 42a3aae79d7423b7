package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.reelmill.media.MediaException;
import org.reelmill.node.Farm;
import org.reelmill.node.NodeRegistry;
import org.reelmill.node.ThisNode;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.shared.LostRace;
import org.reelmill.shared.Ticker;

/**
 * Who works on what. A claim is taken by one conditional update and committed before any work; a lost race is an expected
 * answer. Candidates are read without locks: head-of-queue locking reads collapse under many nodes (measured, see the ADRs).
 *
 * <p>Whoever changes a job and a task of it in one transaction locks the job first ({@link JobRepository#lockRow}). Whoever
 * claims a segment does not lock its job, so that many nodes may claim of one film at a time: whoever stops a job changes the
 * rows of all its tasks, and what was about to be claimed is not there any more.
 */
@ApplicationScoped
public class Claims {

    /** After so many lost races for segments of one job in a row the node looks at the next job. */
    private static final int TRIES = 4;

    /** So many films more than twice the slots of the farm may be ready before others are ingested. */
    private static final int AHEAD = 4;

    private final QueueRepository queue;
    private final ClaimRepository repository;
    private final ClaimAttempt attempt;
    private final SlowSegments slowSegments;
    private final ShunnedTasks shunned;
    private final NodeRegistry nodes;
    private final Attempts attempts;
    private final Policies policies;
    private final Ticker ticker;
    private final Map<UUID, QueueFront> fronts = new ConcurrentHashMap<>();

    @Inject
    Claims(
            QueueRepository queue,
            ClaimRepository repository,
            ClaimAttempt attempt,
            SlowSegments slowSegments,
            ShunnedTasks shunned,
            Attempts attempts,
            NodeRegistry nodes,
            Policies policies,
            Ticker ticker) {
        this.queue = queue;
        this.repository = repository;
        this.attempt = attempt;
        this.slowSegments = slowSegments;
        this.shunned = shunned;
        this.attempts = attempts;
        this.nodes = nodes;
        this.policies = policies;
        this.ticker = ticker;
    }

    /** For CDI's proxy. */
    protected Claims() {
        this(null, null, null, null, null, null, null, null, null);
    }

    /** Claims an ingest, a verification or an export; its job moves along in the same transaction. */
    @Transactional(TxType.NOT_SUPPORTED)
    public Optional<Claim> claimJob(TaskKind kind, ThisNode node) {
        return queue.openTasks(kind, kind == TaskKind.INGEST ? ingestBefore(enough()) : Long.MAX_VALUE).stream()
                .filter(open -> !shunned.isShunned(node.uuid(), kind, open.taskId()))
                .map(open -> unlessLost(() -> attempt.job(kind, open, node, lease())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * Whether the ingest of a job waits because films enough are ready.
     *
     * @return how many are enough; empty when it does not wait for that
     */
    @Transactional
    public OptionalInt waitsForReadyFilms(PipelineJob job) {
        int enough = enough();
        long before = ingestBefore(enough);
        return queue.rank(job.id()).orElse(Long.MIN_VALUE) < before ? OptionalInt.empty() : OptionalInt.of(enough);
    }

    /** Claims one segment: of the job that this node likes best among those at the head of the queue, or of any other. */
    @Transactional(TxType.NOT_SUPPORTED)
    public Optional<Claim> claimSegment(ThisNode node) {
        return Optional.ofNullable(fronts.get(node.uuid()))
                .filter(QueueFront::isFresh)
                .flatMap(front -> claimSegment(front, node))
                .or(() -> claimSegment(look(node), node));
    }

    /**
     * Claims a segment that a slow node has in hand a second time. Whoever has a result first wins: it is recorded under its
     * fence, and the other attempt's claim is lost with that.
     */
    @Transactional(TxType.NOT_SUPPORTED)
    public Optional<Claim> claimBackup(ThisNode node) {
        return slowSegments.worthABackup(node).stream()
                .map(open -> unlessLost(() -> attempt.backup(open, node, lease())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Whether there are segments for this node. */
    @Transactional
    public boolean hasOpenSegments(ThisNode node) {
        return !queue.jobsWithOpenSegments(node).isEmpty();
    }

    /** Whether {@link #claimBackup} would find one. */
    public boolean hasSlowSegments(ThisNode node) {
        return !slowSegments.worthABackup(node).isEmpty();
    }

    /** The queue has changed: what was seen of it is old. */
    void stirred(@Observes(during = TransactionPhase.AFTER_SUCCESS) PipelineStirred stirred) {
        fronts.clear();
    }

    /** Whether the claim still holds; inside a transaction it cannot be lost any more until that ends. */
    @Transactional(TxType.MANDATORY)
    public boolean holds(Claim claim) {
        return repository.holds(claim);
    }

    /**
     * To be called right before anything is removed that another attempt could have made: a server that stood still does not
     * know how long.
     *
     * @throws MediaException STOPPED, the claim was lost
     */
    @Transactional(TxType.REQUIRES_NEW)
    public void requireHeld(Claim claim) throws MediaException {
        if (!repository.holds(claim)) {
            throw new MediaException(MediaException.Kind.STOPPED, "The claim was lost");
        }
    }

    /** Records that the task is done. @return false when the claim was lost: then the result must be thrown away */
    @Transactional(TxType.MANDATORY)
    public boolean complete(Claim claim) {
        return ended(repository.complete(claim), claim, Verdict.DONE, null);
    }

    /** Gives the task back; not a failure. */
    @Transactional
    public boolean release(Claim claim) {
        return ended(repository.release(claim), claim, Verdict.RELEASED, null);
    }

    /** Counts a failure of the task, which is left to other nodes for a while if there are some. @return false when the claim was lost before */
    @Transactional
    public boolean fail(Claim claim, boolean fatal, String reason) {
        int tolerance = policies.current().number(Policy.FAILURE_TOLERANCE);
        boolean failed = ended(repository.fail(claim, tolerance, fatal, reason), claim, Verdict.FAILED, reason);
        if (failed && nodes.haveOther(claim.node(), claim.kind().stage())) {
            shunned.shun(claim);
        }
        return failed;
    }

    /** Takes back what silent nodes held. @return how many tasks */
    @Transactional(TxType.REQUIRES_NEW)
    public int expire(TaskKind kind) {
        List<AttemptRepository.Key> expired =
                repository.expire(kind, policies.current().number(Policy.FAILURE_TOLERANCE));
        attempts.ended(expired, Verdict.LOST, "The node fell silent");
        return expired.size();
    }

    /** Takes all tasks of a job, which is locked, from those who have them and from those who are about to take them. */
    @Transactional
    public void revoke(long jobId) {
        for (TaskKind kind : TaskKind.values()) {
            List<AttemptRepository.Key> open = attempts.openOfJob(kind, jobId);
            repository.revoke(kind, jobId);
            attempts.ended(open, Verdict.REVOKED, null);
        }
    }

    /** Prolongs a lease and notes how far the work is. @return false when the claim is lost */
    @Transactional(TxType.REQUIRES_NEW)
    public boolean renew(Claim claim, int leaseSeconds, long frames) {
        return repository.renew(claim, leaseSeconds, frames);
    }

    /** Notes how many bytes a running task may still write. */
    @Transactional(TxType.REQUIRES_NEW)
    public void reserve(Claim claim, long bytes) {
        repository.reserve(claim, bytes);
    }

    /** Bytes that all running tasks but this one may still write. */
    @Transactional(TxType.REQUIRES_NEW)
    public long reservedBesides(Claim claim) {
        return Arrays.stream(TaskKind.values())
                .mapToLong(kind -> repository.reserved(kind, claim))
                .sum();
    }

    /** The leases of a node that is dead for certain end now; that is a crash like any other. */
    @Transactional(TxType.REQUIRES_NEW)
    public void endLeases(UUID node) {
        for (TaskKind kind : TaskKind.values()) {
            repository.endLeases(kind, node);
        }
    }

    /** What the database says this node holds. */
    @Transactional(TxType.REQUIRES_NEW)
    public List<Claim> heldBy(UUID node) {
        return Arrays.stream(TaskKind.values())
                .flatMap(kind -> repository.heldBy(kind, node).stream())
                .toList();
    }

    @Transactional(TxType.REQUIRES_NEW)
    public void releaseAll(UUID node) {
        for (TaskKind kind : TaskKind.values()) {
            List<AttemptRepository.Key> open = attempts.openOfNode(kind, node);
            repository.releaseAll(kind, node);
            attempts.ended(open, Verdict.RELEASED, "The node left");
        }
    }

    private boolean ended(boolean changed, Claim claim, Verdict verdict, String reason) {
        if (changed) {
            attempts.ended(claim, verdict, reason);
        }
        return changed;
    }

    private Optional<Claim> claimSegment(QueueFront front, ThisNode node) {
        return front.jobs().stream()
                .map(job -> claimSegment(job, front, node))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Claim> claimSegment(QueueRepository.OpenJob job, QueueFront front, ThisNode node) {
        int start = front.start(job);
        for (int tries = 0; tries < TRIES; tries++) {
            int from = start;
            Optional<ClaimAttempt.Tried> tried = unlessLost(() -> Optional.of(
                    front.slow()
                            ? attempt.lastSegment(job.jobId(), node, lease())
                            : attempt.segment(job.jobId(), from, node, lease())));
            OptionalInt first = tried.map(ClaimAttempt.Tried::firstPart).orElse(OptionalInt.of(start));
            if (first.isPresent()) {
                front.saw(job, first.getAsInt());
                start = front.start(job);
            } else if (start == 0 || front.slow()) {
                return Optional.empty();
            } else {
                // there may be some left before that
                front.passed(job);
                start = 0;
            }
            if (tried.flatMap(ClaimAttempt.Tried::claim).isPresent()) {
                return tried.flatMap(ClaimAttempt.Tried::claim);
            }
        }
        return Optional.empty();
    }

    private QueueFront look(ThisNode node) {
        Farm farm = nodes.farm(node.uuid());
        QueueFront front = new QueueFront(
                preferred(queue.jobsWithOpenSegments(node), farm),
                farm.slow(),
                Math.max(0, farm.slots() - node.slots()),
                ticker);
        fronts.put(node.uuid(), front);
        return front;
    }

    /**
     * The rank that a job must be before to be ingested now. When films enough are ready to keep the farm busy, only more
     * urgent ones are made ready as well: what is made ready takes room on the disk.
     */
    private long ingestBefore(int enough) {
        return queue.rankOfReadyJob(enough).orElse(Long.MAX_VALUE);
    }

    private int enough() {
        return AHEAD + 2 * nodes.slots();
    }

    private int lease() {
        return policies.recent().number(Policy.LEASE_SECONDS);
    }

    /** A transaction that was rolled back to let others through is a lost race. */
    private static <T> Optional<T> unlessLost(Supplier<Optional<T>> attempt) {
        try {
            return attempt.get();
        } catch (RuntimeException e) {
            if (LostRace.is(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * The jobs in the order of this node. Among the first, which are alike in urgency, each node begins at another, so that nodes
     * spread; but at none beyond as many as there are nodes, and one of them begins at the very first: no job is passed over for
     * long.
     */
    static List<QueueRepository.OpenJob> preferred(List<QueueRepository.OpenJob> jobs, Farm farm) {
        if (jobs.isEmpty()) {
            return jobs;
        }
        QueueRepository.OpenJob head = jobs.get(0);
        int alike = (int) jobs.stream()
                .limit(farm.nodes())
                .filter(job -> job.rank() < head.rank() + head.ageing())
                .count();
        List<QueueRepository.OpenJob> order = new ArrayList<>(jobs.subList(0, alike));
        Collections.rotate(order, -Math.floorMod(farm.place(), alike));
        order.addAll(jobs.subList(alike, jobs.size()));
        return order;
    }
}
