package org.reelmill.conversion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.reelmill.media.Supervision;
import org.reelmill.node.LeaseHolder;
import org.reelmill.shared.Ticker;

/**
 * The claims that this node converts files under. The heartbeat renews their leases; one that is lost ends its work, whose
 * partial file is removed then (S2.17).
 */
@ApplicationScoped
public class ConversionsInHand implements LeaseHolder {

    private final ConversionBroker broker;
    private final Ticker ticker;
    private final Map<UUID, Held> work = new ConcurrentHashMap<>();

    @Inject
    ConversionsInHand(ConversionBroker broker, Ticker ticker) {
        this.broker = broker;
        this.ticker = ticker;
    }

    /** For CDI's proxy. */
    protected ConversionsInHand() {
        this(null, null);
    }

    /** A claim in hand, and the one who watches over the work on it. */
    public final class Held implements Supervision, AutoCloseable {

        private final ConversionClaim claim;
        private final BooleanSupplier stopped;
        private volatile boolean lost;
        private volatile long heldUntil;

        private Held(ConversionClaim claim, long heldUntil, BooleanSupplier stopped) {
            this.claim = claim;
            this.heldUntil = heldUntil;
            this.stopped = stopped;
        }

        public ConversionClaim claim() {
            return claim;
        }

        @Override
        public boolean mayGoOn() {
            return !lost && ticker.nanos() - heldUntil < 0 && !stopped.getAsBoolean();
        }

        @Override
        public void progress(long frames) {
            // how far a short work is nobody asks
        }

        @Override
        public void close() {
            work.remove(claim.item(), this);
        }
    }

    /**
     * To be closed when the work has ended, however it ended.
     *
     * @param asked what {@link Ticker#nanos} was before the claim was asked for
     * @param stopped tells when the work shall end for another reason
     */
    Held hold(ConversionClaim claim, long asked, int leaseSeconds, BooleanSupplier stopped) {
        Held held = new Held(claim, asked + Duration.ofSeconds(leaseSeconds).toNanos(), stopped);
        work.put(claim.item(), held);
        return held;
    }

    @Override
    public int tasksInHand() {
        return work.size();
    }

    /** Ends work on an item on this node at once. */
    void drop(UUID item) {
        Held held = work.get(item);
        if (held != null) {
            held.lost = true;
        }
    }

    /** None: an item is no job of the pipeline, which nodes are shown with. */
    @Override
    public List<UUID> jobsInHand() {
        return List.of();
    }

    @Override
    public void renew(UUID node, int leaseSeconds) {
        work.values().forEach(held -> {
            long until = ticker.in(Duration.ofSeconds(leaseSeconds));
            if (broker.renew(held.claim, leaseSeconds)) {
                held.heldUntil = until;
            } else {
                held.lost = true;
            }
        });
    }

    @Override
    public void lost(UUID node) {
        work.values().forEach(held -> held.lost = true);
        broker.died(node);
    }

    @Override
    public void died(UUID node) {
        broker.died(node);
    }
}
