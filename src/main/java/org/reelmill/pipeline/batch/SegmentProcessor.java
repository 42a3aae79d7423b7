package org.reelmill.pipeline.batch;

import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.reelmill.pipeline.SegmentWork;
import org.reelmill.pipeline.WorkInHand;

/** Encodes a segment. One that did not succeed is filtered out: that has been dealt with, and the next one follows. */
@Named
@Dependent
public class SegmentProcessor implements ItemProcessor {

    @Inject
    private SegmentWork work;

    @Override
    public EncodedItem processItem(Object item) {
        WorkInHand.Held held = (WorkInHand.Held) item;
        EncodedItem encoded = null;
        try {
            encoded = work.encode(held)
                    .map(result -> new EncodedItem(held, result))
                    .orElse(null);
        } finally {
            if (encoded == null) {
                // in any case: the heartbeat would renew for ever what nobody works on
                held.close();
            }
        }
        return encoded;
    }
}
