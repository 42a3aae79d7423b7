package org.reelmill.shared;

import jakarta.resource.ResourceException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells a database that is away for now (restarted, cut off, hanging, no longer the primary) from a fault in what it was
 * asked: the same may succeed in a moment (S4.27, M55). After a failed commit nobody knows whether it took effect.
 */
public final class Outage {

    /** What those are told who ask for something meanwhile. */
    public static final Problem PROBLEM = new Problem(
            503,
            "Service Unavailable",
            "The database cannot be reached now. Work goes on as soon as it is back; try again then");

    /** When they may ask again. */
    public static final int RETRY_SECONDS = 5;

    private static final int MAX_CAUSES = 30;

    /** Classes of SQLSTATE: connection; rolled back, as the victim of a deadlock or of a certification in Galera. */
    private static final List<String> STATES = List.of("08", "40");

    /**
     * What MySQL and MariaDB say with a general SQLSTATE: no slot free (1040), no part of a Galera cluster that has the
     * majority (1047, 1180), shutting down (1053), waited too long for a lock (1205), interrupted (1317), read-only now
     * (1290, 1792, 1836), connection killed (1927). And H2: waited too long (50200), connection broken (90067), closed
     * (90098, 90121).
     */
    private static final Set<Integer> CODES =
            Set.of(1040, 1047, 1053, 1180, 1205, 1290, 1317, 1792, 1836, 1927, 50200, 90067, 90098, 90121);

    private Outage() {}

    /** Whether the database was away when this was thrown. */
    public static boolean isOne(Throwable thrown) {
        List<Throwable> causes = Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(MAX_CAUSES)
                .toList();
        List<SQLException> answers = causes.stream()
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .toList();
        // a pool and a transaction manager wrap what the driver said, or say only that they have no connection or no
        // answer
        return answers.stream().anyMatch(Outage::isAway)
                || causes.stream().anyMatch(ResourceException.class::isInstance)
                || answers.isEmpty() && causes.stream().anyMatch(Outage::isFailedCommit);
    }

    private static boolean isAway(SQLException answer) {
        String state = String.valueOf(answer.getSQLState());
        return STATES.stream().anyMatch(state::startsWith)
                || CODES.contains(answer.getErrorCode())
                || answer instanceof SQLTransientException
                || answer instanceof SQLNonTransientConnectionException
                || answer instanceof SQLRecoverableException;
    }

    private static boolean isFailedCommit(Throwable cause) {
        return cause instanceof RollbackException
                || cause instanceof SystemException
                || cause instanceof HeuristicMixedException
                || cause instanceof HeuristicRollbackException;
    }
}
