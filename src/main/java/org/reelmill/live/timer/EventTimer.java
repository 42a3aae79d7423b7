package org.reelmill.live.timer;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.reelmill.live.History;

/** Keeps the history short, and in order also while nobody reads it. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class EventTimer {

    @Inject
    private History history;

    @Schedule(hour = "*", minute = "*", second = "30", persistent = false)
    void everyMinute() {
        history.giveOrder();
    }

    @Schedule(hour = "*", minute = "23", persistent = false)
    void everyHour() {
        history.removeOld();
    }
}
