package org.reelmill.thumbnail.timer;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.reelmill.shared.TimedWork;
import org.reelmill.thumbnail.ThumbnailKeeper;

/** Looks for previews to make, and each hour for those that nobody needs any more. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class ThumbnailTimer {

    @Inject
    private ThumbnailKeeper keeper;

    private final TimedWork often = new TimedWork("Previews could not be tended");
    private final TimedWork seldom = new TimedWork("Previews that nobody needs could not be removed");

    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    void everyTwoSeconds() {
        often.run(keeper::often);
    }

    @Schedule(hour = "*", minute = "53", persistent = false)
    void everyHour() {
        seldom.run(keeper::seldom);
    }
}
