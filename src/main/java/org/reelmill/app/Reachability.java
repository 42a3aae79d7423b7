package org.reelmill.app;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.reelmill.shared.Outage;
import org.reelmill.shared.Ticker;

/**
 * Remembers that a database could not be reached. A server that hangs lets everybody wait for seconds who wants a connection;
 * so one tries again, from time to time, and the others are told at once. Safe for many threads.
 */
final class Reachability {

    /** From one attempt that failed to the next. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Longer than an attempt takes: who makes it must not be waited for for ever. */
    private static final Duration ATTEMPT = Duration.ofSeconds(30);

    private static final String CANNOT_CONNECT = "08001";

    private final Ticker ticker;
    private final AtomicReference<Away> away = new AtomicReference<>();

    Reachability(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Makes a connection. */
    @FunctionalInterface
    interface Attempt {
        Connection open() throws SQLException;
    }

    /** Until when nobody tries, and why. */
    private record Away(long until, SQLException cause) {}

    /** @throws SQLException as the attempt throws it; or it was not made, because another one failed just now */
    Connection open(Attempt attempt) throws SQLException {
        Away known = away.get();
        if (known != null && !mayTry(known)) {
            throw new SQLNonTransientConnectionException(
                    "The database cannot be reached: " + known.cause().getMessage(), CANNOT_CONNECT, known.cause());
        }
        try {
            Connection connection = attempt.open();
            away.set(null);
            return connection;
        } catch (SQLException e) {
            away.set(Outage.isOne(e) ? new Away(ticker.in(PAUSE), e) : null);
            throw e;
        }
    }

    private boolean mayTry(Away known) {
        return ticker.nanos() - known.until() >= 0
                && away.compareAndSet(known, new Away(ticker.in(ATTEMPT), known.cause()));
    }
}
