package org.reelmill.node;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
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
    private final Set<UUID> formerly = ConcurrentHashMap.newKeySet();

    @Resource(lookup = "java:comp/DefaultContextService")
    private ContextService contexts;

    private ScheduledThreadPoolExecutor heart;
    private Runnable beats;
    private ThisNode candidate;
    private Optional<Node> seen = Optional.empty();
    private volatile ThisNode self;
    private volatile boolean left;
    private volatile int leaseSeconds;

    @Inject
    NodeLife(NodeRegistry registry, Policies policies, Predecessor predecessor, Instance<LeaseHolder> leaseHolders) {
        this.registry = registry;
        this.policies = policies;
        this.predecessor = predecessor;
        this.leaseHolders = leaseHolders;
    }

    /** For CDI's proxy. */
    protected NodeLife() {
        this(null, null, null, null);
    }

    /** Registers this server and starts its heartbeat, which tries again where the database is away. */
    public synchronized void join(ThisNode node) {
        if (left) {
            return;
        }
        candidate = node;
        heart = new ScheduledThreadPoolExecutor(1, run -> new Thread(run, "heartbeat"));
        beats = contexts.contextualRunnable(this::beatAndGoOn);
        heart.execute(beats);
    }

    /** This server as a node, or empty before it joined and after it left. */
    public Optional<ThisNode> self() {
        return left ? Optional.empty() : Optional.ofNullable(self);
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
        if (heart != null) {
            heart.shutdownNow();
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
        return (int) jobsInHand().count();
    }

    /** What its encoders were found to do. */
    public synchronized void measured(String encoder, Set<String> codecs) {
        if (self != null && !left) {
            self = self.proven(encoder, codecs);
            registry.measured(self);
        }
    }

    private void beatAndGoOn() {
        try {
            beat();
        } finally {
            if (!left) {
                // three chances to renew before a lease ends
                heart.schedule(beats, Math.max(1, leaseSeconds / 3), TimeUnit.SECONDS);
            }
        }
    }

    /** Not while it leaves: whoever left must not join anew. */
    private synchronized void beat() {
        if (left) {
            return;
        }
        try {
            leaseSeconds = policies.current().number(Policy.LEASE_SECONDS);
            if (self == null) {
                enter();
            } else if (registry.beat(self.uuid(), jobsInHand().findFirst())) {
                leaseHolders.forEach(holder -> holder.renew(self.uuid(), leaseSeconds));
                seen = registry.find(self.uuid());
                self = self.named(registry.distinguish(self));
            } else {
                rejoin();
            }
        } catch (RuntimeException e) {
            // why: the database may be away for a while; the leases decide what is still ours when it is back
            Logger.warn("Heartbeat of node {} failed: {}", candidate.name(), e.toString());
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
