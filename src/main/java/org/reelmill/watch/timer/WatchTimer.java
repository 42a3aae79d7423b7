package org.reelmill.watch.timer;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.reelmill.watch.FollowUps;
import org.reelmill.watch.Watching;

/** Asks each second what happened in watched folders, and, beside that, for what their rules still want. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class WatchTimer {

    @Inject
    private Watching watching;

    @Inject
    private FollowUps followUps;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        watching.tick();
    }

    /** Copies of large files take their time, so this is a timer of its own (D3.11). */
    @Schedule(hour = "*", minute = "*", second = "*/3", persistent = false)
    void everyThirdSecond() {
        followUps.tick(watching.holding());
    }
}
