package org.reelmill.testing;

import java.time.Duration;
import org.reelmill.shared.Ticker;

/** Time that passes when the test says so, or when somebody waits. Starts just before the number wraps. */
public final class MutableTicker implements Ticker {

    private long nanos = Long.MAX_VALUE - Duration.ofSeconds(3).toNanos();

    public void advance(Duration duration) {
        nanos += duration.toNanos();
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void pause(Duration time) {
        advance(time);
    }
}
