package org.reelmill.pipeline.batch;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.reelmill.pipeline.Ingest;
import org.reelmill.pipeline.IngestWork;
import org.reelmill.pipeline.Rounds;
import org.reelmill.pipeline.WorkInHand;
import org.reelmill.shared.Patience;

/** Plans the segments and opens them to all nodes. */
@Named
@Dependent
public class PublishSegmentsBatchlet extends TaskBatchlet<IngestWork> {

    @Inject
    private Ingest ingest;

    @Inject
    private Rounds rounds;

    @Inject
    private Patience patience;

    @Override
    String step(IngestWork work, WorkInHand.Held held) throws Exception {
        patience.tell("A planned film", () -> ingest.publish(work));
        held.close();
        rounds.run();
        return "PUBLISHED";
    }
}
