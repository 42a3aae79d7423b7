package org.reelmill.still.timer;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.reelmill.shared.TimedWork;
import org.reelmill.still.StillKeeper;

/** Looks for videos and thumbnails that nobody waits for, and each hour for what nobody needs any more. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class StillTimer {

    @Inject
    private StillKeeper keeper;

    private final TimedWork often = new TimedWork("Thumbnails could not be tended");
    private final TimedWork seldom = new TimedWork("What is left of uploads and thumbnails could not be removed");

    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    void everyTwoSeconds() {
        often.run(keeper::often);
    }

    @Schedule(hour = "*", minute = "37", persistent = false)
    void everyHour() {
        seldom.run(keeper::seldom);
    }
}
