package org.reelmill.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.MutableClock;

class ThrottleTest {

    private static final Throttle.Limits LIMITS =
            new Throttle.Limits(3, Duration.ofSeconds(10), Duration.ofMinutes(15), 2);

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Throttle throttle = new Throttle(clock, LIMITS);

    @Test
    void letsTheFirstFailuresThroughAndThenDoublesTheWaitUpToTheLongest() {
        fail("a", 3);
        assertThat(throttle.waitFor("a")).isEqualTo(Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(throttle.waitFor("a")).isZero();
        fail("a", 1);
        assertThat(throttle.waitFor("a")).isEqualTo(Duration.ofSeconds(2));
        fail("a", 20);
        assertThat(throttle.waitFor("a")).isEqualTo(Duration.ofSeconds(10));
        fail("a", 100);
        assertThat(throttle.waitFor("a")).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void keepsKeysApart() {
        fail("a", 5);

        assertThat(throttle.waitFor("b")).isZero();
    }

    @Test
    void forgetsAfterAQuietWhile() {
        fail("a", 5);
        clock.advance(Duration.ofMinutes(15));
        fail("a", 2);

        assertThat(throttle.waitFor("a")).isZero();
    }

    @Test
    void forgetsWhoHasProvenHimself() {
        fail("a", 5);
        throttle.forget("a");

        assertThat(throttle.waitFor("a")).isZero();
    }

    @Test
    void takesASuccessBack() {
        fail("a", 3);
        throttle.takeBack("a");

        assertThat(throttle.waitFor("a")).isZero();
    }

    @Test
    void keepsABoundedNumberOfKeys() {
        fail("a", 5);
        fail("b", 1);
        fail("c", 1);

        assertThat(throttle.waitFor("a")).isZero();
    }

    private void fail(String key, int times) {
        for (int i = 0; i < times; i++) {
            throttle.count(key);
        }
    }
}
