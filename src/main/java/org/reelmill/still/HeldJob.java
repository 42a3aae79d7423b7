package org.reelmill.still;

import java.time.Duration;
import org.reelmill.media.Supervision;
import org.reelmill.shared.Ticker;

/** A job that this node works on: gives a sign of life from time to time, and ends the work when the job is another's. */
final class HeldJob implements Supervision {

    /** Seconds for which a job is held without a sign of life. */
    static final int LEASE = 60;

    private static final Duration BEAT = Duration.ofSeconds(10);

    private final StillJob job;
    private final StillJobRepository repository;
    private final Ticker ticker;
    private long next;
    private boolean held = true;

    HeldJob(StillJob job, StillJobRepository repository, Ticker ticker) {
        this.job = job;
        this.repository = repository;
        this.ticker = ticker;
        this.next = ticker.in(BEAT);
    }

    @Override
    public synchronized boolean mayGoOn() {
        if (held && ticker.nanos() - next >= 0) {
            held = repository.renew(job, LEASE);
            next = ticker.in(BEAT);
        }
        return held;
    }

    @Override
    public void progress(long frames) {
        // of one picture there is none
    }
}
