package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.reelmill.node.NodePurged;
import org.reelmill.node.NodeRegistry;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.tinylog.Logger;

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
    private final DeadAttempts deadAttempts;
    private final Policies policies;
    private final Event<NodePurged> purged;

    /** As this node last applied it to the jobs. */
    private volatile int ageing;

    @Inject
    Maintenance(
            NodeRegistry nodes,
            Claims claims,
            JobRepository jobs,
            TaskFailures failures,
            DeadAttempts deadAttempts,
            Policies policies,
            Event<NodePurged> purged) {
        this.nodes = nodes;
        this.claims = claims;
        this.jobs = jobs;
        this.failures = failures;
        this.deadAttempts = deadAttempts;
        this.policies = policies;
        this.purged = purged;
    }

    /** For CDI's proxy. */
    protected Maintenance() {
        this(null, null, null, null, null, null, null);
    }

    /** Each step is a transaction of its own: locks of one must not meet those of another node's next. */
    public void run() {
        int crashed = 0;
        for (TaskKind kind : TaskKind.values()) {
            crashed += claims.expire(kind);
        }
        jobs.rollBackAbandoned();
        jobs.addMissingIngests();
        jobs.advanceTranscoded();
        jobs.doomed().forEach(failures::giveUp);
        applyAgeing();
        if (crashed > 0) {
            jobs.withStatus(JobStatus.TRANSCODING).forEach(deadAttempts::sweep);
        }
        purge();
    }

    /** By whichever way the policy was changed. */
    private void applyAgeing() {
        int seconds = policies.current().number(Policy.AGEING);
        if (seconds != ageing) {
            jobs.setAgeing(seconds);
            ageing = seconds;
        }
    }

    /** By EJB timer on every node (S4.21): whoever deletes the row tells of it. */
    private void purge() {
        for (NodePurged gone : nodes.purge(policies.current().number(Policy.NODE_TIMEOUT))) {
            Logger.warn("Node {} ({}) was removed: it had fallen silent", gone.name(), gone.node());
            purged.fire(gone);
        }
    }
}
