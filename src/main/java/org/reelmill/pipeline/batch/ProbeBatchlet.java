package org.reelmill.pipeline.batch;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.reelmill.pipeline.Ingest;
import org.reelmill.pipeline.IngestWork;

/** Finds out what the source is. The first step: what it finds is handed on with the execution. */
@Named
@Dependent
public class ProbeBatchlet extends AbstractBatchlet {

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
        IngestWork work = task.run(jobContext, jobUuid, held -> ingest.probe(held.claim(), held));
        jobContext.setTransientUserData(work);
        return "PROBED";
    }
}
