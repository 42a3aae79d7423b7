package org.reelmill.conversion.batch;

import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.reelmill.conversion.ConversionWork;
import org.reelmill.conversion.ConversionsInHand;

/** Converts a file. An item without a result is filtered out: that has been dealt with, and the next one follows. */
@Named
@Dependent
public class ConversionProcessor implements ItemProcessor {

    @Inject
    private ConversionWork work;

    @Override
    public ConversionWork.Made processItem(Object item) {
        ConversionsInHand.Held held = (ConversionsInHand.Held) item;
        ConversionWork.Made made = null;
        try {
            made = work.convert(held).orElse(null);
        } finally {
            if (made == null) {
                // in any case: the heartbeat would renew for ever what nobody works on
                held.close();
            }
        }
        return made;
    }
}
