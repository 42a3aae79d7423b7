package org.reelmill.app;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes its time, and fails at one item, the first time. */
@Named
@Dependent
public class TrialStumbler implements ItemProcessor {

    private final BatchJournal journal;
    private final String name;
    private final int over;
    private final long millis;

    @Inject
    public TrialStumbler(
            BatchJournal journal,
            @BatchProperty(name = "name") String name,
            @BatchProperty(name = "over") int over,
            @BatchProperty(name = "millis") long millis) {
        this.journal = journal;
        this.name = name;
        this.over = over;
        this.millis = millis;
    }

    @Override
    public Object processItem(Object item) throws InterruptedException {
        if (item.equals(over) && journal.of(name + " stumbled").isEmpty()) {
            journal.note(name + " stumbled", List.of(item));
            throw new IllegalStateException("stumbled over <" + item + ">");
        }
        return new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS) ? null : item;
    }
}
