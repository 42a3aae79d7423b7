package org.reelmill.operator.timer;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.reelmill.operator.BatchConsole;
import org.reelmill.operator.RunningExecutions;
import org.tinylog.Logger;

/** Asks each second what is to become of the executions that run here, and each hour which need not be kept. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class BatchTimer {

    @Inject
    private RunningExecutions running;

    @Inject
    private BatchConsole console;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        try {
            running.tend();
        } catch (RuntimeException e) {
            // why: the database may be away for a while, and the timer must go on
            Logger.warn("The batch executions of this server could not be tended: {}", e.toString());
        }
    }

    @Schedule(hour = "*", minute = "23", persistent = false)
    void everyHour() {
        try {
            console.sweep();
        } catch (RuntimeException e) {
            Logger.warn("Batch executions that need not be kept could not be removed: {}", e.toString());
        }
    }
}
