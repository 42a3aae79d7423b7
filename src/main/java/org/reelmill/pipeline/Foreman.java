package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reelmill.node.Node;
import org.reelmill.node.NodeLife;
import org.reelmill.node.NodeRegistry;
import org.reelmill.node.ThisNode;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.PolicyValues;

/**
 * Decides what this node starts. Asked each second by a timer, and by the encoders whenever one is free. Everything is read
 * anew each time, so that flags, policies and outputs take effect without a restart (S4.20).
 */
@ApplicationScoped
public class Foreman {

    private final NodeLife nodeLife;
    private final NodeRegistry nodes;
    private final Claims claims;
    private final JobRepository jobs;
    private final WorkInHand workInHand;
    private final JobStarter starter;
    private final Policies policies;
    private final AtomicBoolean stopping = new AtomicBoolean();

    @Inject
    Foreman(
            NodeLife nodeLife,
            NodeRegistry nodes,
            Claims claims,
            JobRepository jobs,
            WorkInHand workInHand,
            JobStarter starter,
            Policies policies) {
        this.nodeLife = nodeLife;
        this.nodes = nodes;
        this.claims = claims;
        this.jobs = jobs;
        this.workInHand = workInHand;
        this.starter = starter;
        this.policies = policies;
    }

    /** For CDI's proxy. */
    protected Foreman() {
        this(null, null, null, null, null, null, null);
    }

    /** Starts whatever this node may start now (S4.19). */
    public void work() {
        Optional<ThisNode> self = nodeLife.self();
        if (self.isEmpty() || stopping.get()) {
            return;
        }
        PolicyValues values = policies.current();
        if (toldToLeave(self.get(), values)) {
            if (nodeLife.tasksInHand() == 0) {
                nodeLife.leave();
            }
            return;
        }
        startJob(TaskKind.INGEST, self.get(), values);
        startJob(TaskKind.VERIFY, self.get(), values);
        startJob(TaskKind.EXPORT, self.get(), values);
        if (mayTake(TaskKind.TRANSCODE, self.get(), values)
                && !claims.jobsWithOpenSegments(self.get()).isEmpty()) {
            starter.startTranscode(self.get().slots());
        }
    }

    /**
     * The next segment for a free encoder of this node. Outside the caller's transaction, which lasts as long as the
     * encoding: nothing may be locked that long.
     */
    @Transactional(TxType.NOT_SUPPORTED)
    public Optional<WorkInHand.Held> nextSegment() {
        Optional<ThisNode> self = nodeLife.self();
        PolicyValues values = policies.current();
        if (self.isEmpty() || stopping.get() || toldToLeave(self.get(), values)) {
            return Optional.empty();
        }
        return Optional.of(self.get())
                .filter(node -> mayTake(TaskKind.TRANSCODE, node, values))
                .flatMap(claims::claimSegment)
                .map(claim -> workInHand.hold(claim, values.number(Policy.LEASE_SECONDS)));
    }

    /** No more work is taken: the server stops. */
    public void stop() {
        stopping.set(true);
    }

    private void startJob(TaskKind kind, ThisNode self, PolicyValues values) {
        if (mayTake(kind, self, values) && workInHand.count(kind) == 0) {
            claims.claimJob(kind, self).ifPresent(claim -> {
                WorkInHand.Held held = workInHand.hold(claim, values.number(Policy.LEASE_SECONDS));
                try {
                    starter.start(claim);
                } catch (RuntimeException e) {
                    // why: the heartbeat would renew for ever what nobody works on
                    held.close();
                    claims.release(claim);
                    throw e;
                }
            });
        }
    }

    private boolean toldToLeave(ThisNode self, PolicyValues values) {
        return values.isOn(Policy.TERMINATE_ALL)
                || nodes.find(self.uuid()).map(Node::terminating).orElse(false);
    }

    private boolean mayTake(TaskKind kind, ThisNode self, PolicyValues values) {
        return self.does(kind.stage())
                && !self.encoder().isEmpty()
                && values.isOn(kind.stageSwitch())
                && nodes.find(self.uuid()).map(Node::authorised).orElse(false)
                && jobs.hasActiveOutput();
    }
}
