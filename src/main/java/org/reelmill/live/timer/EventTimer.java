package org.reelmill.live.timer;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.reelmill.live.History;
import org.reelmill.shared.TimedWork;

/** Keeps the history short, and in order also while nobody reads it. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class EventTimer {

    @Inject
    private History history;

    private final TimedWork order = new TimedWork("Events could not be put in order");
    private final TimedWork removal = new TimedWork("Old events could not be removed");

    @Schedule(hour = "*", minute = "*", second = "30", persistent = false)
    void everyMinute() {
        order.run(history::giveOrder);
    }

    @Schedule(hour = "*", minute = "23", persistent = false)
    void everyHour() {
        removal.run(history::removeOld);
    }
}
