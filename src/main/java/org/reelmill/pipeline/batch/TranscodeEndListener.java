package org.reelmill.pipeline.batch;

import jakarta.batch.api.listener.AbstractJobListener;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Tells the starter that the encoders of this node have run dry. */
@Named
@Dependent
public class TranscodeEndListener extends AbstractJobListener {

    @Inject
    private BatchJobStarter starter;

    @Override
    public void afterJob() {
        starter.transcodeEnded();
    }
}
