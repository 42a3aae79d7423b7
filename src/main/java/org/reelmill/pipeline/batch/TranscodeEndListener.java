package org.reelmill.pipeline.batch;

import jakarta.batch.api.listener.AbstractJobListener;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.reelmill.pipeline.Rounds;

/** Tells the starter that the encoders of this node have run dry, and sees at once what follows. */
@Named
@Dependent
public class TranscodeEndListener extends AbstractJobListener {

    @Inject
    private JobContext jobContext;

    @Inject
    private BatchJobStarter starter;

    @Inject
    private Rounds rounds;

    @Override
    public void afterJob() {
        jobContext.setExitStatus(jobContext.getBatchStatus() + ", " + starter.transcodeEnded() + " segments");
        rounds.run();
    }
}
