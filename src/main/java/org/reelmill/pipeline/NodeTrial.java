package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.reelmill.media.EncoderBuild;
import org.reelmill.media.MediaEngine;
import org.reelmill.media.MediaException;
import org.reelmill.node.Node;
import org.reelmill.node.NodeLife;
import org.reelmill.node.NodeRegistry;
import org.reelmill.node.ThisNode;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.PolicyValues;
import org.tinylog.Logger;

/**
 * Tells a bad node from bad jobs (design §1, rule 7). After each failure this node proves its encoders before it takes more
 * work. When different jobs fail on it, and none succeeds between, it is suspended: it takes nothing until its cool-down is
 * over or an operator lets it, and until it has proven its encoders.
 */
@ApplicationScoped
public class NodeTrial {

    /** How long after a proof that could not even begin the next one follows. */
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final NodeLife nodeLife;
    private final NodeRegistry nodes;
    private final MediaEngine engine;
    private final Policies policies;
    private final JobLog log;

    /** When which job failed last, in {@link System#nanoTime}; the oldest first. */
    private final Map<Long, Long> failures = new LinkedHashMap<>();

    private final ReentrantLock proving = new ReentrantLock();
    private volatile boolean doubtful;
    private volatile long notBefore = System.nanoTime();

    @Inject
    NodeTrial(NodeLife nodeLife, NodeRegistry nodes, MediaEngine engine, Policies policies, JobLog log) {
        this.nodeLife = nodeLife;
        this.nodes = nodes;
        this.engine = engine;
        this.policies = policies;
        this.log = log;
    }

    /** For CDI's proxy. */
    protected NodeTrial() {
        this(null, null, null, null, null);
    }

    /** A task of this node failed, by its job's fault or its own. What follows is decided in the next round. */
    synchronized void failed(long job) {
        failures.remove(job);
        failures.put(job, System.nanoTime());
        doubtful = true;
    }

    /** A task of this node succeeded. */
    public synchronized void succeeded() {
        failures.clear();
    }

    /** Whether its encoders are to be proven before it takes more work. */
    boolean due() {
        return doubtful;
    }

    /** Proves the encoders when that is due, and with it ends a suspension; not twice at a time. */
    void run() {
        if (proving.tryLock()) {
            try {
                decide();
            } finally {
                proving.unlock();
            }
        }
    }

    private void decide() {
        Optional<ThisNode> self = nodeLife.self();
        if (self.isEmpty() || System.nanoTime() - notBefore < 0) {
            return;
        }
        PolicyValues values = policies.current();
        Optional<Node> node = nodes.find(self.get().uuid());
        boolean suspended = node.flatMap(Node::suspended).isPresent();
        Set<Long> failed = failedLately(Duration.ofSeconds(values.number(Policy.NODE_FAILURE_WINDOW)));
        int most = values.number(Policy.NODE_FAILURES);
        if (!suspended && most > 0 && failed.size() >= most) {
            suspend(self.get(), failed);
        } else if (suspended
                ? mayTry(node.get(), values)
                : doubtful || self.get().encoder().isEmpty()) {
            prove(self.get(), suspended);
        }
    }

    private synchronized Set<Long> failedLately(Duration window) {
        long now = System.nanoTime();
        failures.values().removeIf(time -> now - time > window.toNanos());
        return Set.copyOf(failures.keySet());
    }

    private void suspend(ThisNode self, Set<Long> jobs) {
        succeeded();
        String reason = "%d different jobs failed on it, and none succeeded between".formatted(jobs.size());
        nodes.suspend(self.uuid(), reason);
        Logger.error("Node {} is suspended: {}", self.name(), reason);
        jobs.forEach(job -> log.warn(job, "Node " + self.name() + " is suspended: " + reason));
    }

    private boolean mayTry(Node node, PolicyValues values) {
        int coolDown = values.number(Policy.NODE_COOL_DOWN);
        return node.authorised() || coolDown > 0 && nodes.suspendedFor(node.uuid(), coolDown);
    }

    private void prove(ThisNode self, boolean suspended) {
        try {
            // first of all the program: there was none that works when the node joined
            EncoderBuild build = self.encoder().isEmpty() ? engine.build() : engine.prove();
            Set<String> codecs = build.codecs().stream().map(Enum::name).collect(Collectors.toSet());
            nodeLife.measured(build.fingerprint(), codecs);
            doubtful = false;
            if (codecs.isEmpty()) {
                nodes.suspend(self.uuid(), "No encoder passes its known-answer encode");
                Logger.error("Node {} is suspended: no encoder passes its known-answer encode", self.name());
            } else if (suspended) {
                nodes.acquit(self.uuid());
                Logger.info("Node {} has proven its encoders and works again: {}", self.name(), codecs);
            }
        } catch (MediaException e) {
            notBefore = System.nanoTime() + AGAIN.toNanos();
            if (suspended) {
                nodes.suspend(self.uuid(), "Its encoders could not be tried: " + e.getMessage());
            }
            Logger.warn("The encoders of node {} could not be tried: {}", self.name(), e.getMessage());
        }
    }
}
