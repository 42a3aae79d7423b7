package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.reelmill.pipeline.WaitingReason.Code;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.PolicyValues;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Sentence;

/** Finds out why a job waits: by the same rules that {@link NodeDuty} and {@link Claims} decide by. */
@ApplicationScoped
@Transactional
public class Waiting {

    private final JobRepository jobs;
    private final Claims claims;
    private final Placement placement;
    private final Policies policies;

    @Inject
    Waiting(JobRepository jobs, Claims claims, Placement placement, Policies policies) {
        this.jobs = jobs;
        this.claims = claims;
        this.placement = placement;
        this.policies = policies;
    }

    /** For CDI's proxy. */
    protected Waiting() {
        this(null, null, null, null);
    }

    /** Every reason, the strongest first; empty when it is being worked on or has ended. @throws NotFoundException no such job */
    public List<WaitingReason> reasons(UUID uuid) {
        PipelineJob job = jobs.find(uuid)
                .orElseThrow(() -> new NotFoundException(Sentence.of("pipeline.refusal.noJobNumber", uuid)));
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
            reasons.add(new WaitingReason(
                    Code.PAUSED, Sentence.of("pipeline.waiting.paused"), Sentence.of("pipeline.remedy.resume")));
        }
        byPolicy(kind.get(), values, reasons);
        reasons.addAll(placement.reasons(job, kind.get()));
        byTasks(tasks, reasons);
        if (reasons.isEmpty()) {
            reasons.add(turn(job, kind.get()));
        }
        return reasons;
    }

    private WaitingReason turn(PipelineJob job, TaskKind kind) {
        OptionalInt enough = kind == TaskKind.INGEST ? claims.waitsForReadyFilms(job) : OptionalInt.empty();
        return enough.isEmpty()
                ? turn(jobs.countAhead(job))
                : new WaitingReason(
                        Code.ENOUGH_READY,
                        Sentence.of("pipeline.waiting.enoughReady", enough.getAsInt()),
                        Sentence.of("pipeline.remedy.priority"));
    }

    /** Work that no node has prolonged when it should have. */
    private List<WaitingReason> onSilentNodes(PipelineJob job, TaskKind kind, PolicyValues values) {
        OptionalLong release = jobs.secondsToRelease(job.id(), kind, values.number(Policy.LEASE_SECONDS));
        return release.isEmpty()
                ? List.of()
                : List.of(new WaitingReason(
                        Code.NODE_SILENT,
                        Sentence.of("pipeline.waiting.silentWorker", Math.max(0, release.getAsLong())),
                        Sentence.of("pipeline.remedy.othersTake")));
    }

    private void byPolicy(TaskKind kind, PolicyValues values, List<WaitingReason> reasons) {
        if (!values.isOn(kind.stageSwitch())) {
            reasons.add(new WaitingReason(
                    Code.STAGE_OFF,
                    Sentence.of("pipeline.waiting.stageOff", kind.stageSwitch().key()),
                    Sentence.of("pipeline.remedy.setPolicy", kind.stageSwitch().key(), 1)));
        }
        if (values.isOn(Policy.TERMINATE_ALL)) {
            reasons.add(new WaitingReason(
                    Code.LEAVING,
                    Sentence.of("pipeline.waiting.allLeave", Policy.TERMINATE_ALL.key()),
                    Sentence.of("pipeline.remedy.allLeave", Policy.TERMINATE_ALL.key())));
        }
        if (!jobs.hasActiveOutput()) {
            reasons.add(new WaitingReason(
                    Code.NO_OUTPUT, Sentence.of("pipeline.waiting.noOutput"), Sentence.of("pipeline.remedy.noOutput")));
        }
    }

    private static void byTasks(JobRepository.TaskCounts tasks, List<WaitingReason> reasons) {
        if (tasks.heldBack() > 0 && tasks.heldBack() == tasks.open()) {
            reasons.add(new WaitingReason(
                    Code.HELD_BACK,
                    Sentence.of("pipeline.waiting.heldBack", Math.max(1, tasks.secondsHeldBack())),
                    Sentence.of("pipeline.remedy.again")));
        }
    }

    private static WaitingReason turn(long ahead) {
        return new WaitingReason(
                Code.TURN,
                switch ((int) Math.min(ahead, 2)) {
                    case 0 -> Sentence.of("pipeline.waiting.next");
                    case 1 -> Sentence.of("pipeline.waiting.oneAhead");
                    default -> Sentence.of("pipeline.waiting.manyAhead", ahead);
                },
                ahead == 0 ? Sentence.of("pipeline.remedy.next") : Sentence.of("pipeline.remedy.priority"));
    }
}
