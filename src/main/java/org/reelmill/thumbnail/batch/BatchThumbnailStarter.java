package org.reelmill.thumbnail.batch;

import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.reelmill.settings.Configuration;
import org.reelmill.thumbnail.ThumbnailStarter;

/** Starts {@code thumbnail-make}, one execution at a time: while it runs, its partitions find all previews there are to make. */
@ApplicationScoped
public class BatchThumbnailStarter implements ThumbnailStarter {

    private final JobOperator operator;
    private final Configuration configuration;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicInteger inHand = new AtomicInteger();

    @Inject
    BatchThumbnailStarter(JobOperator operator, Configuration configuration) {
        this.operator = operator;
        this.configuration = configuration;
    }

    /** For CDI's proxy. */
    protected BatchThumbnailStarter() {
        this(null, null);
    }

    @Override
    public void start(int slots) {
        if (running.compareAndSet(false, true)) {
            Properties parameters = new Properties();
            parameters.setProperty("slots", String.valueOf(slots));
            parameters.setProperty("node", configuration.nodeName());
            try {
                operator.start("thumbnail-make", parameters);
            } catch (RuntimeException e) {
                running.set(false);
                throw e;
            }
        }
    }

    void ended() {
        running.set(false);
    }

    /** Previews that this node makes now. */
    AtomicInteger inHand() {
        return inHand;
    }

    /** The context of a partition is a copy, and does not tell it. */
    boolean isStopped(long execution) {
        return operator.getJobExecution(execution).getBatchStatus() == BatchStatus.STOPPING;
    }
}
