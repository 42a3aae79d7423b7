package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;
import org.reelmill.media.MediaException;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.Outage;
import org.reelmill.shared.Uuids;
import org.tinylog.Logger;

/** What becomes of a task whose work did not succeed (S4.52, S4.53). */
@ApplicationScoped
public class TaskFailures {

    static final String SOURCE_CHANGED = "The source was removed or changed while it was being milled";

    private final Claims claims;
    private final Attempts attempts;
    private final JobRepository jobs;
    private final SourceIdentity sources;
    private final WorkFolders folders;
    private final Space space;
    private final NodeTrial trial;
    private final JobLog log;
    private final Event<TaskTrouble> trouble;

    @Inject
    TaskFailures(
            Claims claims,
            Attempts attempts,
            JobRepository jobs,
            SourceIdentity sources,
            WorkFolders folders,
            Space space,
            NodeTrial trial,
            JobLog log,
            Event<TaskTrouble> trouble) {
        this.claims = claims;
        this.attempts = attempts;
        this.jobs = jobs;
        this.sources = sources;
        this.folders = folders;
        this.space = space;
        this.trial = trial;
        this.log = log;
        this.trouble = trouble;
    }

    /** For CDI's proxy. */
    protected TaskFailures() {
        this(null, null, null, null, null, null, null, null, null);
    }

    /**
     * Gives the task back, or counts a failure. A claim that was lost before changes nothing. That the database was away is
     * nobody's failure.
     */
    @Transactional(TxType.REQUIRES_NEW)
    public void failed(Claim claim, Exception cause) {
        Optional<String> disk = diskTrouble(claim, cause);
        // it may have to be read, for which nothing should be locked
        boolean changed = cause instanceof MediaException media && sourceChanged(claim, media);
        jobs.lockRow(claim.jobId());
        trouble.fire(new TaskTrouble(claim.kind(), cause(cause, disk.isPresent())));
        if (cause instanceof MediaException stopped && stopped.kind() == MediaException.Kind.STOPPED) {
            Logger.info("Work on a task of job {} was stopped: {}", claim.jobUuid(), stopped.getMessage());
            giveBack(claim);
        } else if (Outage.isOne(cause)) {
            Logger.info("Work on a task of job {} is given back: {}", claim.jobUuid(), cause.toString());
            giveBack(claim);
        } else if (disk.isPresent()) {
            log.warn(claim.jobId(), claim.kind().word() + " is put off: " + disk.get());
            giveBack(claim);
        } else if (cause instanceof MediaException media) {
            failed(claim, media, changed);
        } else {
            String id = Uuids.toHex(Uuids.random()).substring(0, 8);
            String reason = "Unexpected error " + id + " (" + cause.getClass().getSimpleName() + "), see the log";
            if (count(claim, false, reason)) {
                Logger.error(cause, "Task {} of job {} failed unexpectedly ({})", claim.taskId(), claim.jobUuid(), id);
            }
        }
    }

    /** In the order in which {@link #failed} judges. */
    private static TaskTrouble.Cause cause(Exception cause, boolean disk) {
        if (cause instanceof MediaException stopped && stopped.kind() == MediaException.Kind.STOPPED) {
            return TaskTrouble.Cause.STOPPED;
        }
        if (Outage.isOne(cause)) {
            return TaskTrouble.Cause.DATABASE;
        }
        if (disk) {
            return TaskTrouble.Cause.DISK;
        }
        return cause instanceof MediaException media ? cause(media) : TaskTrouble.Cause.UNEXPECTED;
    }

    private static TaskTrouble.Cause cause(MediaException media) {
        return switch (media.kind()) {
            case REFUSED, DAMAGED -> TaskTrouble.Cause.SOURCE;
            case CUT_UNSAFE -> TaskTrouble.Cause.CUT_UNSAFE;
            case FAILED -> TaskTrouble.Cause.FAILED;
            case STALLED -> TaskTrouble.Cause.STALLED;
            case NO_SPACE -> TaskTrouble.Cause.DISK;
            case STOPPED -> TaskTrouble.Cause.STOPPED;
        };
    }

    private void failed(Claim claim, MediaException media, boolean changed) {
        if (changed) {
            count(claim, true, SOURCE_CHANGED);
        } else if (media.kind() != MediaException.Kind.CUT_UNSAFE || !recut(claim, media.getMessage())) {
            count(claim, media.fatal(), media.getMessage());
            if (!media.log().isBlank()) {
                attempts.log(claim, media.log());
                Logger.warn("Task {} of job {}: {}", claim.taskId(), claim.jobUuid(), media.log());
            }
        }
    }

    /** Why the disk is to blame, and not the job: it is full, read-only or gone. The stage rests until it is better. */
    private Optional<String> diskTrouble(Claim claim, Exception cause) {
        if (cause instanceof MediaException media && media.kind() == MediaException.Kind.NO_SPACE) {
            return Optional.of(media.getMessage());
        }
        Optional<String> said = StorageTrouble.in(cause);
        said.ifPresent(words -> space.failed(claim.kind().stage(), words));
        return said.or(() -> folders.findProblem(claim.kind().stage()));
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

    private boolean sourceChanged(Claim claim, MediaException media) {
        return claim.kind() != TaskKind.INGEST
                && media.kind() != MediaException.Kind.STOPPED
                && media.kind() != MediaException.Kind.REFUSED
                && jobs.find(claim.jobId()).filter(sources::unchanged).isEmpty();
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
            if (!fatal) {
                trial.failed(claim.jobId());
            }
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
