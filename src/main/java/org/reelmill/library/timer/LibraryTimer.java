package org.reelmill.library.timer;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.reelmill.library.LibraryCare;
import org.reelmill.shared.TimedWork;

/** Starts scans that are asked for, brings interrupted moves to their end, lets go what was retained until now. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class LibraryTimer {

    @Inject
    private LibraryCare care;

    private final TimedWork work = new TimedWork("The library could not be tended");

    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    void everyTwoSeconds() {
        work.run(care::often);
    }

    @Schedule(hour = "*", minute = "*", second = "31", persistent = false)
    void everyMinute() {
        work.run(care::seldom);
    }
}
