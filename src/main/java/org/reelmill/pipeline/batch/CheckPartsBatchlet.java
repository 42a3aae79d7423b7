package org.reelmill.pipeline.batch;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import org.reelmill.pipeline.Export;
import org.reelmill.pipeline.ExportWork;
import org.reelmill.pipeline.Space;
import org.reelmill.pipeline.WorkInHand;

/** Looks whether all parts are there and right; if not, the job goes back and the execution ends. */
@Named
@Dependent
public class CheckPartsBatchlet extends TaskBatchlet<ExportWork> {

    @Inject
    private Export export;

    @Inject
    private Space space;

    @Override
    String step(ExportWork work, WorkInHand.Held held) throws Exception {
        Optional<ExportWork> whole = export.check(held.claim(), held);
        if (whole.isPresent()) {
            space.reserve(held.claim(), whole.get().bytes());
            handOn(whole.get());
        }
        return whole.isPresent() ? "WHOLE" : "HEALING";
    }
}
