package org.reelmill.pipeline.batch;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.reelmill.pipeline.Ingest;
import org.reelmill.pipeline.IngestWork;
import org.reelmill.pipeline.WorkInHand;

/** Checksum of the source and, by policy, a sequential decode of all its pictures. */
@Named
@Dependent
public class VerifyBatchlet extends TaskBatchlet<IngestWork> {

    @Inject
    private Ingest ingest;

    @Override
    String step(IngestWork work, WorkInHand.Held held) throws Exception {
        ingest.verify(work, held);
        return "VERIFIED";
    }
}
