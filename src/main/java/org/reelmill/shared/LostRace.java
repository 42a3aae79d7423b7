package org.reelmill.shared;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.stream.Stream;
import org.tinylog.Logger;

/** Tells whether a transaction failed only because another one was faster: that is an answer, not an error (design §3). */
public final class LostRace {

    /** The class of SQLSTATE for transactions that were rolled back to let others through. */
    private static final String ROLLED_BACK = "40";

    /** MySQL's, which has no SQLSTATE of its own: nobody let go of a lock in time. */
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    private static final int MOST_ATTEMPTS = 5;

    private LostRace() {}

    /**
     * Does a transaction, and does it again when it was rolled back to let another one through.
     *
     * @param transaction begins and ends one of its own, and does nothing else
     * @throws RuntimeException what the transaction throws, for another reason or at the fifth attempt
     */
    public static void outlive(Runnable transaction) {
        for (int attempt = 1; ; attempt++) {
            try {
                transaction.run();
                return;
            } catch (RuntimeException e) {
                if (attempt == MOST_ATTEMPTS || !is(e)) {
                    throw e;
                }
                Logger.debug("Another transaction was faster: {}", e.toString());
            }
        }
    }

    /** Another one has made a row with the same key first. */
    public static boolean isByKey(Throwable thrown) {
        return causes(thrown).anyMatch(SQLIntegrityConstraintViolationException.class::isInstance);
    }

    /** A deadlock, a lock that was not to be had, or, on Galera, a commit that another server's came before. */
    public static boolean is(Throwable thrown) {
        return causes(thrown).anyMatch(LostRace::isOne);
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause);
    }

    private static boolean isOne(Throwable cause) {
        return cause instanceof RollbackException
                || cause instanceof SQLException sql
                        && (sql.getErrorCode() == LOCK_WAIT_TIMEOUT
                                || sql.getSQLState() != null
                                        && sql.getSQLState().startsWith(ROLLED_BACK));
    }
}
