package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.reelmill.media.Supervision;
import org.reelmill.node.LeaseHolder;
import org.reelmill.shared.Ticker;
import org.tinylog.Logger;

/**
 * The claims that this node works on. The heartbeat renews their leases; a claim that is lost, or that could not be renewed
 * in time, ends its work: the encoder is killed and the result thrown away. What the database says this node holds, but
 * nobody here works on, is given back (S4.21): a claim without an answer, or work that ended while the database was away.
 */
@ApplicationScoped
public class WorkInHand implements LeaseHolder {

    private final Claims claims;
    private final Ticker ticker;
    private final Map<Claim, Held> work = new ConcurrentHashMap<>();

    /** Held by the last but one heartbeat's account although not in hand; used by the heartbeat's thread only. */
    private Set<Claim> stray = Set.of();

    @Inject
    WorkInHand(Claims claims, Ticker ticker) {
        this.claims = claims;
        this.ticker = ticker;
    }

    /** For CDI's proxy. */
    protected WorkInHand() {
        this(null, null);
    }

    /** A claim in hand, and the one who watches over the work on it. */
    public final class Held implements Supervision, AutoCloseable {

        private final Claim claim;
        private volatile boolean lost;
        private volatile BooleanSupplier stopped = () -> false;
        private volatile long heldUntil;
        private volatile long frames;

        private Held(Claim claim, long heldUntil) {
            this.claim = claim;
            this.heldUntil = heldUntil;
        }

        public Claim claim() {
            return claim;
        }

        /** The work ends as well when this says so; it is then given back. */
        public void until(BooleanSupplier sign) {
            stopped = sign;
        }

        @Override
        public boolean mayGoOn() {
            return !lost && ticker.nanos() - heldUntil < 0 && !stopped.getAsBoolean();
        }

        @Override
        public void progress(long framesSoFar) {
            frames = framesSoFar;
        }

        @Override
        public void close() {
            if (work.remove(claim, this)) {
                synchronized (work) {
                    work.notifyAll();
                }
            }
        }
    }

    /**
     * Takes a claim in hand. To be closed when the work on it has ended, however it ended.
     *
     * @param asked what {@link Ticker#nanos} was before the claim was asked for: the lease in the database is at least as
     *     long as the one counted from there
     */
    public Held hold(Claim claim, long asked, int leaseSeconds) {
        Held held = new Held(claim, asked + Duration.ofSeconds(leaseSeconds).toNanos());
        work.put(claim, held);
        return held;
    }

    /** The ingest or export of a job that this node has in hand. */
    public Optional<Held> find(TaskKind kind, UUID job) {
        return work.values().stream()
                .filter(held ->
                        held.claim.kind() == kind && held.claim.jobUuid().equals(job))
                .findFirst();
    }

    public long count(TaskKind kind) {
        return work.keySet().stream().filter(claim -> claim.kind() == kind).count();
    }

    /** Ends work on a job on this node at once, without waiting for the next heartbeat. */
    public void drop(long jobId) {
        work.values().stream().filter(held -> held.claim.jobId() == jobId).forEach(held -> held.lost = true);
    }

    /** Waits until the work that was lost has come to its end and removed its files. @return false when that takes longer */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        synchronized (work) {
            while (!work.isEmpty()) {
                long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (left <= 0) {
                    return false;
                }
                work.wait(left);
            }
        }
        return true;
    }

    @Override
    public List<UUID> jobsInHand() {
        return work.keySet().stream().map(Claim::jobUuid).toList();
    }

    @Override
    public void renew(UUID node, int leaseSeconds) {
        work.values().forEach(held -> renew(held, leaseSeconds));
        giveStrayBack(node);
    }

    @Override
    public void lost(UUID node) {
        work.values().forEach(held -> held.lost = true);
        claims.releaseAll(node);
    }

    @Override
    public void died(UUID node) {
        claims.endLeases(node);
    }

    private void renew(Held held, int leaseSeconds) {
        long until = ticker.in(Duration.ofSeconds(leaseSeconds));
        if (claims.renew(held.claim, leaseSeconds, held.frames)) {
            held.heldUntil = until;
        } else if (work.containsValue(held)) {
            held.lost = true;
        }
    }

    /** Only what was so at the heartbeat before as well: a claim is in the database a moment before it is in hand. */
    private void giveStrayBack(UUID node) {
        Set<Claim> now = new HashSet<>(claims.heldBy(node));
        now.removeAll(work.keySet());
        Set<Claim> left = new HashSet<>(now);
        left.retainAll(stray);
        stray = now;
        for (Claim claim : left) {
            if (claims.release(claim)) {
                Logger.warn(
                        "Gave a {} of job {} back that nobody works on",
                        claim.kind().word(),
                        claim.jobUuid());
            }
        }
    }
}
