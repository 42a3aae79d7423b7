package org.reelmill.pipeline.batch;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.reelmill.pipeline.Export;
import org.reelmill.pipeline.ExportWork;
import org.reelmill.pipeline.JobRendition;

/** Joins a rendition and checks it. */
@Named
@Dependent
public class RenditionProcessor implements ItemProcessor {

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
    public Export.Joined processItem(Object item) throws Exception {
        ExportWork work = (ExportWork) jobContext.getTransientUserData();
        return task.run(jobContext, jobUuid, held -> export.join(work, (JobRendition) item, held));
    }
}
