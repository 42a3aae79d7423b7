package org.reelmill.shared;

import java.time.Duration;

/** Measures how much time passes, whatever somebody does to the clock on the wall, and lets it pass. */
public interface Ticker {

    /** Nanoseconds since some moment; only differences mean anything, and those also across a moment where it wraps. */
    long nanos();

    /** Lets so much time pass. */
    void pause(Duration time) throws InterruptedException;

    /** What {@link #nanos} will be after so much time. */
    default long in(Duration time) {
        return nanos() + time.toNanos();
    }
}
