package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.function.Consumer;
import org.reelmill.node.NodeLife;
import org.reelmill.node.ThisNode;
import org.reelmill.shared.LogContext;
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

    @Transactional
    public void info(long jobId, String message) {
        write(jobId, "INFO", message, Logger::info);
    }

    @Transactional
    public void warn(long jobId, String message) {
        write(jobId, "WARN", message, Logger::warn);
    }

    @Transactional
    public void error(long jobId, String message) {
        write(jobId, "ERROR", message, Logger::error);
    }

    private void write(long jobId, String level, String message, Consumer<String> log) {
        jobs.findUuid(jobId).ifPresent(uuid -> {
            try (LogContext named = LogContext.ofJob(uuid)) {
                log.accept(message);
            }
        });
        jobs.log(jobId, nodeLife.self().map(ThisNode::name).orElse("console"), level, message);
    }
}
