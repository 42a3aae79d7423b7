package org.reelmill.pipeline.timer;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.reelmill.pipeline.Cleanup;
import org.reelmill.pipeline.ResumableUploads;
import org.reelmill.pipeline.Rounds;
import org.reelmill.pipeline.SourceUploads;
import org.reelmill.shared.LogContext;
import org.reelmill.shared.TimedWork;

/** Asks each second what this node should do, and each hour for what nobody needs any more. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class WorkTimer {

    @Inject
    private Rounds rounds;

    @Inject
    private Cleanup cleanup;

    @Inject
    private SourceUploads uploads;

    @Inject
    private ResumableUploads resumable;

    private final TimedWork orphans = new TimedWork("Folders of jobs that are gone could not be removed");
    private final TimedWork leftovers = new TimedWork("What is left of uploads could not be removed");

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        // the server's threads may have been begun by one that worked on a job
        LogContext.without(rounds::tick).run();
    }

    @Schedule(hour = "*", minute = "7", persistent = false)
    void everyHour() {
        orphans.run(cleanup::sweepOrphans);
        leftovers.run(() -> {
            uploads.sweep();
            resumable.sweep();
        });
    }
}
