package org.reelmill.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.shared.Patience;
import org.tinylog.Logger;

/**
 * The life of this server as a node: join, beat, vanish, leave. The heartbeat has a thread of its own, so that no work,
 * however long, makes a live node look dead (D4.8).
 */
@ApplicationScoped
public class NodeLife {

    private final NodeRegistry registry;
    private final Policies policies;
    private final Predecessor predecessor;
    private final Instance<LeaseHolder> leaseHolders;
    private final Heart heart;
    private final Set<UUID> formerly = ConcurrentHashMap.newKeySet();

    private ThisNode candidate;
    private Optional<Node> seen = Optional.empty();
    private volatile ThisNode self;
    private volatile boolean left;
    private int missedBeats;

    /** Pictures a second in one slot; 0 as long as nothing was encoded. */
    private final AtomicReference<Double> speed = new AtomicReference<>(0.0);

    @Inject
    NodeLife(
            NodeRegistry registry,
            Policies policies,
            Predecessor predecessor,
            Instance<LeaseHolder> leaseHolders,
            Heart heart) {
        this.registry = registry;
        this.policies = policies;
        this.predecessor = predecessor;
        this.leaseHolders = leaseHolders;
        this.heart = heart;
    }

    /** For CDI's proxy. */
    protected NodeLife() {
        this(null, null, null, null, null);
    }

    /** Registers this server and starts its heartbeat, which tries again where the database is away. */
    public synchronized void join(ThisNode node) {
        if (left) {
            return;
        }
        candidate = node;
        heart.start(Duration.ZERO, this::beat);
    }

    /** This server as a node, or empty before it joined and after it left. */
    public Optional<ThisNode> self() {
        return left ? Optional.empty() : Optional.ofNullable(self);
    }

    /** A lease of this length is held from now on: the next heartbeat renews it in time, also when leases were longer so far. */
    public void holdsLease(int seconds) {
        heart.hurry(pauseFor(seconds));
    }

    /** Three chances to renew before a lease ends. */
    private static Duration pauseFor(int leaseSeconds) {
        return Duration.ofSeconds(leaseSeconds).dividedBy(3);
    }

    /** Whether this server is or was this node. */
    public boolean is(UUID node) {
        return formerly.contains(node);
    }

    /** Unregisters between tasks (S4.22), or when the server stops: what is in hand is given back. The heartbeat ends. */
    public synchronized void leave() {
        if (left) {
            return;
        }
        left = true;
        if (candidate != null) {
            heart.stop();
        }
        if (self != null) {
            signOff();
        }
    }

    private void signOff() {
        try {
            leaseHolders.forEach(holder -> holder.lost(self.uuid()));
            registry.leave(self.uuid());
            predecessor.forget();
            Logger.info("Node {} left", self.name());
        } catch (RuntimeException e) {
            // why: the database may be away; the leases end by themselves then
            Logger.warn("Node {} could not sign off: {}", self.name(), e.toString());
        }
    }

    /** Tasks that this node has in hand now. */
    public int tasksInHand() {
        return leaseHolders.stream().mapToInt(LeaseHolder::tasksInHand).sum();
    }

    /**
     * This node has encoded a segment. The register is told by the next heartbeat.
     *
     * @param picturesPerSecond counts for a third, so that what the node did before is soon forgotten
     */
    public void encoded(double picturesPerSecond) {
        speed.updateAndGet(before -> before == 0 ? picturesPerSecond : before * 2 / 3 + picturesPerSecond / 3);
    }

    /** What its encoders were found to do. */
    public synchronized void measured(String encoder, Set<String> codecs) {
        if (self != null && !left) {
            self = self.proven(encoder, codecs);
            registry.measured(self);
        }
    }

    /**
     * Not while it leaves: whoever left must not join anew.
     *
     * @return until the next beat: as long as leases allow, or soon, when the database was away
     */
    private synchronized Duration beat() {
        if (left) {
            return Duration.ZERO;
        }
        try {
            int leaseSeconds = policies.current().number(Policy.LEASE_SECONDS);
            if (self == null) {
                enter();
            } else if (registry.beat(self.uuid(), jobsInHand().findFirst(), speed.get())) {
                leaseHolders.forEach(holder -> holder.renew(self.uuid(), leaseSeconds));
                // a row that vanishes just now does not take along what was known of it
                seen = registry.find(self.uuid()).or(() -> seen);
                self = self.named(registry.distinguish(self));
            } else {
                rejoin();
            }
            missedBeats = 0;
            return pauseFor(leaseSeconds);
        } catch (RuntimeException e) {
            // why: the database may be away for a while; the leases decide what is still ours when it is back
            Logger.warn("Heartbeat of node {} failed: {}", candidate.name(), e.toString());
            return Patience.pauseAfter(missedBeats++);
        }
    }

    private Stream<UUID> jobsInHand() {
        return leaseHolders.stream().map(LeaseHolder::jobsInHand).flatMap(List::stream);
    }

    private void enter() {
        predecessor.uuid().ifPresent(dead -> {
            Logger.info("Node {} was killed; what it had in hand is given back", dead);
            leaseHolders.forEach(holder -> holder.died(dead));
            registry.leave(dead);
        });
        // another id each time: without an answer the row may be there, and goes as that of a silent node
        candidate = candidate.identified(UUID.randomUUID());
        registry.join(candidate);
        become(candidate);
        Logger.info(
                "Node {} ({}) joined with roles {}, {} slots, {}",
                self.name(),
                self.uuid(),
                self.roles(),
                self.slots(),
                self.abilities());
    }

    private void rejoin() {
        Logger.warn("Node {} was removed from the register; its work stops and it joins anew", self.name());
        leaseHolders.forEach(holder -> holder.lost(self.uuid()));
        ThisNode next = self.identified(UUID.randomUUID());
        registry.rejoin(next, seen);
        become(next);
    }

    private void become(ThisNode node) {
        formerly.add(node.uuid());
        predecessor.follow(node.uuid());
        self = node;
    }
}
