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
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.reelmill.node.ThisNode;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;

/**
 * Who works on what. A claim is taken by one conditional update and committed before any work; a lost race is an expected
 * answer. Candidates are read without locks: head-of-queue locking reads collapse under many nodes (measured, see the ADR).
 *
 * <p>Whoever changes a job and a task of it in one transaction locks the job first ({@link JobRepository#lockRow}). In
 * another order those who claim, and those who cancel, would wait for each other; and a claim could slip in between.
 */
@ApplicationScoped
public class Claims {

    /** After so many lost races in a row the node waits for its next turn. */
    private static final int TRIES = 4;

    /** Segments of at least this share of the longest one's length are alike. */
    private static final double ALIKE = 0.8;

    private final ClaimRepository repository;
    private final ClaimAttempt attempt;
    private final Policies policies;

    @Inject
    Claims(ClaimRepository repository, ClaimAttempt attempt, Policies policies) {
        this.repository = repository;
        this.attempt = attempt;
        this.policies = policies;
    }

    /** For CDI's proxy. */
    protected Claims() {
        this(null, null, null);
    }

    /** Claims an ingest, a verification or an export; its job moves along in the same transaction. */
    @Transactional(TxType.NOT_SUPPORTED)
    public Optional<Claim> claimJob(TaskKind kind, ThisNode node) {
        return repository.openTasks(kind).stream()
                .map(open -> attempt.job(kind, open, node, lease()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Claims one segment: of the job that this node prefers among those of the highest priority, or of any other. */
    @Transactional(TxType.NOT_SUPPORTED)
    public Optional<Claim> claimSegment(ThisNode node) {
        return preferred(repository.jobsWithOpenSegments(node.encoder()), node.uuid()).stream()
                .flatMap(job -> longFirst(repository.openSegments(job.jobId())).stream())
                .limit(TRIES)
                .map(open -> attempt.segment(open, node, lease()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Jobs that have segments for this node. */
    @Transactional
    public List<ClaimRepository.OpenJob> jobsWithOpenSegments(ThisNode node) {
        return repository.jobsWithOpenSegments(node.encoder());
    }

    /** Whether the claim still holds; inside a transaction it cannot be lost any more until that ends. */
    @Transactional(TxType.MANDATORY)
    public boolean holds(Claim claim) {
        return repository.holds(claim);
    }

    /** Records that the task is done. @return false when the claim was lost: then the result must be thrown away */
    @Transactional(TxType.MANDATORY)
    public boolean complete(Claim claim) {
        return repository.complete(claim);
    }

    /** Gives the task back; not a failure. */
    @Transactional
    public boolean release(Claim claim) {
        return repository.release(claim);
    }

    /** Counts a failure of the task. @return false when the claim was lost before */
    @Transactional
    public boolean fail(Claim claim, boolean fatal, String reason) {
        return repository.fail(claim, policies.current().number(Policy.FAILURE_TOLERANCE), fatal, reason);
    }

    /** Takes back what silent nodes held. @return how many tasks */
    @Transactional(TxType.REQUIRES_NEW)
    public int expire(TaskKind kind) {
        return repository.expire(kind, policies.current().number(Policy.FAILURE_TOLERANCE));
    }

    /** Takes a job's running tasks away from their nodes. */
    @Transactional
    public void revoke(long jobId) {
        for (TaskKind kind : TaskKind.values()) {
            repository.revoke(kind, jobId);
        }
    }

    /** Prolongs a lease and notes how far the work is. @return false when the claim is lost */
    @Transactional(TxType.REQUIRES_NEW)
    public boolean renew(Claim claim, int leaseSeconds, long frames) {
        return repository.renew(claim, leaseSeconds, frames);
    }

    @Transactional(TxType.REQUIRES_NEW)
    public void releaseAll(UUID node) {
        for (TaskKind kind : TaskKind.values()) {
            repository.releaseAll(kind, node);
        }
    }

    private int lease() {
        return policies.current().number(Policy.LEASE_SECONDS);
    }

    /** Jobs of the highest priority first, among them the one that this node's hash points at, so that nodes spread. */
    static List<ClaimRepository.OpenJob> preferred(List<ClaimRepository.OpenJob> jobs, UUID node) {
        if (jobs.isEmpty()) {
            return jobs;
        }
        int top = jobs.get(0).priority();
        List<ClaimRepository.OpenJob> first = new ArrayList<>(
                jobs.stream().filter(job -> job.priority() == top).toList());
        Collections.rotate(first, -Math.floorMod(node.hashCode(), first.size()));
        first.addAll(jobs.stream().filter(job -> job.priority() != top).toList());
        return first;
    }

    /**
     * In random order, so that nodes seldom meet; but those that are much shorter come last, so that at the end of a film no
     * node has a long one left while the others have finished.
     */
    static List<ClaimRepository.Open> longFirst(List<ClaimRepository.Open> window) {
        List<ClaimRepository.Open> picked = new ArrayList<>(window);
        Collections.shuffle(picked, ThreadLocalRandom.current());
        long longest =
                picked.stream().mapToLong(ClaimRepository.Open::size).max().orElse(0);
        picked.sort(Comparator.comparing(open -> open.size() < ALIKE * longest));
        return picked;
    }
}
