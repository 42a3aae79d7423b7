package org.reelmill.shared;

import java.util.concurrent.atomic.AtomicBoolean;
import org.tinylog.Logger;

/**
 * Work that a timer asks for again and again. It is done once at a time; whatever goes wrong, say because the database is away
 * for a while, the timer goes on, where its server would end one that throws.
 */
public final class TimedWork {

    private final String failure;
    private final AtomicBoolean busy = new AtomicBoolean();

    /** @param failure what the log says when it goes wrong */
    public TimedWork(String failure) {
        this.failure = failure;
    }

    /** Does nothing when it is under way already. */
    public void run(Runnable work) {
        if (!busy.compareAndSet(false, true)) {
            return;
        }
        try {
            // the server's thread may have been begun by one that worked on a job
            LogContext.without(work).run();
        } catch (RuntimeException e) {
            Logger.warn("{}: {}", failure, e.toString());
        } finally {
            busy.set(false);
        }
    }
}
