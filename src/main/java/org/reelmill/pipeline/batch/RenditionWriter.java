package org.reelmill.pipeline.batch;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.reelmill.pipeline.Export;

/** Keeps what was found about joined renditions. */
@Named
@Dependent
public class RenditionWriter extends AbstractItemWriter {

    @Inject
    private Export export;

    @Override
    public void writeItems(List<Object> items) throws Exception {
        for (Object item : items) {
            export.keep((Export.Joined) item);
        }
    }
}
