package org.reelmill.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down whoever fails again and again under one key: the first failures are free, then the wait doubles up to a
 * limit, and is forgotten after a quiet while. Keeps a bounded number of keys, dropping the one unused for longest.
 * Safe for many threads.
 *
 * <p>An attempt counts as a failure from its beginning, so that many at the same time are not many free ones.
 */
final class Throttle {

    /** 2^20 s is longer than any wait: keeps the shift in range. */
    private static final int MAX_DOUBLINGS = 20;

    private final Clock clock;
    private final Limits limits;
    private final Map<String, Failures> byKey;

    /**
     * How patient a throttle is.
     *
     * @param free attempts without a wait
     * @param longestWait that a failure leads to
     * @param memory after which failures are forgotten
     * @param capacity largest number of keys
     */
    record Limits(int free, Duration longestWait, Duration memory, int capacity) {}

    private record Failures(int count, Instant last) {}

    Throttle(Clock clock, Limits limits) {
        this.clock = clock;
        this.limits = limits;
        this.byKey = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                return size() > limits.capacity();
            }
        };
    }

    /** How long this key has to wait from now; zero when it may try. */
    synchronized Duration waitFor(String key) {
        Failures failures = failures(key);
        if (failures.count() < limits.free()) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), failures.last().plus(waitAfter(failures.count())));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** An attempt begins. */
    synchronized void count(String key) {
        byKey.put(key, new Failures(failures(key).count() + 1, clock.instant()));
    }

    /** The attempt was no failure. */
    synchronized void takeBack(String key) {
        byKey.computeIfPresent(
                key,
                (k, failures) -> failures.count() <= 1 ? null : new Failures(failures.count() - 1, failures.last()));
    }

    /** Whoever it is has proven himself. */
    synchronized void forget(String key) {
        byKey.remove(key);
    }

    private Failures failures(String key) {
        Failures failures = byKey.get(key);
        boolean remembered =
                failures != null && clock.instant().isBefore(failures.last().plus(limits.memory()));
        return remembered ? failures : new Failures(0, Instant.MIN);
    }

    private Duration waitAfter(int count) {
        Duration wait = Duration.ofSeconds(1L << Math.min(count - limits.free(), MAX_DOUBLINGS));
        return wait.compareTo(limits.longestWait()) < 0 ? wait : limits.longestWait();
    }
}
