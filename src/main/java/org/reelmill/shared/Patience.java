package org.reelmill.shared;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.tinylog.Logger;

/**
 * Waits for a database that is away (M55): what it could not answer is asked again, after pauses that grow and that differ
 * from node to node. Only for what may be asked twice, for a commit without an answer may have taken effect.
 */
@ApplicationScoped
public class Patience {

    private static final Duration SHORTEST = Duration.ofMillis(300);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Ticker ticker;

    @Inject
    Patience(Ticker ticker) {
        this.ticker = ticker;
    }

    /** For CDI's proxy. */
    protected Patience() {
        this(null);
    }

    /** Something that asks the database. */
    @FunctionalInterface
    public interface Question<T, X extends Exception> {
        T ask() throws X;
    }

    /** Something that tells the database. */
    @FunctionalInterface
    public interface Statement<X extends Exception> {
        void tell() throws X;
    }

    /** As {@link #ask}, without an answer. */
    public <X extends Exception> void tell(String what, Statement<X> statement) throws X {
        ask(what, () -> {
            statement.tell();
            return true;
        });
    }

    /**
     * Asks until there is an answer. An answer is also that it cannot be.
     *
     * @param what it is about, for the log
     * @throws X as the question throws it; and the last outage, when the thread is interrupted
     */
    public <T, X extends Exception> T ask(String what, Question<T, X> question) throws X {
        for (int failed = 0; ; failed++) {
            try {
                T answer = question.ask();
                if (failed > 0) {
                    Logger.info("The database is back: {} after {} attempts that failed", what, failed);
                }
                return answer;
            } catch (RuntimeException e) {
                if (!Outage.isOne(e) || !pause(failed)) {
                    throw e;
                }
                if (failed == 0) {
                    Logger.warn("{} waits for the database: {}", what, e.toString());
                }
            }
        }
    }

    /** How long to wait after so many failures: half to one and a half of what it is on average. */
    public static Duration pauseAfter(int failures) {
        long average = Math.min(LONGEST.toMillis(), SHORTEST.toMillis() << Math.min(failures, 10));
        return Duration.ofMillis(average / 2 + ThreadLocalRandom.current().nextLong(average));
    }

    /** @return false when the thread was interrupted */
    private boolean pause(int failures) {
        try {
            ticker.pause(pauseAfter(failures));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
