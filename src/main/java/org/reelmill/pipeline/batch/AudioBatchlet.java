package org.reelmill.pipeline.batch;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.reelmill.pipeline.Export;
import org.reelmill.pipeline.ExportWork;

/** Encodes every audio track of the source, once for each bit rate. */
@Named
@Dependent
public class AudioBatchlet extends AbstractBatchlet {

    @Inject
    @BatchProperty
    private String jobUuid;

    @Inject
    private JobContext jobContext;

    @Inject
    private TaskRun task;

    @Inject
    private Export export;

    @Override
    public String process() throws Exception {
        ExportWork work = (ExportWork) jobContext.getTransientUserData();
        return task.run(jobContext, jobUuid, held -> {
            export.audio(work, held);
            return "ENCODED";
        });
    }
}
