package org.reelmill.dashboard;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reelmill.dashboard.DashboardReport.Minute;
import org.reelmill.dashboard.DashboardReport.Nodes;
import org.reelmill.dashboard.DashboardReport.Queue;
import org.reelmill.dashboard.DashboardReport.State;
import org.reelmill.node.Node;
import org.reelmill.node.NodeRegistry;
import org.reelmill.node.NodeReport;
import org.reelmill.pipeline.JobStatus;
import org.reelmill.pipeline.MillFigures;

/** Puts the figures of the mill together. Made at most every two seconds, however many ask. */
@ApplicationScoped
public class Dashboard {

    private static final Duration FRESH = Duration.ofSeconds(2);

    private static final int MINUTES = 60;

    private final MillFigures figures;
    private final NodeRegistry nodes;
    private final Disks disks;
    private final Attentions attentions;
    private final Clock clock;

    private DashboardReport latest;

    @Inject
    Dashboard(MillFigures figures, NodeRegistry nodes, Disks disks, Attentions attentions, Clock clock) {
        this.figures = figures;
        this.nodes = nodes;
        this.disks = disks;
        this.attentions = attentions;
        this.clock = clock;
    }

    /** For CDI's proxy. */
    protected Dashboard() {
        this(null, null, null, null, null);
    }

    /** The mill as it was at most two seconds ago. */
    public synchronized DashboardReport report() {
        if (latest == null || latest.time().plus(FRESH).isBefore(clock.instant())) {
            latest = make();
        }
        return latest;
    }

    private DashboardReport make() {
        Map<JobStatus, Long> jobs = figures.jobs();
        List<NodeReport> reports = nodes.reports();
        List<Node> all = reports.stream().map(NodeReport::node).toList();
        Set<UUID> silent = reports.stream()
                .filter(NodeReport::silent)
                .map(report -> report.node().uuid())
                .collect(Collectors.toSet());
        MillFigures.Queue segments = figures.queue();
        Nodes farm = farm(all, silent, segments.runningSegments());
        long open = jobs.entrySet().stream()
                .filter(entry -> !entry.getKey().ended())
                .mapToLong(Map.Entry::getValue)
                .sum();
        Queue queue = new Queue(
                open,
                segments.openSegments(),
                segments.runningSegments(),
                segments.oldestAdded().map(Dashboard::utc).orElse(null));
        List<DashboardReport.Disk> space = disks.all();
        return new DashboardReport(
                clock.instant(),
                state(farm, queue),
                byName(jobs),
                figures.paused(),
                queue,
                farm,
                figures.minutes(MINUTES).stream().map(Dashboard::minute).toList(),
                space,
                attentions.all(jobs, all, silent, space));
    }

    /** Never at work without nodes (D4.45). */
    private static State state(Nodes farm, Queue queue) {
        if (farm.authorised() == 0) {
            return State.NO_NODES;
        }
        if (farm.working() > 0 || queue.running() > 0) {
            return State.WORKING;
        }
        return queue.jobs() == 0 ? State.IDLE : State.WAITING;
    }

    private static Nodes farm(List<Node> all, Set<UUID> silent, long running) {
        List<Node> authorised = all.stream()
                .filter(node -> node.authorised() && !silent.contains(node.uuid()))
                .toList();
        long slots = authorised.stream().mapToLong(Node::slots).sum();
        return new Nodes(
                all.size(),
                authorised.size(),
                authorised.stream().filter(Node::active).count(),
                slots,
                slots == 0 ? 0 : Math.min(100, 100 * running / slots));
    }

    private static Map<String, Long> byName(Map<JobStatus, Long> jobs) {
        Map<String, Long> all = new TreeMap<>();
        for (JobStatus status : JobStatus.values()) {
            all.put(status.name(), jobs.getOrDefault(status, 0L));
        }
        return all;
    }

    private static Minute minute(MillFigures.Minute minute) {
        return new Minute(
                utc(minute.minute()),
                Math.round(minute.frames() / 6.0) / 10.0,
                Math.round(minute.filmMillis() / 600.0) / 100.0,
                minute.segments(),
                minute.failures());
    }

    private static Instant utc(LocalDateTime time) {
        return time.toInstant(ZoneOffset.UTC);
    }
}
