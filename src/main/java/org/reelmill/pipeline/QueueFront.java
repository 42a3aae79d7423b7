package org.reelmill.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.reelmill.shared.Ticker;

/**
 * The front of the queue of segments as one node saw it a moment ago, so that not each of its claims reads it all. Used by all
 * encoders of the node at a time.
 */
final class QueueFront {

    /** An urgent job that another node took in is seen after this at the latest. */
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final Ticker ticker;
    private final long read;
    private final List<QueueRepository.OpenJob> jobs;
    private final boolean slow;
    private final int spread;
    private final Map<Long, Integer> from = new ConcurrentHashMap<>();

    /**
     * @param jobs in the order in which the node likes them
     * @param slow whether the node is much slower than the others
     * @param others segments that the other nodes encode at a time
     */
    QueueFront(List<QueueRepository.OpenJob> jobs, boolean slow, int others, Ticker ticker) {
        this.ticker = ticker;
        this.read = ticker.nanos();
        this.jobs = jobs;
        this.slow = slow;
        // where so many others begin as well, half of the places are free
        this.spread = 2 * others;
    }

    boolean isFresh() {
        return ticker.nanos() - read < FRESH_NANOS;
    }

    List<QueueRepository.OpenJob> jobs() {
        return jobs;
    }

    /** A slow node begins at the end of a film, where the short segments are. */
    boolean slow() {
        return slow;
    }

    /**
     * The part of a film at which to look for an open one. Nodes do not begin at the same one; but near the front, for the
     * short segments are at the end.
     */
    int start(long job) {
        return from.getOrDefault(job, 0) + ThreadLocalRandom.current().nextInt(spread + 1);
    }

    /** The first open part, at or after a start, was this one. */
    void saw(long job, int part) {
        from.merge(job, Math.max(0, part - spread), Math::max);
    }

    /** There was none at or after a start: those that are left are before it. */
    void passed(long job) {
        from.put(job, 0);
    }
}
