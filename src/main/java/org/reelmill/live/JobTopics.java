package org.reelmill.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reelmill.pipeline.JobReport;
import org.reelmill.pipeline.JobReports;
import org.reelmill.pipeline.SegmentMap;
import org.reelmill.shared.Json;
import org.reelmill.shared.Recorded;
import org.reelmill.shared.Sentence;

/**
 * {@code jobs}, for lists: what a row shows of the jobs that changed. {@code job/{uuid}}, for the page of one: that as well,
 * the segments that changed, and new lines of its log. Members are called as in the JSON of the API.
 */
@ApplicationScoped
@Transactional
public class JobTopics implements LiveTopic {

    private static final String LIST = "jobs";
    private static final String ONE = "job/";

    /** Jobs of one message; who shows more reads them at his next look. */
    private static final int MOST = 200;

    private final JobReports reports;

    @Inject
    JobTopics(JobReports reports) {
        this.reports = reports;
    }

    /** For CDI's proxy. */
    protected JobTopics() {
        this(null);
    }

    @Override
    public boolean covers(String topic) {
        return topic.equals(LIST) || LiveTopic.uuidAfter(ONE, topic).isPresent();
    }

    @Override
    public Optional<String> news(String topic, List<LiveEvent> events) {
        Optional<UUID> job = LiveTopic.uuidAfter(ONE, topic);
        return (job.isPresent() ? ofOne(job.get(), events) : ofList(events)).map(JsonObject::toString);
    }

    private Optional<JsonObject> ofList(List<LiveEvent> events) {
        Set<UUID> changed = events.isEmpty()
                ? reports.running(MOST)
                : events.stream()
                        .filter(event -> event.type() == EventType.JOB || event.type() == EventType.ATTEMPT)
                        .map(event -> UUID.fromString(event.subject()))
                        .limit(MOST)
                        .collect(Collectors.toSet());
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Json.object().add("jobs", rows(changed)).build());
    }

    private Optional<JsonObject> ofOne(UUID job, List<LiveEvent> all) {
        String subject = job.toString();
        List<LiveEvent> events =
                all.stream().filter(event -> event.subject().equals(subject)).toList();
        if (!all.isEmpty() && events.isEmpty()) {
            return Optional.empty();
        }
        Optional<SegmentMap> cells = all.isEmpty()
                ? reports.runningSegments(job)
                : reports.segmentMap(job, parts(events))
                        .filter(map -> !map.rows().isEmpty());
        if (all.isEmpty() && cells.isEmpty()) {
            return Optional.empty();
        }
        JsonObjectBuilder news = Json.object()
                .add("jobs", rows(Set.of(job)))
                .add("moved", events.stream().anyMatch(event -> event.type() == EventType.JOB))
                .add("attempts", events.stream().anyMatch(event -> event.type() == EventType.ATTEMPT))
                .add("log", log(events));
        cells.ifPresent(map -> news.add("map", Json.readObject(Json.write(map))));
        return Optional.of(news.build());
    }

    private static Set<Integer> parts(List<LiveEvent> events) {
        Set<Integer> parts = new HashSet<>();
        events.stream()
                .filter(event -> event.type() == EventType.ATTEMPT)
                .map(event -> Json.readObject(event.detail()))
                .filter(detail -> detail.containsKey("part"))
                .forEach(detail -> parts.add(detail.getInt("part")));
        return parts;
    }

    /** With the text in each language, because pages of all languages are told the same. */
    private static JsonArrayBuilder log(List<LiveEvent> events) {
        JsonArrayBuilder lines = Json.array();
        events.stream().filter(event -> event.type() == EventType.LOG).forEach(event -> {
            JsonObject line = Json.readObject(event.detail());
            JsonObjectBuilder texts = Json.object();
            Sentence.LANGUAGES.forEach(
                    language -> texts.add(language.getLanguage(), Recorded.in(line.getString("message"), language)));
            lines.add(Json.object(line)
                    .add("time", event.happened().toInstant(ZoneOffset.UTC).toString())
                    .add("texts", texts));
        });
        return lines;
    }

    /** Those that are gone are among them as well. */
    private JsonArrayBuilder rows(Collection<UUID> jobs) {
        Set<UUID> gone = new HashSet<>(jobs);
        JsonArrayBuilder rows = Json.array();
        for (JobReport report : reports.of(jobs)) {
            gone.remove(report.job().uuid());
            rows.add(row(report));
        }
        gone.forEach(uuid -> rows.add(Json.object().add("uuid", uuid.toString()).add("removed", true)));
        return rows;
    }

    private static JsonObjectBuilder row(JobReport report) {
        JsonObjectBuilder row = Json.object()
                .add("uuid", report.job().uuid().toString())
                .add("source", report.job().sourceName())
                .add("status", report.job().status().name())
                .add("paused", report.job().paused())
                .add("priority", report.job().priority())
                .add("progress", report.percent());
        // a row that somebody wrote by hand may not have it
        Optional.ofNullable(report.job().added())
                .ifPresent(added ->
                        row.add("created", added.toInstant(ZoneOffset.UTC).toString()));
        report.eta().map(Instant::toString).ifPresent(eta -> row.add("eta", eta));
        report.job()
                .ended()
                .ifPresent(ended ->
                        row.add("completed", ended.toInstant(ZoneOffset.UTC).toString()));
        report.progress()
                .ifPresent(progress -> row.add(
                        "segments",
                        Json.object()
                                .add("total", progress.segments())
                                .add("completed", progress.completed())
                                .add("running", progress.running())
                                .add("failed", progress.failed())));
        return row;
    }
}
