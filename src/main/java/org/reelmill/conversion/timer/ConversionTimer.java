package org.reelmill.conversion.timer;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.reelmill.conversion.ConversionKeeper;
import org.reelmill.shared.TimedWork;

/** Looks for files to convert, and each hour for those that nobody needs any more. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class ConversionTimer {

    @Inject
    private ConversionKeeper keeper;

    private final TimedWork often = new TimedWork("Conversions could not be tended");
    private final TimedWork seldom = new TimedWork("Conversions that need not be kept could not be removed");

    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    void everyTwoSeconds() {
        often.run(keeper::often);
    }

    @Schedule(hour = "*", minute = "41", persistent = false)
    void everyHour() {
        seldom.run(keeper::seldom);
    }
}
