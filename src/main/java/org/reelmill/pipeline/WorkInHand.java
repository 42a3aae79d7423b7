package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.reelmill.media.Supervision;
import org.reelmill.node.LeaseHolder;

/**
 * The claims that this node works on. The heartbeat renews their leases; a claim that is lost, or that could not be renewed
 * in time, ends its work: the encoder is killed and the result thrown away.
 */
@ApplicationScoped
public class WorkInHand implements LeaseHolder {

    private final Claims claims;
    private final Map<Claim, Held> work = new ConcurrentHashMap<>();

    @Inject
    WorkInHand(Claims claims) {
        this.claims = claims;
    }

    /** For CDI's proxy. */
    protected WorkInHand() {
        this(null);
    }

    /** A claim in hand, and the one who watches over the work on it. */
    public final class Held implements Supervision, AutoCloseable {

        private final Claim claim;
        private volatile boolean lost;
        private volatile BooleanSupplier stopped = () -> false;
        private volatile long heldUntil;
        private volatile long frames;

        private Held(Claim claim, int leaseSeconds) {
            this.claim = claim;
            this.heldUntil =
                    System.nanoTime() + Duration.ofSeconds(leaseSeconds).toNanos();
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
            return !lost && System.nanoTime() - heldUntil < 0 && !stopped.getAsBoolean();
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

    /** Takes a claim in hand. To be closed when the work on it has ended, however it ended. */
    public Held hold(Claim claim, int leaseSeconds) {
        Held held = new Held(claim, leaseSeconds);
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
        // taken before the statement runs: the lease in the database is at least as long
        long until = System.nanoTime() + Duration.ofSeconds(leaseSeconds).toNanos();
        if (claims.renew(held.claim, leaseSeconds, held.frames)) {
            held.heldUntil = until;
        } else if (work.containsValue(held)) {
            held.lost = true;
        }
    }
}
