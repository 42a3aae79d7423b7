package org.reelmill.pipeline.batch;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.reelmill.pipeline.Export;
import org.reelmill.pipeline.ExportWork;
import org.reelmill.pipeline.WorkInHand;

/** Certifies, delivers, and completes the job. */
@Named
@Dependent
public class PublishFilmsBatchlet extends TaskBatchlet<ExportWork> {

    @Inject
    private Export export;

    @Override
    String step(ExportWork work, WorkInHand.Held held) throws Exception {
        export.publish(work);
        held.close();
        return "PUBLISHED";
    }
}
