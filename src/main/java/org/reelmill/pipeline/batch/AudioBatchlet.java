package org.reelmill.pipeline.batch;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.reelmill.pipeline.Export;
import org.reelmill.pipeline.ExportWork;
import org.reelmill.pipeline.WorkInHand;

/** Sees to it that every audio track of the source is encoded, once for each bit rate. */
@Named
@Dependent
public class AudioBatchlet extends TaskBatchlet<ExportWork> {

    @Inject
    private Export export;

    @Override
    String step(ExportWork work, WorkInHand.Held held) throws Exception {
        export.audio(work, held);
        return "ENCODED";
    }
}
