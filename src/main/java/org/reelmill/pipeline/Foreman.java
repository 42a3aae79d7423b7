package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.reelmill.node.Hindrance;
import org.reelmill.node.Node;
import org.reelmill.node.NodeLife;
import org.reelmill.node.NodeRegistry;
import org.reelmill.node.ThisNode;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.PolicyValues;
import org.reelmill.settings.Stage;
import org.reelmill.shared.Ticker;

/**
 * Decides what this node starts. Asked each second by a timer, and by the encoders whenever one is free. What it goes by is
 * read anew each second, so that flags, policies and outputs take effect without a restart (S4.20).
 */
@ApplicationScoped
public class Foreman {

    private static final long RECENT_NANOS = Duration.ofSeconds(1).toNanos();

    /** So long the node must have found nothing to begin before it helps a slow one. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();

    /** After an encoder found nothing, none of this node's looks again for so long. */
    private static final long PAUSE_NANOS = Duration.ofMillis(250).toNanos();

    private final NodeLife nodeLife;
    private final NodeRegistry nodes;
    private final NodeDuty duty;
    private final Claims claims;
    private final JobRepository jobs;
    private final WorkInHand workInHand;
    private final JobStarter starter;
    private final Policies policies;
    private final Ticker ticker;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicReference<Orders> recent = new AtomicReference<>();
    private volatile Drought drought = Drought.NONE;

    @Inject
    Foreman(
            NodeLife nodeLife,
            NodeRegistry nodes,
            NodeDuty duty,
            Claims claims,
            JobRepository jobs,
            WorkInHand workInHand,
            JobStarter starter,
            Policies policies,
            Ticker ticker) {
        this.nodeLife = nodeLife;
        this.nodes = nodes;
        this.duty = duty;
        this.claims = claims;
        this.jobs = jobs;
        this.workInHand = workInHand;
        this.starter = starter;
        this.policies = policies;
        this.ticker = ticker;
    }

    /** For CDI's proxy. */
    protected Foreman() {
        this(null, null, null, null, null, null, null, null, null);
    }

    /**
     * What this node may do, as it was read at one moment.
     *
     * @param leave whether it was told to leave between tasks (S4.22)
     * @param mayWork whether its flags let it (S4.23), and any output is active (S4.24)
     * @param hindrances what keeps it from its roles
     */
    private record Orders(
            ThisNode self, PolicyValues values, boolean leave, boolean mayWork, List<Hindrance> hindrances, long read) {

        boolean allow(TaskKind kind) {
            return !leave
                    && mayWork
                    && self.does(kind.stage())
                    && values.isOn(kind.stageSwitch())
                    && hindrances.stream().noneMatch(hindrance -> hindrance.stage() == kind.stage());
        }

        int lease() {
            return values.number(Policy.LEASE_SECONDS);
        }
    }

    /** The time in which this node finds no segment to begin. */
    private record Drought(boolean on, long since, long lookAgain) {

        private static final Drought NONE = new Drought(false, 0, 0);

        Drought goesOn(long now) {
            return new Drought(true, on ? since : now, now + PAUSE_NANOS);
        }

        /** As before, but the next look may be now. */
        Drought withoutPause(long now) {
            return new Drought(on, since, now);
        }

        boolean pausing(long now) {
            return on && now - lookAgain < 0;
        }

        boolean lasts(long now) {
            return on && now - since > PATIENCE_NANOS;
        }
    }

    /** Starts whatever this node may start now (S4.19). */
    public void work() {
        Optional<ThisNode> self = nodeLife.self();
        if (self.isEmpty() || stopping.get()) {
            return;
        }
        Orders orders = read(self.get());
        if (orders.leave()) {
            if (nodeLife.tasksInHand() == 0) {
                nodeLife.leave();
            }
            return;
        }
        duty.tell(self.get(), orders.hindrances());
        startJobs(TaskKind.INGEST, orders);
        startJobs(TaskKind.VERIFY, orders);
        startJobs(TaskKind.EXPORT, orders);
        if (orders.allow(TaskKind.TRANSCODE) && hasSegments(self.get())) {
            starter.startTranscode(self.get().slots());
        }
    }

    /**
     * The next segment for a free encoder of this node. Outside the caller's transaction, which lasts as long as the
     * encoding: nothing may be locked that long.
     */
    @Transactional(TxType.NOT_SUPPORTED)
    public Optional<WorkInHand.Held> nextSegment() {
        Optional<Orders> orders = nodeLife.self()
                .filter(self -> !stopping.get() && !drought.pausing(ticker.nanos()) && !duty.mustProve())
                .filter(self -> !duty.rests(Stage.TRANSCODE))
                .map(this::recentOrders)
                .filter(now -> now.allow(TaskKind.TRANSCODE));
        if (orders.isEmpty()) {
            return Optional.empty();
        }
        ThisNode self = orders.get().self();
        long asked = ticker.nanos();
        Optional<Claim> claim = claims.claimSegment(self)
                .or(() -> drought.lasts(ticker.nanos()) ? claims.claimBackup(self) : Optional.empty());
        drought = claim.isPresent() ? Drought.NONE : drought.goesOn(ticker.nanos());
        return claim.map(taken -> hold(taken, asked, orders.get()));
    }

    /** No more work is taken: the server stops. */
    public void stop() {
        stopping.set(true);
    }

    private boolean hasSegments(ThisNode self) {
        if (claims.hasOpenSegments(self)) {
            drought = Drought.NONE;
            return true;
        }
        drought = drought.goesOn(ticker.nanos());
        boolean helps = drought.lasts(ticker.nanos()) && claims.hasSlowSegments(self);
        if (helps) {
            drought = drought.withoutPause(ticker.nanos());
        }
        return helps;
    }

    /** Beside the segments in the node's slots, so that neither kind keeps the other waiting. */
    private void startJobs(TaskKind kind, Orders orders) {
        while (orders.allow(kind) && workInHand.count(kind) < orders.self().lightSlots()) {
            long asked = ticker.nanos();
            Optional<Claim> claim = claims.claimJob(kind, orders.self());
            if (claim.isEmpty()) {
                return;
            }
            start(claim.get(), asked, orders);
        }
    }

    private void start(Claim claim, long asked, Orders orders) {
        WorkInHand.Held held = hold(claim, asked, orders);
        try {
            starter.start(claim);
        } catch (RuntimeException e) {
            // why: the heartbeat would renew for ever what nobody works on
            held.close();
            claims.release(claim);
            throw e;
        }
    }

    private WorkInHand.Held hold(Claim claim, long asked, Orders orders) {
        WorkInHand.Held held = workInHand.hold(claim, asked, orders.lease());
        nodeLife.holdsLease(orders.lease());
        return held;
    }

    private Orders recentOrders(ThisNode self) {
        Orders last = recent.get();
        return last != null && last.self().equals(self) && ticker.nanos() - last.read() < RECENT_NANOS
                ? last
                : read(self);
    }

    /** By many at a time; nobody puts older ones in the place of newer ones. */
    private Orders read(ThisNode self) {
        long now = ticker.nanos();
        List<Hindrance> hindrances = duty.hindrances(self, policies.current());
        // what people change is read last
        PolicyValues values = policies.current();
        Optional<Node> row = nodes.find(self.uuid());
        Orders orders = new Orders(
                self,
                values,
                duty.shallLeave(row, values),
                row.filter(Node::mayWork).isPresent() && jobs.hasActiveOutput(),
                hindrances,
                now);
        recent.accumulateAndGet(orders, (one, other) -> one == null || other.read() - one.read() >= 0 ? other : one);
        return orders;
    }
}
