package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
    private final TaskFailures failures;
    private final Policies policies;

    /** As this node last applied it to the jobs. */
    private volatile int ageing;

    @Inject
    Maintenance(NodeRegistry nodes, Claims claims, JobRepository jobs, TaskFailures failures, Policies policies) {
        this.nodes = nodes;
        this.claims = claims;
        this.jobs = jobs;
        this.failures = failures;
        this.policies = policies;
    }

    /** For CDI's proxy. */
    protected Maintenance() {
        this(null, null, null, null, null);
    }

    /** Each step is a transaction of its own: locks of one must not meet those of another node's next. */
    public void run() {
        nodes.purge(policies.current().number(Policy.NODE_TIMEOUT));
        for (TaskKind kind : TaskKind.values()) {
            claims.expire(kind);
        }
        jobs.rollBackAbandoned();
        jobs.addMissingIngests();
        jobs.advanceTranscoded();
        jobs.doomed().forEach(failures::giveUp);
        applyAgeing();
    }

    /** By whichever way the policy was changed. */
    private void applyAgeing() {
        int seconds = policies.current().number(Policy.AGEING);
        if (seconds != ageing) {
            jobs.setAgeing(seconds);
            ageing = seconds;
        }
    }
}
