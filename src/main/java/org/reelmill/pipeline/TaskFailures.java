package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import org.reelmill.media.MediaException;
import org.reelmill.shared.Uuids;
import org.tinylog.Logger;

/** What becomes of a task whose work did not succeed (S4.52, S4.53). */
@ApplicationScoped
public class TaskFailures {

    static final String SOURCE_CHANGED = "The source was removed or changed while it was being milled";

    private final Claims claims;
    private final JobRepository jobs;
    private final JobFiles files;
    private final JobLog log;

    @Inject
    TaskFailures(Claims claims, JobRepository jobs, JobFiles files, JobLog log) {
        this.claims = claims;
        this.jobs = jobs;
        this.files = files;
        this.log = log;
    }

    /** For CDI's proxy. */
    protected TaskFailures() {
        this(null, null, null, null);
    }

    /** Gives the task back, or counts a failure. A claim that was lost before changes nothing. */
    @Transactional(TxType.REQUIRES_NEW)
    public void failed(Claim claim, Exception cause) {
        jobs.lockRow(claim.jobId());
        if (cause instanceof MediaException media) {
            if (media.kind() == MediaException.Kind.STOPPED) {
                Logger.info("Work on a task of job {} was stopped: {}", claim.jobUuid(), media.getMessage());
                giveBack(claim);
            } else if (media.kind() != MediaException.Kind.REFUSED && sourceChanged(claim)) {
                count(claim, true, SOURCE_CHANGED);
            } else if (media.kind() != MediaException.Kind.CUT_UNSAFE || !recut(claim, media.getMessage())) {
                count(claim, media.fatal(), media.getMessage());
                if (!media.log().isBlank()) {
                    Logger.warn("Task {} of job {}: {}", claim.taskId(), claim.jobUuid(), media.log());
                }
            }
        } else {
            String id = Uuids.toHex(Uuids.random()).substring(0, 8);
            String reason = "Unexpected error " + id + " (" + cause.getClass().getSimpleName() + "), see the log";
            if (count(claim, false, reason)) {
                Logger.error(cause, "Task {} of job {} failed unexpectedly ({})", claim.taskId(), claim.jobUuid(), id);
            }
        }
    }

    /** Ends a job that one of its tasks has doomed, and the work on its other tasks. */
    @Transactional
    public void giveUp(long job) {
        String reason = jobs.taskReason(job).orElse("A task of it failed too often");
        if (jobs.end(job, JobStatus.ERROR, reason)) {
            claims.revoke(job);
            log.error(job, "Failed: " + reason);
        }
    }

    private boolean sourceChanged(Claim claim) {
        return claim.kind() != TaskKind.INGEST
                && jobs.find(claim.jobId()).filter(files::sourceIsUnchanged).isEmpty();
    }

    /**
     * Its segments are not what a sequential decode gives: the film is milled again in one piece, and says so. Nobody's
     * failure.
     *
     * @return false when it is in one piece already
     */
    private boolean recut(Claim claim, String why) {
        if (!claims.holds(claim)) {
            return true;
        }
        boolean recut = jobs.recut(claim.jobId(), "Milled in one piece: " + why);
        if (recut) {
            log.warn(claim.jobId(), "Starts again, to be milled in one piece: " + why);
        }
        return recut;
    }

    private void giveBack(Claim claim) {
        if (claims.release(claim)) {
            rollBackJob(claim);
        }
    }

    /** @return false when the claim was lost before */
    private boolean count(Claim claim, boolean fatal, String reason) {
        boolean counted = claims.fail(claim, fatal, reason);
        if (counted) {
            rollBackJob(claim);
            log.warn(claim.jobId(), claim.kind().word() + " failed: " + reason);
        }
        return counted;
    }

    private void rollBackJob(Claim claim) {
        if (claim.kind() != TaskKind.TRANSCODE) {
            jobs.move(claim.jobId(), claim.kind().working(), claim.kind().waiting());
        }
    }
}
