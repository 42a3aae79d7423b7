package org.reelmill.pipeline.timer;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.reelmill.pipeline.MillFigures;
import org.tinylog.Logger;

/** Sums up each minute what the mill did. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class ThroughputTimer {

    @Inject
    private MillFigures figures;

    @Schedule(hour = "*", minute = "*", second = "15", persistent = false)
    void everyMinute() {
        try {
            figures.sumUp();
        } catch (RuntimeException e) {
            // another node was faster, or the database is away: the next minute makes up for it
            Logger.debug("Minutes were not summed up now: {}", e.toString());
        }
    }
}
