package org.reelmill.pipeline.timer;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.reelmill.pipeline.Cleanup;
import org.reelmill.pipeline.Rounds;
import org.reelmill.pipeline.SourceUploads;

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

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        rounds.tick();
    }

    @Schedule(hour = "*", minute = "7", persistent = false)
    void everyHour() {
        cleanup.sweepOrphans();
        uploads.sweep();
    }
}
