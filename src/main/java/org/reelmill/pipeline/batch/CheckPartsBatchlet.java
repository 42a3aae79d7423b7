package org.reelmill.pipeline.batch;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import org.reelmill.pipeline.Export;
import org.reelmill.pipeline.ExportWork;

/** Looks whether all parts are there and right; if not, the job goes back and the execution ends. */
@Named
@Dependent
public class CheckPartsBatchlet extends AbstractBatchlet {

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
        Optional<ExportWork> work = task.run(jobContext, jobUuid, held -> export.check(held.claim(), held));
        jobContext.setTransientUserData(work.orElse(null));
        return work.isPresent() ? "WHOLE" : "HEALING";
    }
}
