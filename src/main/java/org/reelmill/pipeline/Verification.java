package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.reelmill.media.MediaEngine;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.PreparedSource;
import org.reelmill.media.Supervision;
import org.reelmill.node.NodeRegistry;
import org.reelmill.shared.DurableFile;
import org.reelmill.shared.Json;

/**
 * The proof that every picture of every segment is the one that a decode from start to end gives (S4.34). That decode runs
 * beside the segments, on one node; what was encoded before it had ended is compared before the export.
 */
@ApplicationScoped
public class Verification {

    /** A decode is about an eighth of the work on a film: with so few threads it ends before the segments do. */
    private static final int SLOTS_A_THREAD = 4;

    private final JobRepository jobs;
    private final SegmentRepository segments;
    private final Claims claims;
    private final JobFiles files;
    private final JobLog log;
    private final MediaEngine engine;
    private final NodeRegistry nodes;

    @Inject
    Verification(
            JobRepository jobs,
            SegmentRepository segments,
            Claims claims,
            JobFiles files,
            JobLog log,
            MediaEngine engine,
            NodeRegistry nodes) {
        this.jobs = jobs;
        this.segments = segments;
        this.claims = claims;
        this.files = files;
        this.log = log;
        this.engine = engine;
        this.nodes = nodes;
    }

    /** For CDI's proxy. */
    protected Verification() {
        this(null, null, null, null, null, null, null);
    }

    /** What a decode needs, read in one transaction so that none is open while it runs. */
    public record Task(Claim claim, Path original, MediaInfo info, PreparedSource source, int threads) {

        /** Bytes that the decode may write. */
        public long bytes() {
            return SpaceNeed.verification(source.frames());
        }
    }

    @Transactional
    public Task read(Claim claim) throws MediaException {
        PipelineJob job = jobs.find(claim.jobId())
                .orElseThrow(() -> new MediaException(MediaException.Kind.STOPPED, "The job was deleted"));
        Path original = files.source(job.sourceName());
        StoredSource stored = Json.read(job.preparedSource().orElseThrow(), StoredSource.class);
        return new Task(
                claim,
                original,
                Json.read(job.mediaInfo().orElseThrow(), MediaInfo.class),
                stored.at(original, files.ingestFolder(job.uuid())),
                threads(nodes.slots(), Runtime.getRuntime().availableProcessors()));
    }

    static int threads(int slots, int cores) {
        return Math.max(1, Math.min(cores, slots / SLOTS_A_THREAD));
    }

    /** Decodes the film. @return the list of its pictures, which counts once {@link #record} gave it its name */
    public Path decode(Task task, Supervision supervision) throws MediaException {
        // attempts never share a file
        Path list = files.frameHashes(task.claim().jobUuid())
                .resolveSibling("tmp-" + task.claim().fence() + "-frames.hash");
        MediaEngine.Hashed hashed =
                engine.hashFrames(task.original(), task.info(), task.source(), list, task.threads(), supervision);
        if (!hashed.asIndexed()) {
            throw new MediaException(
                    MediaException.Kind.CUT_UNSAFE,
                    "a decode from start to end gives %d pictures, its index lists %d"
                            .formatted(hashed.frames(), task.source().frames()));
        }
        return list;
    }

    /**
     * From now on segments are compared while they are encoded. A list whose claim was lost is thrown away. May be called again
     * when there was no answer.
     */
    @Transactional
    public void record(Task task, Path list) throws IOException {
        Claim claim = task.claim();
        jobs.lockRow(claim.jobId());
        if (!claims.holds(claim)) {
            Files.deleteIfExists(list);
            return;
        }
        Path published = files.frameHashes(claim.jobUuid());
        // at the second call it may have its name already
        if (Files.exists(list) || !Files.exists(published)) {
            DurableFile.publish(list, published);
        }
        claims.complete(claim);
        log.info(
                claim.jobId(),
                "Decoded from start to end: %d pictures".formatted(task.source().frames()));
    }

    /**
     * Compares the segments that were encoded before the sequential decode had ended.
     *
     * @return parts of segments whose pictures cannot be compared any more, because their list is gone
     * @throws MediaException CUT_UNSAFE when a picture differs
     */
    List<Part> compare(ExportWork work) throws MediaException {
        List<Part> unproven = new ArrayList<>();
        if (!work.job().framesVerified()) {
            return unproven;
        }
        for (TranscodeTask segment : work.segments()) {
            if (!segment.framesCompared() && !compared(work, segment)) {
                unproven.addAll(work.partsOf(segment));
            }
        }
        return unproven;
    }

    private boolean compared(ExportWork work, TranscodeTask segment) throws MediaException {
        Path list = files.segmentHashes(work.job().uuid(), segment.part(), segment.fence());
        if (!Files.isRegularFile(list)) {
            return false;
        }
        engine.compareFrames(files.frameHashes(work.job().uuid()), work.stored().segment(segment), list);
        segments.compared(segment.id());
        return true;
    }
}
