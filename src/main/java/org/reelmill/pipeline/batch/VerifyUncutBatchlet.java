package org.reelmill.pipeline.batch;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.reelmill.pipeline.Ingest;
import org.reelmill.pipeline.IngestWork;
import org.reelmill.pipeline.WorkInHand;

/** Settles how the film's pictures will be verified, and decodes it now if it cannot be cut. */
@Named
@Dependent
public class VerifyUncutBatchlet extends TaskBatchlet<IngestWork> {

    @Inject
    private Ingest ingest;

    @Override
    String step(IngestWork work, WorkInHand.Held held) throws Exception {
        ingest.verify(work, held);
        return "VERIFIED";
    }
}
