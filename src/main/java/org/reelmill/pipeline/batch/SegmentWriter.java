package org.reelmill.pipeline.batch;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.HashMap;
import java.util.List;
import org.reelmill.pipeline.SegmentMade;
import org.reelmill.pipeline.SegmentWork;
import org.reelmill.pipeline.Transcode;

/** Makes encoded segments count. */
@Named
@Dependent
public class SegmentWriter extends AbstractItemWriter {

    @Inject
    private SegmentWork work;

    @Inject
    private JobContext jobContext;

    @Inject
    private StepContext stepContext;

    @Inject
    private BatchJobStarter starter;

    @Inject
    private Event<SegmentMade> made;

    private long segments;
    private long frames;
    private long millis;

    @Override
    public void writeItems(List<Object> items) {
        for (Object item : items) {
            EncodedItem encoded = (EncodedItem) item;
            try {
                if (work.record(encoded.result())) {
                    count(encoded.result());
                    made.fire(SegmentMade.of(jobContext.getExecutionId(), encoded.result()));
                }
            } finally {
                encoded.held().close();
            }
        }
    }

    /** What the operator sees of this partition beside the runtime's own counts. */
    private void count(Transcode.Result result) {
        segments++;
        frames += result.encoded().framesRead();
        millis += result.time().toMillis();
        HashMap<String, Long> soFar = new HashMap<>();
        soFar.put("segments", segments);
        soFar.put("frames", frames);
        soFar.put("encoding ms", millis);
        stepContext.setPersistentUserData(soFar);
        stepContext.setExitStatus(segments + " segments");
        starter.segmentMade();
    }
}
