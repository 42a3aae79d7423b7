package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.reelmill.pipeline.WaitingReason.Code;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.PolicyValues;
import org.reelmill.shared.NotFoundException;

/** Finds out why a job waits: by the same rules that {@link NodeDuty} and {@link Claims} decide by. */
@ApplicationScoped
@Transactional
public class Waiting {

    private final JobRepository jobs;
    private final Placement placement;
    private final Policies policies;

    @Inject
    Waiting(JobRepository jobs, Placement placement, Policies policies) {
        this.jobs = jobs;
        this.placement = placement;
        this.policies = policies;
    }

    /** For CDI's proxy. */
    protected Waiting() {
        this(null, null, null);
    }

    /** Every reason, the strongest first; empty when it is being worked on or has ended. @throws NotFoundException no such job */
    public List<WaitingReason> reasons(UUID uuid) {
        PipelineJob job = jobs.find(uuid).orElseThrow(() -> new NotFoundException("There is no job " + uuid));
        Optional<TaskKind> kind = TaskKind.waitingIn(job.status()).stream()
                .filter(candidate -> jobs.taskCounts(job.id(), candidate).undone() > 0)
                .findFirst()
                .or(() -> TaskKind.waitingIn(job.status()).stream().findFirst());
        if (kind.isEmpty()) {
            return List.of();
        }
        PolicyValues values = policies.current();
        JobRepository.TaskCounts tasks = jobs.taskCounts(job.id(), kind.get());
        if (tasks.running() > 0 && !job.paused()) {
            return onSilentNodes(job, kind.get(), values);
        }
        List<WaitingReason> reasons = new ArrayList<>();
        if (job.paused()) {
            reasons.add(new WaitingReason(Code.PAUSED, "The job is paused", "Resume it"));
        }
        byPolicy(kind.get(), values, reasons);
        reasons.addAll(placement.reasons(job, kind.get()));
        byTasks(tasks, reasons);
        if (reasons.isEmpty()) {
            reasons.add(turn(jobs.countAhead(job)));
        }
        return reasons;
    }

    /** Work that no node has prolonged when it should have. */
    private List<WaitingReason> onSilentNodes(PipelineJob job, TaskKind kind, PolicyValues values) {
        OptionalLong release = jobs.secondsToRelease(job.id(), kind, values.number(Policy.LEASE_SECONDS));
        return release.isEmpty()
                ? List.of()
                : List.of(new WaitingReason(
                        Code.NODE_SILENT,
                        "The node that works on it gives no sign of life; its work is taken back in %d s"
                                .formatted(Math.max(0, release.getAsLong())),
                        "Nothing needs to be done: other nodes take the work over then"));
    }

    private void byPolicy(TaskKind kind, PolicyValues values, List<WaitingReason> reasons) {
        if (!values.isOn(kind.stageSwitch())) {
            reasons.add(new WaitingReason(
                    Code.STAGE_OFF,
                    "The stage is switched off by the policy "
                            + kind.stageSwitch().key(),
                    "Set the policy " + kind.stageSwitch().key() + " to 1"));
        }
        if (values.isOn(Policy.TERMINATE_ALL)) {
            reasons.add(new WaitingReason(
                    Code.LEAVING,
                    "All nodes are told to leave by the policy " + Policy.TERMINATE_ALL.key(),
                    "Set the policy " + Policy.TERMINATE_ALL.key()
                            + " to 0, and start the servers again that have left"));
        }
        if (!jobs.hasActiveOutput()) {
            reasons.add(new WaitingReason(Code.NO_OUTPUT, "No output is active", "Make an output active"));
        }
    }

    private static void byTasks(JobRepository.TaskCounts tasks, List<WaitingReason> reasons) {
        if (tasks.heldBack() > 0 && tasks.heldBack() == tasks.open()) {
            reasons.add(new WaitingReason(
                    Code.HELD_BACK,
                    "A task failed and is held back for %d s more before it is tried again"
                            .formatted(Math.max(1, tasks.secondsHeldBack())),
                    "Nothing needs to be done: it is tried again by itself"));
        }
    }

    private static WaitingReason turn(long ahead) {
        return new WaitingReason(
                Code.TURN,
                switch ((int) Math.min(ahead, 2)) {
                    case 0 -> "It is next";
                    case 1 -> "It waits for its turn: 1 job is ahead";
                    default -> "It waits for its turn: " + ahead + " jobs are ahead";
                },
                ahead == 0 ? "Nothing needs to be done: the next free node takes it" : "Give it a higher priority");
    }
}
