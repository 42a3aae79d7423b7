package org.reelmill.conversion.batch;

import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.Optional;
import org.reelmill.conversion.ConversionKeeper;
import org.reelmill.conversion.ConversionWork;
import org.reelmill.conversion.ConversionsInHand;
import org.reelmill.shared.Ticker;

/**
 * Claims items, one after the other. While others of this node still convert it waits for more; when all have run dry, or there are
 * more of them than the policy conversionSlots says by now, it ends.
 */
@Named
@Dependent
public class ConversionReader extends AbstractItemReader {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    @Inject
    private ConversionWork work;

    @Inject
    private ConversionsInHand inHand;

    @Inject
    private ConversionKeeper keeper;

    @Inject
    private BatchConversionStarter starter;

    @Inject
    private JobOperator operator;

    @Inject
    private JobContext jobContext;

    @Inject
    private Ticker ticker;

    @Override
    public ConversionsInHand.Held readItem() throws InterruptedException {
        while (!stopped() && !starter.retires(jobContext.getExecutionId(), keeper.slots())) {
            Optional<ConversionsInHand.Held> held = work.next(this::stopped);
            if (held.isPresent() || inHand.tasksInHand() == 0) {
                return held.orElse(null);
            }
            ticker.pause(LOOK_AGAIN);
        }
        return null;
    }

    /** The context of a partition is a copy, and does not tell it. */
    private boolean stopped() {
        return operator.getJobExecution(jobContext.getExecutionId()).getBatchStatus() == BatchStatus.STOPPING;
    }
}
