package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
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
    private final Event<JobLogged> logged;

    @Inject
    JobLog(JobRepository jobs, NodeLife nodeLife, Event<JobLogged> logged) {
        this.jobs = jobs;
        this.nodeLife = nodeLife;
        this.logged = logged;
    }

    /** For CDI's proxy. */
    protected JobLog() {
        this(null, null, null);
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
        String node = nodeLife.self().map(ThisNode::name).orElse("console");
        jobs.log(jobId, node, level, message);
        jobs.findUuid(jobId).ifPresent(uuid -> {
            try (LogContext named = LogContext.ofJob(uuid)) {
                log.accept(message);
            }
            logged.fire(new JobLogged(uuid, level, node, message));
        });
    }
}
