package org.reelmill.pipeline.batch;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.reelmill.pipeline.Ingest;
import org.reelmill.pipeline.IngestWork;
import org.reelmill.pipeline.Space;
import org.reelmill.pipeline.WorkInHand;

/** Finds out what the source is. The first step: what it finds is handed on with the execution. */
@Named
@Dependent
public class ProbeBatchlet extends TaskBatchlet<IngestWork> {

    @Inject
    private Ingest ingest;

    @Inject
    private Space space;

    @Override
    String step(IngestWork none, WorkInHand.Held held) throws Exception {
        IngestWork work = ingest.probe(held.claim(), held);
        space.reserve(held.claim(), work.bytes());
        handOn(work);
        return "PROBED";
    }
}
