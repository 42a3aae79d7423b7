package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.node.Node;
import org.reelmill.node.NodeRegistry;
import org.reelmill.pipeline.WaitingReason.Code;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.PolicyValues;
import org.reelmill.settings.Stage;
import org.reelmill.shared.NotFoundException;

/** Finds out why a job waits: by the same rules that {@link Foreman} and {@link Claims} decide by. */
@ApplicationScoped
@Transactional
public class Waiting {

    private final JobRepository jobs;
    private final NodeRegistry nodes;
    private final Policies policies;

    @Inject
    Waiting(JobRepository jobs, NodeRegistry nodes, Policies policies) {
        this.jobs = jobs;
        this.nodes = nodes;
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
        JobRepository.TaskCounts tasks = jobs.taskCounts(job.id(), kind.get());
        if (tasks.running() > 0 && !job.paused()) {
            return List.of();
        }
        List<WaitingReason> reasons = new ArrayList<>();
        if (job.paused()) {
            reasons.add(new WaitingReason(Code.PAUSED, "The job is paused"));
        }
        byPolicy(kind.get(), reasons);
        byNodes(job, kind.get(), reasons);
        byTasks(tasks, reasons);
        if (reasons.isEmpty()) {
            reasons.add(turn(jobs.countAhead(job)));
        }
        return reasons;
    }

    private void byPolicy(TaskKind kind, List<WaitingReason> reasons) {
        PolicyValues values = policies.current();
        if (!values.isOn(kind.stageSwitch())) {
            reasons.add(new WaitingReason(
                    Code.STAGE_OFF,
                    "The stage " + kind.stage().word() + " is switched off by the policy "
                            + kind.stageSwitch().key()));
        }
        if (values.isOn(Policy.TERMINATE_ALL)) {
            reasons.add(new WaitingReason(
                    Code.LEAVING, "All nodes are told to leave by the policy " + Policy.TERMINATE_ALL.key()));
        }
        if (!jobs.hasActiveOutput()) {
            reasons.add(new WaitingReason(Code.NO_OUTPUT, "No output is active"));
        }
    }

    private void byNodes(PipelineJob job, TaskKind kind, List<WaitingReason> reasons) {
        List<Node> able =
                nodes.all().stream().filter(node -> mayWork(node, kind.stage())).toList();
        if (able.isEmpty()) {
            reasons.add(new WaitingReason(
                    Code.NO_NODE,
                    "No authorised node with the role " + kind.stage().word() + " is connected"));
        } else if (kind == TaskKind.TRANSCODE
                && job.encoder().isPresent()
                && able.stream()
                        .noneMatch(node -> node.encoder().equals(job.encoder().get()))) {
            reasons.add(new WaitingReason(
                    Code.NO_ENCODER, "No node has the build of the encoder that the job was begun with"));
        }
    }

    private static boolean mayWork(Node node, Stage stage) {
        return node.authorised()
                && !node.terminating()
                && !node.encoder().isEmpty()
                && node.roles().contains(stage);
    }

    private static void byTasks(JobRepository.TaskCounts tasks, List<WaitingReason> reasons) {
        if (tasks.heldBack() > 0 && tasks.heldBack() == tasks.open()) {
            reasons.add(new WaitingReason(
                    Code.HELD_BACK, "A task failed and is held back for a moment before it is tried again"));
        }
    }

    private static WaitingReason turn(long ahead) {
        return new WaitingReason(
                Code.TURN,
                switch ((int) Math.min(ahead, 2)) {
                    case 0 -> "It is next";
                    case 1 -> "It waits for its turn: 1 job is ahead";
                    default -> "It waits for its turn: " + ahead + " jobs are ahead";
                });
    }
}
