package org.reelmill.pipeline.batch;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.reelmill.pipeline.Ingest;
import org.reelmill.pipeline.IngestWork;

/** Encodes the sound ahead, beside the segments. The claim has ended by then, and nothing depends on its success. */
@Named
@Dependent
public class SoundBatchlet extends AbstractBatchlet {

    @Inject
    private JobContext jobContext;

    @Inject
    private Ingest ingest;

    @Inject
    private StopSign stop;

    @Override
    public String process() {
        long execution = jobContext.getExecutionId();
        ingest.soundAhead((IngestWork) jobContext.getTransientUserData(), () -> stop.raised(execution));
        return "DONE";
    }
}
