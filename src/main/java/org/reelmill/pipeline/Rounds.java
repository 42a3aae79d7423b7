package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reelmill.node.NodeLife;
import org.tinylog.Logger;

/** One round of a node: look for films, keep the mill going, clean up, start work. A round never overlaps another. */
@ApplicationScoped
public class Rounds {

    private static final long SWEEP_NANOS = Duration.ofMinutes(1).toNanos();

    private final NodeLife nodeLife;
    private final SourceFolder sourceFolder;
    private final Maintenance maintenance;
    private final Cleanup cleanup;
    private final Foreman foreman;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile long swept = System.nanoTime();

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

    /** Nothing that goes wrong in a round ends the node (D4.10, D4.12, D4.14): the next round tries again. */
    public void run() {
        if (nodeLife.self().isEmpty() || !running.compareAndSet(false, true)) {
            return;
        }
        try {
            step("source folder", sourceFolder::look);
            step("maintenance", maintenance::run);
            step("clean-up", cleanup::run);
            if (System.nanoTime() - swept > SWEEP_NANOS) {
                swept = System.nanoTime();
                step("sweep", cleanup::sweepOrphans);
            }
            step("work", foreman::work);
        } finally {
            running.set(false);
        }
    }

    private static void step(String name, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            Logger.warn(e, "The step \"{}\" of this round failed", name);
        }
    }
}
