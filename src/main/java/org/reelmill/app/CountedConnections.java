package org.reelmill.app;

import jakarta.enterprise.context.ApplicationScoped;
import org.reelmill.metrics.DatabaseConnections;

/** Counts below the pool, because neither server tells an application how its pool is used (ADR 49). */
@ApplicationScoped
class CountedConnections implements DatabaseConnections {

    @Override
    public int open() {
        return HealingConnection.open();
    }

    @Override
    public int busy() {
        return HealingConnection.busy();
    }
}
