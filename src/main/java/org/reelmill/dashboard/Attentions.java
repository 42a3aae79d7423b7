package org.reelmill.dashboard;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.reelmill.dashboard.DashboardReport.Attention;
import org.reelmill.dashboard.DashboardReport.Disk;
import org.reelmill.node.Node;
import org.reelmill.pipeline.JobStatus;
import org.reelmill.pipeline.MillFigures;
import org.reelmill.pipeline.PipelineJob;
import org.reelmill.pipeline.TaskKind;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.PolicyValues;

/** Finds what a person should see to now. Each finding leads to the page where that is done. */
@ApplicationScoped
public class Attentions {

    private static final int NAMES = 3;

    private final MillFigures figures;
    private final Policies policies;

    @Inject
    Attentions(MillFigures figures, Policies policies) {
        this.figures = figures;
        this.policies = policies;
    }

    /** For CDI's proxy. */
    protected Attentions() {
        this(null, null);
    }

    /** The most urgent first. @param all nodes @param silent those of them that may be dead */
    List<Attention> all(Map<JobStatus, Long> jobs, List<Node> all, Set<UUID> silent, List<Disk> disks) {
        PolicyValues values = policies.current();
        List<Attention> found = new ArrayList<>();
        if (all.stream().noneMatch(node -> node.authorised() && !silent.contains(node.uuid()))) {
            found.add(new Attention("NO_NODE", all.size(), List.of(), "/nodes"));
        }
        List<String> low = disks.stream().filter(Disk::low).map(Disk::folder).toList();
        if (!low.isEmpty()) {
            found.add(new Attention("LOW_SPACE", low.size(), low, "/settings"));
        }
        long failed = jobs.getOrDefault(JobStatus.ERROR, 0L);
        if (failed > 0) {
            List<String> names =
                    figures.failed(NAMES).stream().map(PipelineJob::sourceName).toList();
            found.add(new Attention("FAILED_JOBS", failed, names, "/jobs?status=ERROR"));
        }
        if (!silent.isEmpty()) {
            List<String> names = all.stream()
                    .filter(node -> silent.contains(node.uuid()))
                    .map(Node::name)
                    .toList();
            found.add(new Attention("SILENT_NODE", names.size(), names, "/nodes"));
        }
        if (!figures.hasActiveOutput()) {
            found.add(new Attention("NO_OUTPUT", 0, List.of(), "/outputs"));
        }
        List<String> off = Arrays.stream(TaskKind.values())
                .filter(kind -> !values.isOn(kind.stageSwitch()))
                .map(kind -> kind.stage().word())
                .distinct()
                .toList();
        if (!off.isEmpty()) {
            found.add(new Attention("STAGE_OFF", off.size(), off, "/policies"));
        }
        if (values.isOn(Policy.ALLOW_REGISTER)) {
            found.add(new Attention("REGISTRATION_OPEN", 0, List.of(), "/policies"));
        }
        return found;
    }
}
