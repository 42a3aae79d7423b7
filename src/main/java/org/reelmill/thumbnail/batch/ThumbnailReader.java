package org.reelmill.thumbnail.batch;

import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.reelmill.thumbnail.ThumbnailClaim;
import org.reelmill.thumbnail.ThumbnailWork;

/** Claims previews, one after the other; ends when there is none, or when a film needs the room. */
@Named
@Dependent
public class ThumbnailReader extends AbstractItemReader {

    @Inject
    private ThumbnailWork work;

    @Inject
    private BatchThumbnailStarter starter;

    @Inject
    private JobContext jobContext;

    @Override
    public ThumbnailClaim readItem() {
        return starter.isStopped(jobContext.getExecutionId())
                ? null
                : work.next(starter.inHand().get()).orElse(null);
    }
}
