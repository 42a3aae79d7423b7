package org.reelmill.node;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Beats in a thread of its own; each beat says how long it is until the next one. */
final class Pulse {

    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, run -> new Thread(run, "heartbeat"));
    private final Supplier<Duration> beat;

    private ScheduledFuture<?> next;

    /** What somebody can wait at most after the beat that is under way; that beat may have decided before it knew. */
    private Duration longest;

    private boolean underWay;

    /** @param beat throws nothing */
    Pulse(Supplier<Duration> beat) {
        this.beat = beat;
    }

    synchronized void start(Duration first) {
        schedule(first);
    }

    synchronized void hurry(Duration longest) {
        if (underWay) {
            this.longest = shorter(this.longest, longest);
        } else if (next.getDelay(TimeUnit.MILLISECONDS) > longest.toMillis() && next.cancel(false)) {
            schedule(longest);
        }
    }

    /** The beat that is under way ends; none follows. */
    void stop() {
        thread.shutdownNow();
    }

    private void run() {
        begin();
        end(beat.get());
    }

    private synchronized void begin() {
        underWay = true;
        longest = null;
    }

    private synchronized void end(Duration pause) {
        underWay = false;
        schedule(shorter(longest, pause));
    }

    private void schedule(Duration delay) {
        if (!thread.isShutdown()) {
            next = thread.schedule(this::run, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one == null || one.compareTo(other) > 0 ? other : one;
    }
}
