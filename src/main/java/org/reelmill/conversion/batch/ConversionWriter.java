package org.reelmill.conversion.batch;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.reelmill.conversion.ConversionWork;

/** Makes results count. */
@Named
@Dependent
public class ConversionWriter extends AbstractItemWriter {

    @Inject
    private ConversionWork work;

    @Inject
    private StepContext stepContext;

    private long items;

    @Override
    public void writeItems(List<Object> made) {
        for (Object one : made) {
            ConversionWork.Made result = (ConversionWork.Made) one;
            try {
                if (work.record(result)) {
                    items++;
                    stepContext.setExitStatus(items + " items");
                }
            } finally {
                result.held().close();
            }
        }
    }
}
