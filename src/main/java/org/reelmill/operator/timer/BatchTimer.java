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
import org.reelmill.shared.TimedWork;

/** Asks each second what is to become of the executions that run here, and each hour which need not be kept. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class BatchTimer {

    @Inject
    private RunningExecutions running;

    @Inject
    private BatchConsole console;

    private final TimedWork often = new TimedWork("The batch executions of this server could not be tended");
    private final TimedWork seldom = new TimedWork("Batch executions that need not be kept could not be removed");

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        often.run(running::tend);
    }

    @Schedule(hour = "*", minute = "23", persistent = false)
    void everyHour() {
        seldom.run(console::sweep);
    }
}
