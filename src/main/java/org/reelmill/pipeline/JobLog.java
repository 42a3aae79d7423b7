package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import org.reelmill.node.NodeLife;
import org.reelmill.node.ThisNode;
import org.tinylog.Logger;

/** Says what happened to a job: on its page and in the server's log.. */
@ApplicationScoped
public class JobLog {

    private final JobRepository jobs;
    private final NodeLife nodeLife;

    @Inject
    JobLog(JobRepository jobs, NodeLife nodeLife) {
        this.jobs = jobs;
        this.nodeLife = nodeLife;
    }

    /** For CDI's proxy. */
    protected JobLog() {
        this(null, null);
    }

    @Transactional(TxType.REQUIRED)
    public void info(long jobId, String message) {
        Logger.info("Job {}: {}", jobId, message);
        write(jobId, "INFO", message);
    }

    @Transactional(TxType.REQUIRED)
    public void warn(long jobId, String message) {
        Logger.warn("Job {}: {}", jobId, message);
        write(jobId, "WARN", message);
    }

    @Transactional(TxType.REQUIRED)
    public void error(long jobId, String message) {
        Logger.error("Job {}: {}", jobId, message);
        write(jobId, "ERROR", message);
    }

    private void write(long jobId, String level, String message) {
        jobs.log(jobId, nodeLife.self().map(ThisNode::name).orElse("console"), level, message);
    }
}
