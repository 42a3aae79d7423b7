package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.reelmill.media.Deinterlace;
import org.reelmill.media.EncodedSegment;
import org.reelmill.media.MediaEngine;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.PreparedSource;
import org.reelmill.media.SegmentOrder;
import org.reelmill.media.Supervision;
import org.reelmill.node.NodeLife;
import org.reelmill.node.ThisNode;
import org.reelmill.shared.DurableFile;
import org.reelmill.shared.Json;

/** One segment into all renditions that lack it, with one decode (S4.38–S4.45). */
@ApplicationScoped
public class Transcode {

    /** Nanoseconds. */
    private static final double SECOND = 1e9;

    private final JobRepository jobs;
    private final SegmentRepository segments;
    private final Claims claims;
    private final Attempts attempts;
    private final JobFiles files;
    private final MediaEngine engine;
    private final NodeLife nodeLife;

    @Inject
    Transcode(
            JobRepository jobs,
            SegmentRepository segments,
            Claims claims,
            Attempts attempts,
            JobFiles files,
            MediaEngine engine,
            NodeLife nodeLife) {
        this.jobs = jobs;
        this.segments = segments;
        this.claims = claims;
        this.attempts = attempts;
        this.files = files;
        this.engine = engine;
        this.nodeLife = nodeLife;
    }

    /** For CDI's proxy. */
    protected Transcode() {
        this(null, null, null, null, null, null, null);
    }

    /** A segment whose parts lie checked and synced on the disk; they count once {@link #record} succeeded. */
    public record Result(Task task, EncodedSegment encoded, Duration time) {}

    /**
     * What a segment needs, read in one transaction so that none is open while the encoder runs.
     *
     * @param bytes that its parts may take
     */
    public record Task(Claim claim, SegmentOrder order, long bytes) {}

    @Transactional(TxType.REQUIRES_NEW)
    public Task read(Claim claim) throws MediaException, IOException {
        if (!claims.holds(claim)) {
            throw new MediaException(MediaException.Kind.STOPPED, "The claim was lost");
        }
        // while the claim holds: nobody would clean up after a job that has ended already
        Files.createDirectories(files.transcodeFolder(claim.jobUuid()));
        Optional<PipelineJob> found = jobs.find(claim.jobId());
        if (found.isEmpty()) {
            throw new MediaException(MediaException.Kind.STOPPED, "The job was deleted");
        }
        PipelineJob job = found.get();
        TranscodeTask task = segments.segment(claim.taskId());
        MediaInfo info = Json.read(job.mediaInfo().orElseThrow(() -> lacks("media information")), MediaInfo.class);
        StoredSource stored =
                Json.read(job.preparedSource().orElseThrow(() -> lacks("prepared source")), StoredSource.class);
        PreparedSource source = stored.at(files.source(job.sourceName()), files.ingestFolder(job.uuid()));
        List<SegmentOrder.Target> targets = targets(claim, job, task);
        return new Task(
                claim,
                new SegmentOrder(
                        info,
                        source,
                        stored.segment(task),
                        targets,
                        Objects.requireNonNullElse(stored.deinterlace(), Deinterlace.AUTO),
                        hashes(claim, job, task)),
                SpaceNeed.segment(job.sourceBytes().orElse(0L), task.frames(), stored.frames(), targets.size()));
    }

    /** Pictures are compared at once where the sequential decode has ended, else before the export. */
    private SegmentOrder.Hashes hashes(Claim claim, PipelineJob job, TranscodeTask task) {
        if (!job.framesVerified()) {
            return new SegmentOrder.Hashes.None();
        }
        Path film = files.frameHashes(job.uuid());
        return Files.isRegularFile(film)
                ? new SegmentOrder.Hashes.Compare(film)
                : new SegmentOrder.Hashes.Keep(JobFiles.temporary(kept(claim, task.part())));
    }

    /** Encodes, checks, and gives the parts their final names. */
    public Result encode(Task task, Supervision supervision) throws MediaException, IOException {
        long begin = System.nanoTime();
        SegmentOrder order = task.order();
        EncodedSegment encoded = engine.encode(order, supervision);
        for (SegmentOrder.Target target : order.targets()) {
            DurableFile.publish(
                    target.file(),
                    part(
                            task.claim(),
                            order.segment().part(),
                            target.rendition().name()));
        }
        if (order.hashes() instanceof SegmentOrder.Hashes.Keep keep) {
            DurableFile.publish(
                    keep.target(), kept(task.claim(), order.segment().part()));
        }
        Duration time = Duration.ofNanos(System.nanoTime() - begin);
        nodeLife.encoded(encoded.framesRead() * SECOND / time.toNanos());
        return new Result(task, encoded, time);
    }

    /**
     * Makes a result count, if its claim still holds. May be called again when there was no answer.
     *
     * @return false when the claim does not hold: the parts are thrown away
     */
    @Transactional(TxType.REQUIRES_NEW)
    public boolean record(Result result) {
        Claim claim = result.task().claim();
        if (!claims.holds(claim)) {
            return segments.isRecorded(claim);
        }
        result.encoded().parts().forEach(part -> segments.addPart(new Part(claim, part)));
        segments.encoded(
                claim,
                result.encoded(),
                nodeLife.self().map(ThisNode::name).orElse(""),
                result.time().toMillis());
        attempts.encoded(claim, result.encoded());
        return claims.complete(claim);
    }

    /** Removes the files of a result that does not count. */
    public void discard(Task task) throws IOException {
        for (SegmentOrder.Target target : task.order().targets()) {
            Files.deleteIfExists(target.file());
            Files.deleteIfExists(part(
                    task.claim(),
                    task.order().segment().part(),
                    target.rendition().name()));
        }
        if (task.order().hashes() instanceof SegmentOrder.Hashes.Keep keep) {
            Files.deleteIfExists(keep.target());
            Files.deleteIfExists(kept(task.claim(), task.order().segment().part()));
        }
    }

    private List<SegmentOrder.Target> targets(Claim claim, PipelineJob job, TranscodeTask task) {
        Set<String> present =
                segments.parts(task.id()).stream().map(Part::rendition).collect(Collectors.toSet());
        return segments.renditions(job.id()).stream()
                .filter(rendition -> !present.contains(rendition.name()))
                .map(rendition -> new SegmentOrder.Target(
                        rendition.rendition(),
                        rendition.size(),
                        JobFiles.temporary(part(claim, task.part(), rendition.name()))))
                .toList();
    }

    private Path part(Claim claim, int part, String rendition) {
        return files.part(claim.jobUuid(), part, rendition, claim.fence());
    }

    private Path kept(Claim claim, int part) {
        return files.segmentHashes(claim.jobUuid(), part, claim.fence());
    }

    private static MediaException lacks(String what) {
        return new MediaException(MediaException.Kind.REFUSED, "The job has no " + what + " (S4.39)");
    }
}
