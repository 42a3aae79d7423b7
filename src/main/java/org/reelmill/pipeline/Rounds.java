package org.reelmill.pipeline;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.reelmill.node.NodeLife;
import org.reelmill.node.NodeRegistry;
import org.reelmill.shared.Outage;
import org.reelmill.shared.Ticker;
import org.tinylog.Logger;

/**
 * One round of a node: look for films, keep the mill going, clean up, start work. A round never overlaps another.
 *
 * <p>All nodes together go a few rounds a second, however many they are. Between its rounds a node asks each second one
 * question, whether there is any open job, and if so starts what it can: so an idle farm of hundreds leaves its database alone
 * (S4.29, X8).
 */
@ApplicationScoped
public class Rounds {

    /** Of the whole farm. */
    private static final int ROUNDS_A_SECOND = 4;

    private static final int LONGEST_PAUSE_SECONDS = 10;

    private final NodeLife nodeLife;
    private final NodeRegistry nodes;
    private final JobRepository jobs;
    private final SourceFolder sourceFolder;
    private final Maintenance maintenance;
    private final Cleanup cleanup;
    private final NodeTrial trial;
    private final Foreman foreman;
    private final Ticker ticker;
    private final AtomicInteger asked = new AtomicInteger();
    /** When the next whole round is to be gone; at first, at once. */
    private volatile Optional<Long> due = Optional.empty();

    @Resource(lookup = "java:comp/DefaultContextService")
    private ContextService contexts;

    @Inject
    Rounds(
            NodeLife nodeLife,
            NodeRegistry nodes,
            JobRepository jobs,
            SourceFolder sourceFolder,
            Maintenance maintenance,
            Cleanup cleanup,
            NodeTrial trial,
            Foreman foreman,
            Ticker ticker) {
        this.nodeLife = nodeLife;
        this.nodes = nodes;
        this.jobs = jobs;
        this.sourceFolder = sourceFolder;
        this.maintenance = maintenance;
        this.cleanup = cleanup;
        this.trial = trial;
        this.foreman = foreman;
        this.ticker = ticker;
    }

    /** For CDI's proxy. */
    protected Rounds() {
        this(null, null, null, null, null, null, null, null, null);
    }

    /** Each second: goes a round when it is time for one, and otherwise starts work if there may be any. */
    public void tick() {
        if (isDue()) {
            go();
        } else if (nodeLife.self().isPresent()) {
            step("proof", trial::run);
            step("look", () -> {
                if (jobs.anyOpen()) {
                    go();
                }
            });
        }
    }

    /**
     * Goes one whole round, or, if one is under way, lets that be followed by another. Nothing that goes wrong in a round ends
     * the node (D4.10, D4.12, D4.14): the next round tries again.
     */
    public void run() {
        due = Optional.empty();
        go();
    }

    private void go() {
        if (asked.getAndIncrement() > 0) {
            return;
        }
        boolean ended = false;
        try {
            int answered;
            do {
                answered = asked.get();
                if (nodeLife.self().isPresent()) {
                    round();
                }
            } while (asked.addAndGet(-answered) > 0);
            ended = true;
        } finally {
            if (!ended) {
                // who asked next would believe that a round is under way, for ever
                asked.set(0);
            }
        }
    }

    /** Something happened that a round should see at once, after the transaction that fires it. */
    void stirred(@Observes(during = TransactionPhase.AFTER_SUCCESS) PipelineStirred stirred) {
        // in a thread of its own: here the ended transaction is still in the way
        new Thread(contexts.contextualRunnable(this::run), "round").start();
    }

    private void round() {
        if (isDue()) {
            step("pause", () -> due = Optional.of(ticker.in(pause())));
            step("source folder", sourceFolder::look);
            step("maintenance", maintenance::run);
            step("clean-up", cleanup::run);
        }
        step("proof", trial::run);
        step("work", foreman::work);
    }

    private boolean isDue() {
        return due.filter(next -> ticker.nanos() - next < 0).isEmpty();
    }

    private Duration pause() {
        int nodesNow = nodes.size();
        // less than the seconds between two ticks: the timer is not exact
        return Duration.ofSeconds(Math.min(LONGEST_PAUSE_SECONDS, nodesNow / ROUNDS_A_SECOND))
                .minusMillis(500);
    }

    private static void step(String name, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            if (Outage.isOne(e)) {
                Logger.warn("The step \"{}\" waits for the database: {}", name, e.toString());
            } else {
                Logger.warn(e, "The step \"{}\" of this round failed", name);
            }
        }
    }
}
