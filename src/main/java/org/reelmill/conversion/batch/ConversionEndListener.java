package org.reelmill.conversion.batch;

import jakarta.batch.api.listener.AbstractJobListener;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Tells the starter that these converters of this node have run dry. */
@Named
@Dependent
public class ConversionEndListener extends AbstractJobListener {

    @Inject
    private BatchConversionStarter starter;

    @Inject
    private JobContext jobContext;

    @Override
    public void afterJob() {
        starter.ended(jobContext.getExecutionId());
    }
}
