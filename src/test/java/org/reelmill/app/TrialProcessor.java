package org.reelmill.app;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes its time, or waits until all partitions are at work. */
@Named
@Dependent
public class TrialProcessor implements ItemProcessor {

    private final BatchJournal journal;
    private final JobContext context;
    private final long millis;
    private final int together;

    @Inject
    public TrialProcessor(
            BatchJournal journal,
            JobContext context,
            @BatchProperty(name = "millis") Long millis,
            @BatchProperty(name = "together") Integer together) {
        this.journal = journal;
        this.context = context;
        this.millis = millis == null ? 0 : millis;
        this.together = together == null ? 0 : together;
    }

    @Override
    public Object processItem(Object item) throws InterruptedException {
        if (together > 0 && !journal.meet(context.getExecutionId(), together)) {
            throw new IllegalStateException("The partitions do not run at the same time");
        }
        if (millis > 0) {
            boolean interrupted = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
            return interrupted ? null : item;
        }
        return item;
    }
}
