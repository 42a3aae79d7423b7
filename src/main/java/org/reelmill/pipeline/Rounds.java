package org.reelmill.pipeline;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;
import org.reelmill.node.NodeLife;
import org.tinylog.Logger;

/** One round of a node: look for films, keep the mill going, clean up, start work. A round never overlaps another. */
@ApplicationScoped
public class Rounds {

    private final NodeLife nodeLife;
    private final SourceFolder sourceFolder;
    private final Maintenance maintenance;
    private final Cleanup cleanup;
    private final Foreman foreman;
    private final AtomicInteger asked = new AtomicInteger();

    @Resource(lookup = "java:comp/DefaultContextService")
    private ContextService contexts;

    @Inject
    Rounds(NodeLife nodeLife, SourceFolder sourceFolder, Maintenance maintenance, Cleanup cleanup, Foreman foreman) {
        this.nodeLife = nodeLife;
        this.sourceFolder = sourceFolder;
        this.maintenance = maintenance;
        this.cleanup = cleanup;
        this.foreman = foreman;
    }

    /** For CDI's proxy. */
    protected Rounds() {
        this(null, null, null, null, null);
    }

    /**
     * Goes one round, or, if one is under way, lets that be followed by another. Nothing that goes wrong in a round ends the
     * node (D4.10, D4.12, D4.14): the next round tries again.
     */
    public void run() {
        if (asked.getAndIncrement() > 0) {
            return;
        }
        int answered;
        do {
            answered = asked.get();
            if (nodeLife.self().isPresent()) {
                round();
            }
        } while (asked.addAndGet(-answered) > 0);
    }

    /** Something happened that a round should see at once, after the transaction that fires it. */
    void stirred(@Observes(during = TransactionPhase.AFTER_SUCCESS) PipelineStirred stirred) {
        // in a thread of its own: here the ended transaction is still in the way
        new Thread(contexts.contextualRunnable(this::run), "round").start();
    }

    private void round() {
        step("source folder", sourceFolder::look);
        step("maintenance", maintenance::run);
        step("clean-up", cleanup::run);
        step("work", foreman::work);
    }

    private static void step(String name, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            Logger.warn(e, "The step \"{}\" of this round failed", name);
        }
    }
}
