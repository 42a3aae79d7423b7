package org.reelmill.node.timer;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.reelmill.node.NodeLog;
import org.reelmill.shared.TimedWork;
import org.tinylog.Logger;

/** Brings the log of this node into the database. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class NodeLogTimer {

    @Inject
    private NodeLog log;

    private final TimedWork removal = new TimedWork("Old lines of the log could not be removed from the database");

    @Schedule(hour = "*", minute = "*", second = "*/3", persistent = false)
    void everyThreeSeconds() {
        try {
            log.write();
        } catch (RuntimeException e) {
            // why not louder: the database is away, which others tell already, and a timer that throws is ended
            Logger.debug(e, "The log did not reach the database");
        }
    }

    @Schedule(hour = "*", minute = "23", persistent = false)
    void everyHour() {
        removal.run(log::sweep);
    }
}
