package org.reelmill.watch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.pipeline.JobChanged;
import org.reelmill.pipeline.JobOrder;
import org.reelmill.pipeline.JobStatus;
import org.reelmill.pipeline.Jobs;

/** How far rules are, one transaction a step. */
@ApplicationScoped
@Transactional
class FollowUpRecords {

    private final LedgerRepository files;
    private final DatabaseLedger ledger;
    private final Jobs jobs;
    private final Event<WatchChanged> changed;

    @Inject
    FollowUpRecords(LedgerRepository files, DatabaseLedger ledger, Jobs jobs, Event<WatchChanged> changed) {
        this.files = files;
        this.ledger = ledger;
        this.jobs = jobs;
        this.changed = changed;
    }

    /** For CDI's proxy. */
    protected FollowUpRecords() {
        this(null, null, null, null);
    }

    /** In the order in which they came. @param after id of the last one that was seen */
    List<WatchedFile> next(long folder, FollowUp step, long after, int most) {
        return files.following(folder, step, after, most);
    }

    /** What it will be called in the source folder, before it is put there: whoever goes on after a crash finds it again. */
    void named(WatchedFile file, String sourceName) {
        files.named(file.id(), sourceName);
    }

    /** Makes its job, and notes that in the same step. */
    void handIn(WatchedFile file, String sourceName, JobOrder order) {
        inWork(file, jobs.handIn(sourceName, order).job().uuid());
    }

    void inWork(WatchedFile file, UUID job) {
        files.inWork(file.id(), job);
        become(file, VideoStatus.IN_WORK);
    }

    boolean isResultOfOther(WatchedFile file, Path result) {
        return files.isResultOfOther(file.id(), result);
    }

    void result(WatchedFile file, Path result) {
        files.result(file.id(), result);
    }

    void made(WatchedFile file, Path result) {
        ledger.made(file, result);
    }

    void milled(WatchedFile file) {
        files.followUp(file.id(), FollowUp.DONE, Optional.empty());
        become(file, VideoStatus.MILLED);
    }

    void failed(WatchedFile file, String why) {
        files.followUp(file.id(), FollowUp.FAILED, Optional.of(why));
        become(file, VideoStatus.FAILED);
    }

    /** A job that had failed and is retried counts again: what becomes of it now is looked at. */
    void revived(@Observes JobChanged change) {
        if (change.status() == JobStatus.IMPORTED) {
            files.failedOf(change.job()).forEach(file -> inWork(file, change.job()));
        }
    }

    /** It is tried again. */
    void hindered(WatchedFile file, FollowUp step, String why) {
        if (!file.trouble().equals(Optional.of(why))) {
            files.followUp(file.id(), step, Optional.of(why));
            changed.fire(new WatchChanged(file.folderId()));
        }
    }

    private void become(WatchedFile file, VideoStatus status) {
        if (file.state() != FileState.GONE) {
            file.videoId().flatMap(files::video).ifPresent(video -> video.become(status));
        }
        changed.fire(new WatchChanged(file.folderId()));
    }
}
