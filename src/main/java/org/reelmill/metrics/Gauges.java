package org.reelmill.metrics;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.reelmill.dashboard.Dashboard;
import org.reelmill.dashboard.DashboardReport;
import org.reelmill.live.EventTail;
import org.reelmill.pipeline.JobStatus;
import org.reelmill.pipeline.MillFigures;
import org.reelmill.shared.ReadinessCheck;
import org.reelmill.shared.Ticker;
import org.reelmill.thumbnail.PreviewFigures;
import org.reelmill.watch.FolderReport;
import org.reelmill.watch.WatchLedger;
import org.tinylog.Logger;

/**
 * How things stand at the moment of a scrape. What comes from the database is the same on every node; while the database is away it is
 * not there, or NaN, rather than as it was.
 */
@ApplicationScoped
public class Gauges {

    private static final double NANOS = 1e9;
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Gauge ready = gauge("reelmill_ready", "1 when this node can do its work, as /api/health/ready tells");
    private final Gauge databaseUp = gauge("reelmill_database_up", "1 when the database answered this scrape");
    private final Gauge databaseSeconds = gauge(
            "reelmill_database_seconds",
            "Time until a connection of the pool had answered for this scrape; grows when the pool is used up");
    private final Gauge connections = gauge(
            "reelmill_database_connections",
            "Connections of this node to its database: busy ones are in a transaction",
            "state");
    private final Gauge previews = gauge("reelmill_previews_waiting", "Previews that somebody wants to see");
    private final Gauge previewWait = gauge(
            "reelmill_previews_wait_seconds", "Since the oldest wish for a preview that nobody has begun to make");
    private final Gauge jobs = gauge("reelmill_jobs", "Jobs by status, of the whole mill", "status");
    private final Gauge paused = gauge("reelmill_jobs_paused", "Jobs that have not ended and are paused");
    private final Gauge age = gauge(
            "reelmill_queue_age_seconds", "Since the oldest job of a status that is not the end was added", "status");
    private final Gauge segments = gauge("reelmill_segments", "Segments that wait or are being encoded", "state");
    private final Gauge nodes = gauge("reelmill_nodes", "Nodes of the mill", "state");
    private final Gauge slots = gauge("reelmill_slots", "Segments that the authorised nodes can encode at a time");
    private final Gauge attention =
            gauge("reelmill_attention", "What needs a person now, as the dashboard shows it", "code");
    private final Gauge diskBytes = gauge("reelmill_disk_bytes", "Size of the disk that holds a folder", "folder");
    private final Gauge diskFree =
            gauge("reelmill_disk_free_bytes", "Free room of the disk that holds a folder", "folder");
    private final Gauge watched = gauge("reelmill_watched_files", "Files of a watched folder", "folder", "state");
    private final Gauge lag = gauge(
            "reelmill_event_lag_seconds", "Age of the oldest event that the listeners of this node have not been told");
    private final Gauge listeners = gauge("reelmill_event_listeners", "Pages and programs that listen on this node");

    private final Dashboard dashboard;
    private final MillFigures figures;
    private final PreviewFigures wishes;
    private final DatabaseConnections pool;
    private final WatchLedger ledger;
    private final EventTail tail;
    private final Instance<ReadinessCheck> checks;
    private final Ticker ticker;

    private long refreshed;

    @Inject
    Gauges(
            Dashboard dashboard,
            MillFigures figures,
            PreviewFigures wishes,
            DatabaseConnections pool,
            WatchLedger ledger,
            EventTail tail,
            @Any Instance<ReadinessCheck> checks,
            Ticker ticker) {
        this.dashboard = dashboard;
        this.figures = figures;
        this.wishes = wishes;
        this.pool = pool;
        this.ledger = ledger;
        this.tail = tail;
        this.checks = checks;
        this.ticker = ticker;
    }

    /** For CDI's proxy. */
    protected Gauges() {
        this(null, null, null, null, null, null, null, null);
    }

    private List<Gauge> ofDatabase() {
        return List.of(
                databaseSeconds,
                jobs,
                paused,
                age,
                segments,
                nodes,
                slots,
                attention,
                diskBytes,
                diskFree,
                watched,
                previews,
                previewWait,
                lag);
    }

    void register(PrometheusRegistry registry) {
        ofDatabase().forEach(registry::register);
        registry.register(ready);
        registry.register(databaseUp);
        registry.register(listeners);
        registry.register(connections);
    }

    synchronized void refresh() {
        long now = ticker.nanos();
        if (refreshed != 0 && now - refreshed < FRESH.toNanos()) {
            return;
        }
        listeners.set(tail.listeners());
        int busy = pool.busy();
        connections.labelValues("busy").set(busy);
        connections.labelValues("idle").set(Math.max(0, pool.open() - busy));
        ofDatabase().forEach(Gauge::clear);
        try {
            long before = ticker.nanos();
            figures.now();
            databaseSeconds.set((ticker.nanos() - before) / NANOS);
            mill(dashboard.report());
            queue();
            ledger.reports().forEach(this::folder);
            previews.set(wishes.waiting());
            previewWait.set(wishes.longestWait());
            lag.set(tail.lagSeconds());
            databaseUp.set(1);
        } catch (RuntimeException e) {
            Logger.warn("The database does not answer a scrape: {}", e.toString());
            ofDatabase().forEach(Gauge::clear);
            List.of(databaseSeconds, paused, slots, previews, previewWait, lag).forEach(gauge -> gauge.set(Double.NaN));
            databaseUp.set(0);
        }
        ready.set(checks.stream().allMatch(check -> check.problem().isEmpty()) ? 1 : 0);
        refreshed = ticker.nanos();
    }

    private void mill(DashboardReport report) {
        report.jobs().forEach((status, count) -> jobs.labelValues(word(status)).set(count));
        paused.set(report.paused());
        segments.labelValues("open").set(report.queue().segments());
        segments.labelValues("running").set(report.queue().running());
        nodes.labelValues("connected").set(report.nodes().connected());
        nodes.labelValues("authorised").set(report.nodes().authorised());
        nodes.labelValues("working").set(report.nodes().working());
        slots.set(report.nodes().slots());
        report.attention()
                .forEach(item -> attention.labelValues(word(item.code())).set(Math.max(1, item.count())));
        report.disks().forEach(disk -> {
            diskBytes.labelValues(disk.folder()).set(disk.bytes());
            diskFree.labelValues(disk.folder()).set(disk.free());
        });
    }

    private void queue() {
        for (JobStatus status : JobStatus.values()) {
            if (!status.ended()) {
                age.labelValues(word(status.name())).set(0);
            }
        }
        figures.ages().forEach((status, seconds) -> age.labelValues(word(status.name()))
                .set(seconds));
    }

    private void folder(FolderReport report) {
        String folder = report.folder().folder().toString();
        watched.labelValues(folder, "settling").set(report.settling());
        watched.labelValues(folder, "registered").set(report.registered());
        watched.labelValues(folder, "refused").set(report.refused());
        watched.labelValues(folder, "gone").set(report.gone());
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static Gauge gauge(String name, String help, String... labels) {
        return Gauge.builder().name(name).help(help).labelNames(labels).build();
    }
}
