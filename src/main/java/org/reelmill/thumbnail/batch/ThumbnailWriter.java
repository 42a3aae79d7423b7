package org.reelmill.thumbnail.batch;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.reelmill.thumbnail.ThumbnailWork;

/** Makes previews count. */
@Named
@Dependent
public class ThumbnailWriter extends AbstractItemWriter {

    @Inject
    private ThumbnailWork work;

    @Inject
    private StepContext stepContext;

    private long previews;

    @Override
    public void writeItems(List<Object> made) {
        work.record(made.stream().map(ThumbnailWork.Made.class::cast).toList());
        previews += made.size();
        stepContext.setExitStatus(previews + " previews");
    }
}
