package org.reelmill.pipeline.batch;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import org.reelmill.pipeline.Export;
import org.reelmill.pipeline.ExportWork;
import org.reelmill.pipeline.WorkInHand;

/** Looks whether all parts are there and right; if not, the job goes back and the execution ends. */
@Named
@Dependent
public class CheckPartsBatchlet extends TaskBatchlet<ExportWork> {

    @Inject
    private Export export;

    @Override
    String step(ExportWork work, WorkInHand.Held held) throws Exception {
        Optional<ExportWork> whole = export.check(held.claim(), held);
        whole.ifPresent(this::handOn);
        return whole.isPresent() ? "WHOLE" : "HEALING";
    }
}
