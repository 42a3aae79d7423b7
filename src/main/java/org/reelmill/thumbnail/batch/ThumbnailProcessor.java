package org.reelmill.thumbnail.batch;

import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.reelmill.thumbnail.ThumbnailClaim;
import org.reelmill.thumbnail.ThumbnailWork;

/** Makes a preview. One without a result is filtered out: that has been dealt with, and the next one follows. */
@Named
@Dependent
public class ThumbnailProcessor implements ItemProcessor {

    @Inject
    private ThumbnailWork work;

    @Inject
    private BatchThumbnailStarter starter;

    @Inject
    private JobContext jobContext;

    @Override
    public ThumbnailWork.Made processItem(Object claim) {
        starter.inHand().incrementAndGet();
        try {
            return work.make((ThumbnailClaim) claim, () -> starter.isStopped(jobContext.getExecutionId()))
                    .orElse(null);
        } finally {
            starter.inHand().decrementAndGet();
        }
    }
}
