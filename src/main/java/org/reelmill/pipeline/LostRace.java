package org.reelmill.pipeline;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.util.stream.Stream;

/** Tells whether a transaction failed only because another one was faster: that is an answer, not an error (design §3). */
final class LostRace {

    /** The class of SQLSTATE for transactions that were rolled back to let others through. */
    private static final String ROLLED_BACK = "40";

    /** MySQL's, which has no SQLSTATE of its own: nobody let go of a lock in time. */
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    private LostRace() {}

    /** A deadlock, a lock that was not to be had, or, on Galera, a commit that another server's came before. */
    static boolean is(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .anyMatch(LostRace::isOne);
    }

    private static boolean isOne(Throwable cause) {
        return cause instanceof RollbackException
                || cause instanceof SQLException sql
                        && (sql.getErrorCode() == LOCK_WAIT_TIMEOUT
                                || sql.getSQLState() != null
                                        && sql.getSQLState().startsWith(ROLLED_BACK));
    }
}
