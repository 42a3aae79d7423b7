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

    private static final int FEW = 16;

    /** Share of the open part of a film that is not its end. */
    private static final double BODY = 0.75;

    private final Ticker ticker;
    private final long read;
    private final List<QueueRepository.OpenJob> jobs;
    private final boolean slow;
    private final int others;
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
        this.others = others;
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

    /** The part of a film at which to look for an open one. Nodes do not begin at the same one. */
    int start(QueueRepository.OpenJob job) {
        return from.getOrDefault(job.jobId(), 0) + ThreadLocalRandom.current().nextInt(spread(job) + 1);
    }

    /** The first open part, at or after a start, was this one. */
    void saw(QueueRepository.OpenJob job, int part) {
        from.merge(job.jobId(), Math.max(0, part - spread(job)), Math::max);
    }

    /** There was none at or after a start: those that are left are before it. */
    void passed(QueueRepository.OpenJob job) {
        from.put(job.jobId(), 0);
    }

    /**
     * Over so many parts nodes spread. Where few others begin as well, half of the places are free near the front; many would
     * soon all stand at the first one that is open, so they begin anywhere but near the end, where the short segments are.
     */
    private int spread(QueueRepository.OpenJob job) {
        return others <= FEW ? 2 * others : Math.max(2 * others, (int) (job.lastPart() * BODY));
    }
}
