package org.reelmill.pipeline.batch;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.reelmill.pipeline.Ingest;
import org.reelmill.pipeline.IngestWork;
import org.reelmill.pipeline.WorkInHand;

/** Makes the source ready to be cut. */
@Named
@Dependent
public class PrepareBatchlet extends TaskBatchlet<IngestWork> {

    @Inject
    private Ingest ingest;

    @Override
    String step(IngestWork work, WorkInHand.Held held) throws Exception {
        ingest.prepare(work, held);
        return "PREPARED";
    }
}
