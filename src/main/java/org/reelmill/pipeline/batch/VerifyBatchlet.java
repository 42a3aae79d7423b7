package org.reelmill.pipeline.batch;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.reelmill.pipeline.Ingest;
import org.reelmill.pipeline.IngestWork;

/** Checksum of the source and, by policy, a sequential decode of all its pictures. */
@Named
@Dependent
public class VerifyBatchlet extends AbstractBatchlet {

    @Inject
    @BatchProperty
    private String jobUuid;

    @Inject
    private JobContext jobContext;

    @Inject
    private TaskRun task;

    @Inject
    private Ingest ingest;

    @Override
    public String process() throws Exception {
        IngestWork work = (IngestWork) jobContext.getTransientUserData();
        return task.run(jobContext, jobUuid, held -> {
            ingest.verify(work, held);
            return "VERIFIED";
        });
    }
}
