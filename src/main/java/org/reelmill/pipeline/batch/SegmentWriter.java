package org.reelmill.pipeline.batch;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.reelmill.pipeline.SegmentMade;
import org.reelmill.pipeline.SegmentWork;

/** Makes encoded segments count, in one transaction with the checkpoint. */
@Named
@Dependent
public class SegmentWriter extends AbstractItemWriter {

    @Inject
    private SegmentWork work;

    @Inject
    private JobContext jobContext;

    @Inject
    private Event<SegmentMade> made;

    @Override
    public void writeItems(List<Object> items) {
        for (Object item : items) {
            EncodedItem encoded = (EncodedItem) item;
            try {
                if (work.record(encoded.result())) {
                    made.fire(new SegmentMade(
                            jobContext.getExecutionId(), encoded.held().claim().jobUuid()));
                }
            } finally {
                encoded.held().close();
            }
        }
    }
}
