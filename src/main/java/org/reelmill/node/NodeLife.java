package org.reelmill.node;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
    private final Instance<LeaseHolder> leaseHolders;
    private final AtomicInteger tasksInHand = new AtomicInteger();

    @Resource(lookup = "java:comp/DefaultContextService")
    private ContextService contexts;

    private ScheduledThreadPoolExecutor heart;
    private Runnable beats;
    private volatile ThisNode self;
    private volatile boolean left;
    private volatile int leaseSeconds;

    @Inject
    NodeLife(NodeRegistry registry, Policies policies, Instance<LeaseHolder> leaseHolders) {
        this.registry = registry;
        this.policies = policies;
        this.leaseHolders = leaseHolders;
    }

    /** For CDI's proxy. */
    protected NodeLife() {
        this(null, null, null);
    }

    /** Registers this server and starts its heartbeat. */
    public synchronized void join(ThisNode node) {
        registry.join(node);
        self = node;
        Logger.info(
                "Node {} ({}) joined with roles {} and {} slots", node.name(), node.uuid(), node.roles(), node.slots());
        heart = new ScheduledThreadPoolExecutor(1, run -> new Thread(run, "heartbeat"));
        beats = contexts.contextualRunnable(this::beatAndGoOn);
        heart.schedule(beats, 1, TimeUnit.SECONDS);
    }

    /** This server as a node, or empty before it joined and after it left. */
    public Optional<ThisNode> self() {
        return left ? Optional.empty() : Optional.ofNullable(self);
    }

    /** Unregisters between tasks (S4.22); the heartbeat ends. */
    public synchronized void leave() {
        if (self == null || left) {
            return;
        }
        left = true;
        heart.shutdownNow();
        leaseHolders.forEach(holder -> holder.lost(self.uuid()));
        registry.leave(self.uuid());
        Logger.info("Node {} left", self.name());
    }

    public void taskStarted() {
        tasksInHand.incrementAndGet();
    }

    public void taskEnded() {
        tasksInHand.decrementAndGet();
    }

    /** Tasks that this node has in hand now. */
    public int tasksInHand() {
        return tasksInHand.get();
    }

    private void beatAndGoOn() {
        beat();
        if (!left) {
            // three chances to renew before a lease ends
            heart.schedule(beats, Math.max(1, leaseSeconds / 3), TimeUnit.SECONDS);
        }
    }

    private void beat() {
        try {
            leaseSeconds = policies.current().number(Policy.LEASE_SECONDS);
            if (registry.beat(self.uuid(), tasksInHand.get() > 0)) {
                leaseHolders.forEach(holder -> holder.renew(self.uuid(), leaseSeconds));
            } else {
                rejoin();
            }
        } catch (RuntimeException e) {
            // why: the database may be away for a while; the leases decide what is still ours when it is back
            Logger.warn("Heartbeat of node {} failed: {}", self.name(), e.toString());
        }
    }

    private void rejoin() {
        Logger.warn("Node {} was removed from the register; its work stops and it joins anew", self.name());
        leaseHolders.forEach(holder -> holder.lost(self.uuid()));
        ThisNode next = new ThisNode(UUID.randomUUID(), self.name(), self.roles(), self.slots(), self.encoder());
        registry.join(next);
        self = next;
    }
}
