package org.reelmill.pipeline;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.reelmill.node.Node;
import org.reelmill.node.NodeRegistry;
import org.reelmill.shared.Json;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Page;
import org.reelmill.shared.Sentence;

/** What pages and programs are told about jobs: put together with a fixed number of queries, however long the list. */
@ApplicationScoped
@Transactional
public class JobReports {

    /** The latest attempts at a segment that are shown. */
    private static final int ATTEMPTS = 20;

    private final JobRepository jobs;
    private final JobListRepository lists;
    private final SegmentRepository segments;
    private final AttemptRepository attempts;
    private final NodeRegistry nodes;
    private final Clock clock;

    @Inject
    JobReports(
            JobRepository jobs,
            JobListRepository lists,
            SegmentRepository segments,
            AttemptRepository attempts,
            NodeRegistry nodes,
            Clock clock) {
        this.jobs = jobs;
        this.lists = lists;
        this.segments = segments;
        this.attempts = attempts;
        this.nodes = nodes;
        this.clock = clock;
    }

    /** For CDI's proxy. */
    protected JobReports() {
        this(null, null, null, null, null, null);
    }

    public Page<JobReport> list(JobFilter filter, JobSort sort, int offset, int limit) {
        Page<PipelineJob> page = lists.page(filter, sort, offset, limit);
        return new Page<>(reports(page.rows()), page.total(), page.offset());
    }

    /** Those of them that are there. */
    public List<JobReport> of(Collection<UUID> uuids) {
        return reports(lists.findAll(uuids));
    }

    /** Jobs of which a segment is being encoded. */
    public Set<UUID> running(int limit) {
        return Set.copyOf(lists.uuids(segments.jobsRunning(limit)));
    }

    private List<JobReport> reports(List<PipelineJob> rows) {
        List<Long> ids = rows.stream().map(PipelineJob::id).toList();
        Map<Long, SegmentRepository.Counts> counts = segments.countsOf(ids);
        Map<Long, List<JobRendition>> renditions =
                segments.renditionsOf(ids).stream().collect(groupingBy(JobRendition::jobId));
        return rows.stream()
                .map(job -> report(
                        job,
                        Optional.of(counts.getOrDefault(job.id(), SegmentRepository.Counts.NONE))
                                .filter(found -> job.status() != JobStatus.COMPLETED)
                                .map(found -> JobProgress.of(job.status(), found)),
                        renditions.getOrDefault(job.id(), List.of())))
                .toList();
    }

    /** Whether there is no job at all. */
    public boolean none() {
        return jobs.none();
    }

    public Optional<PipelineJob> find(UUID uuid) {
        return jobs.find(uuid);
    }

    /** The names of the sources of some jobs, by job; those that there are no more are absent. */
    public Map<UUID, String> sourcesOf(Collection<UUID> uuids) {
        return lists.findAll(uuids).stream().collect(toMap(PipelineJob::uuid, PipelineJob::sourceName));
    }

    /** @throws NotFoundException no such job */
    public JobReport get(UUID uuid) {
        PipelineJob job = existing(uuid);
        JobProgress progress = certificate(job)
                .map(JobReports::whole)
                .orElseGet(() -> JobProgress.of(job.status(), segments.counts(job.id())));
        return report(job, Optional.of(progress), segments.renditions(job.id()));
    }

    /** In their order. @throws NotFoundException no such job */
    public Page<SegmentReport> segments(UUID uuid, int offset, int limit) {
        PipelineJob job = existing(uuid);
        Optional<Certificate> certificate = certificate(job);
        if (certificate.isPresent()) {
            return proven(certificate.get().segments(), offset, limit);
        }
        Page<TranscodeTask> page = segments.page(job.id(), offset, limit);
        Map<Long, List<Part>> parts = segments
                .partsOf(page.rows().stream().map(TranscodeTask::id).toList())
                .stream()
                .collect(groupingBy(Part::segmentId));
        Map<UUID, String> names = nodes.all().stream().collect(toMap(Node::uuid, Node::name));
        Instant now = clock.instant();
        return page.map(task -> segment(task, parts.getOrDefault(task.id(), List.of()), names, now));
    }

    /** All its segments, of a completed job those of its certificate. @throws NotFoundException no such job */
    public SegmentMap segmentMap(UUID uuid) {
        PipelineJob job = existing(uuid);
        return certificate(job).map(SegmentMap::of).orElseGet(() -> map(job, segments.segments(job.id()), true));
    }

    /** Some of its segments; empty when there is no such job. */
    public Optional<SegmentMap> segmentMap(UUID uuid, Collection<Integer> parts) {
        return jobs.find(uuid).map(job -> map(job, segments.some(job.id(), parts), false));
    }

    /** Its segments that are being encoded; empty when there are none. */
    public Optional<SegmentMap> runningSegments(UUID uuid) {
        return jobs.find(uuid)
                .map(job -> map(job, segments.running(job.id()), false))
                .filter(map -> !map.rows().isEmpty());
    }

    private SegmentMap map(PipelineJob job, List<TranscodeTask> tasks, boolean all) {
        List<Part> parts = all
                ? segments.partsOfJob(job.id())
                : segments.partsOf(tasks.stream().map(TranscodeTask::id).toList());
        List<String> outputs =
                segments.renditions(job.id()).stream().map(JobRendition::name).toList();
        return SegmentMap.of(outputs, tasks, parts.stream().collect(groupingBy(Part::segmentId)));
    }

    /**
     * Everything about one segment.
     *
     * @throws NotFoundException no such job, or no such segment
     */
    public SegmentDetail segment(UUID uuid, int part) {
        PipelineJob job = existing(uuid);
        List<Attempt> history = attempts.ofSegment(job.id(), part, ATTEMPTS);
        Optional<Certificate> certificate = certificate(job);
        if (certificate.isPresent()) {
            return certificate.get().segments().stream()
                    .filter(proof -> proof.part() == part)
                    .findFirst()
                    .map(proof -> SegmentDetail.of(certificate.get(), proof, history))
                    .orElseThrow(() -> new NotFoundException(Sentence.of("pipeline.refusal.noSegment", part)));
        }
        TranscodeTask task = segments.some(job.id(), List.of(part)).stream()
                .findFirst()
                .orElseThrow(() -> new NotFoundException(Sentence.of("pipeline.refusal.noSegment", part)));
        List<Part> parts = segments.parts(task.id());
        Map<UUID, String> names = nodes.all().stream().collect(toMap(Node::uuid, Node::name));
        List<String> outputs =
                segments.renditions(job.id()).stream().map(JobRendition::name).toList();
        return SegmentDetail.of(segment(task, parts, names, clock.instant()), outputs, parts, history);
    }

    /** Who worked on it when, in the order in which they began. @throws NotFoundException no such job */
    public Page<Attempt> attempts(UUID uuid, int offset, int limit) {
        return attempts.ofJob(existing(uuid).id(), offset, limit);
    }

    /** The proof as it is stored, in JSON. @throws NotFoundException no such job, or it has none yet */
    public String certificateOf(UUID uuid) {
        return existing(uuid)
                .certificate()
                .orElseThrow(() -> new NotFoundException(Sentence.of("pipeline.refusal.noCertificate")));
    }

    /** The proof of a completed job. */
    public Optional<Certificate> findCertificate(UUID uuid) {
        return certificate(existing(uuid));
    }

    private PipelineJob existing(UUID uuid) {
        return jobs.find(uuid)
                .orElseThrow(() -> new NotFoundException(Sentence.of("pipeline.refusal.noJobNumber", uuid)));
    }

    private JobReport report(PipelineJob job, Optional<JobProgress> progress, List<JobRendition> renditions) {
        return new JobReport(
                job,
                progress.map(JobProgress::percent).orElse(JobProgress.WHOLE),
                progress,
                progress.flatMap(now -> eta(job, now)),
                renditions);
    }

    private Optional<Instant> eta(PipelineJob job, JobProgress progress) {
        if (job.status() != JobStatus.TRANSCODING
                || job.paused()
                || job.started().isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        long seconds = Duration.between(utc(job.started().get()), now).toSeconds();
        var left = progress.secondsLeft(seconds);
        return left.isPresent() ? Optional.of(now.plusSeconds(left.getAsLong())) : Optional.empty();
    }

    private static Optional<Certificate> certificate(PipelineJob job) {
        return job.certificate().map(json -> Json.read(json, Certificate.class));
    }

    private static JobProgress whole(Certificate certificate) {
        long count = certificate.segments().size();
        long frames = certificate.source().frames();
        return new JobProgress(JobProgress.WHOLE, count, count, 0, 0, frames, frames);
    }

    private static Page<SegmentReport> proven(List<Certificate.SegmentProof> proofs, int offset, int limit) {
        List<SegmentReport> rows =
                proofs.stream().skip(offset).limit(limit).map(SegmentReport::of).toList();
        return new Page<>(rows, proofs.size(), offset);
    }

    private static SegmentReport segment(TranscodeTask task, List<Part> parts, Map<UUID, String> names, Instant now) {
        return new SegmentReport(
                task.part(),
                task.status(),
                parts.stream().map(Part::rendition).sorted().toList(),
                task.node()
                        .map(node -> names.getOrDefault(node, node.toString()))
                        .or(() -> task.doneBy().filter(name -> task.status() == TaskStatus.COMPLETED)),
                task.fence(),
                task.frames(),
                task.status() == TaskStatus.COMPLETED ? task.frames() : task.framesDone(),
                fps(task, now),
                task.failures() + task.crashes(),
                task.reason());
    }

    private static Optional<Double> fps(TranscodeTask task, Instant now) {
        return switch (task.status()) {
            case COMPLETED -> task.fps();
            case RUNNING ->
                task.started()
                        .map(started -> Duration.between(utc(started), now).toMillis())
                        .filter(millis -> millis > 0 && task.framesDone() > 0)
                        .map(millis -> task.framesDone() * 1000.0 / millis);
            case READY, ERROR -> Optional.empty();
        };
    }

    private static Instant utc(LocalDateTime time) {
        return time.toInstant(ZoneOffset.UTC);
    }
}
