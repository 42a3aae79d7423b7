package org.reelmill.thumbnail.batch;

import jakarta.batch.api.listener.AbstractJobListener;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Tells the starter that there are no previews to make for this node. */
@Named
@Dependent
public class ThumbnailEndListener extends AbstractJobListener {

    @Inject
    private BatchThumbnailStarter starter;

    @Override
    public void afterJob() {
        starter.ended();
    }
}
