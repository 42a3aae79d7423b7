package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.reelmill.node.NodeRegistry;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;

/**
 * What keeps the mill going whatever happens to single nodes (S4.21). Every node does it, at any time; each step is one
 * conditional statement, so nobody needs to lead.
 */
@ApplicationScoped
public class Maintenance {

    private final NodeRegistry nodes;
    private final Claims claims;
    private final JobRepository jobs;
    private final JobLog log;
    private final Policies policies;

    @Inject
    Maintenance(NodeRegistry nodes, Claims claims, JobRepository jobs, JobLog log, Policies policies) {
        this.nodes = nodes;
        this.claims = claims;
        this.jobs = jobs;
        this.log = log;
        this.policies = policies;
    }

    /** For CDI's proxy. */
    protected Maintenance() {
        this(null, null, null, null, null);
    }

    @Transactional
    public void run() {
        nodes.purge(policies.current().number(Policy.NODE_TIMEOUT));
        for (TaskKind kind : TaskKind.values()) {
            claims.expire(kind);
        }
        jobs.rollBackAbandoned();
        jobs.addMissingIngests();
        jobs.advanceTranscoded();
        jobs.doomed().forEach(this::fail);
    }

    private void fail(long job) {
        String reason = jobs.taskReason(job).orElse("A task of it failed too often");
        if (jobs.end(job, JobStatus.ERROR, reason)) {
            claims.revoke(job);
            log.error(job, "Failed: " + reason);
        }
    }
}
