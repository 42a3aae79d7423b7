package org.reelmill.pipeline.batch;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.reelmill.pipeline.Space;
import org.reelmill.pipeline.Verification;
import org.reelmill.pipeline.WorkInHand;

/** Decodes a film from start to end, beside its segments. */
@Named
@Dependent
public class VerifyBatchlet extends TaskBatchlet<Verification.Task> {

    @Inject
    private Verification verification;

    @Inject
    private Space space;

    @Override
    String step(Verification.Task none, WorkInHand.Held held) throws Exception {
        Verification.Task task = verification.read(held.claim());
        space.reserve(held.claim(), task.bytes());
        verification.record(task, verification.decode(task, held));
        held.close();
        return "VERIFIED";
    }
}
