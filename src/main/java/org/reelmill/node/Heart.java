package org.reelmill.node;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The thread of the heartbeat, which does nothing else, so that no work keeps it (D4.8). */
@ApplicationScoped
public class Heart {

    @Resource(lookup = "java:comp/DefaultContextService")
    private ContextService contexts;

    private ScheduledThreadPoolExecutor thread;
    private Runnable beats;

    /** @param beat says how long it is until the next one; it throws nothing */
    public void start(Duration first, Supplier<Duration> beat) {
        thread = new ScheduledThreadPoolExecutor(1, run -> new Thread(run, "heartbeat"));
        beats = contexts.contextualRunnable(() -> beatIn(beat.get()));
        beatIn(first);
    }

    /** The beat that is under way ends; none follows. */
    public void stop() {
        thread.shutdownNow();
    }

    private void beatIn(Duration delay) {
        if (!thread.isShutdown()) {
            thread.schedule(beats, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
