package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;
import org.reelmill.node.ThisNode;

/**
 * One attempt to claim a task, in a transaction of its own: a row that somebody else was faster with stays locked until the
 * transaction ends (MariaDB), and whoever went on to the next row with it would wait for others in a circle.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class ClaimAttempt {

    private final ClaimRepository repository;
    private final JobRepository jobs;

    @Inject
    ClaimAttempt(ClaimRepository repository, JobRepository jobs) {
        this.repository = repository;
        this.jobs = jobs;
    }

    /** For CDI's proxy. */
    protected ClaimAttempt() {
        this(null, null);
    }

    /** Takes a task of the whole job, which moves along. Empty when somebody else was faster. */
    Optional<Claim> job(TaskKind kind, ClaimRepository.Open open, ThisNode node, int leaseSeconds) {
        if (!jobs.move(open.jobId(), kind.waiting(), kind.working())) {
            return Optional.empty();
        }
        Optional<Claim> claim = take(kind, open, node, leaseSeconds);
        if (claim.isEmpty()) {
            jobs.move(open.jobId(), kind.working(), kind.waiting());
        }
        return claim;
    }

    /** Takes a segment, which binds its job to this node's encoder. Empty when somebody else was faster. */
    Optional<Claim> segment(ClaimRepository.Open open, ThisNode node, int leaseSeconds) {
        return repository.bindEncoder(open.jobId(), node.encoder())
                ? take(TaskKind.TRANSCODE, open, node, leaseSeconds)
                : Optional.empty();
    }

    private Optional<Claim> take(TaskKind kind, ClaimRepository.Open open, ThisNode node, int leaseSeconds) {
        return repository.take(kind, open, node.uuid(), leaseSeconds)
                ? Optional.of(
                        new Claim(kind, open.taskId(), open.jobId(), open.jobUuid(), node.uuid(), open.fence() + 1))
                : Optional.empty();
    }
}
