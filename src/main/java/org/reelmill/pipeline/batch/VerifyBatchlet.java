package org.reelmill.pipeline.batch;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.nio.file.Path;
import org.reelmill.pipeline.Space;
import org.reelmill.pipeline.Verification;
import org.reelmill.pipeline.WorkInHand;
import org.reelmill.shared.Patience;

/** Decodes a film from start to end, beside its segments. */
@Named
@Dependent
public class VerifyBatchlet extends TaskBatchlet<Verification.Task> {

    @Inject
    private Verification verification;

    @Inject
    private Space space;

    @Inject
    private Patience patience;

    @Override
    String step(Verification.Task none, WorkInHand.Held held) throws Exception {
        Verification.Task task = verification.read(held.claim());
        space.reserve(held.claim(), task.bytes());
        Path list = verification.decode(task, held);
        patience.tell("A decoded film", () -> verification.record(task, list));
        held.close();
        return "VERIFIED";
    }
}
