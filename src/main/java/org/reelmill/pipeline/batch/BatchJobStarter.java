package org.reelmill.pipeline.batch;

import jakarta.batch.operations.JobOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.reelmill.node.NodeLife;
import org.reelmill.node.ThisNode;
import org.reelmill.pipeline.Claim;
import org.reelmill.pipeline.JobStarter;
import org.reelmill.pipeline.TaskKind;

/** Starts the batch jobs of the pipeline. Their parameters name film job and node, for the operator. */
@ApplicationScoped
public class BatchJobStarter implements JobStarter {

    private final JobOperator operator;
    private final NodeLife nodeLife;
    private final AtomicBoolean transcoding = new AtomicBoolean();
    private final AtomicInteger made = new AtomicInteger();

    @Inject
    BatchJobStarter(JobOperator operator, NodeLife nodeLife) {
        this.operator = operator;
        this.nodeLife = nodeLife;
    }

    /** For CDI's proxy. */
    protected BatchJobStarter() {
        this(null, null);
    }

    @Override
    public void start(Claim claim) {
        Properties parameters = parameters();
        parameters.setProperty("jobUuid", claim.jobUuid().toString());
        parameters.setProperty("fence", String.valueOf(claim.fence()));
        operator.start(JobNames.of(claim.kind()), parameters);
    }

    /** One execution at a time: while it runs, its partitions find all segments there are. */
    @Override
    public void startTranscode(int slots) {
        if (transcoding.compareAndSet(false, true)) {
            Properties parameters = parameters();
            parameters.setProperty("slots", String.valueOf(slots));
            made.set(0);
            try {
                operator.start(JobNames.of(TaskKind.TRANSCODE), parameters);
            } catch (RuntimeException e) {
                transcoding.set(false);
                throw e;
            }
        }
    }

    /** A segment of the execution that {@link #startTranscode} started counts. */
    void segmentMade() {
        made.incrementAndGet();
    }

    /** The execution that {@link #startTranscode} started has ended. @return how many segments it made */
    int transcodeEnded() {
        int count = made.get();
        transcoding.set(false);
        return count;
    }

    private Properties parameters() {
        Properties parameters = new Properties();
        parameters.setProperty("node", nodeLife.self().map(ThisNode::name).orElse(""));
        return parameters;
    }
}
