package org.reelmill.pipeline.batch;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.reelmill.pipeline.SegmentWork;

/** Makes encoded segments count, in one transaction with the checkpoint. */
@Named
@Dependent
public class SegmentWriter extends AbstractItemWriter {

    @Inject
    private SegmentWork work;

    @Override
    public void writeItems(List<Object> items) {
        for (Object item : items) {
            EncodedItem encoded = (EncodedItem) item;
            try {
                work.record(encoded.result());
            } finally {
                encoded.held().close();
            }
        }
    }
}
