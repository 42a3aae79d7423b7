package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import org.reelmill.media.Deinterlace;
import org.reelmill.media.MediaEngine;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.Recipe;
import org.reelmill.media.Rendition;
import org.reelmill.media.Segment;
import org.reelmill.media.SegmentPlan;
import org.reelmill.media.Supervision;
import org.reelmill.node.NodeRegistry;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.shared.Json;

/** From a source file to segments that can be claimed: probe, prepare, verify, plan (S4.30–S4.37). */
@ApplicationScoped
public class Ingest {

    /** Seconds; less is not stated. */
    private static final double WORTH_A_NUMBER = 0.1;

    private final JobRepository jobs;
    private final SegmentRepository segments;
    private final Claims claims;
    private final Outputs outputs;
    private final Soundtracks soundtracks;
    private final JobFiles files;
    private final JobLog log;
    private final MediaEngine engine;
    private final Policies policies;
    private final NodeRegistry nodes;

    @Inject
    Ingest(
            JobRepository jobs,
            SegmentRepository segments,
            Claims claims,
            Outputs outputs,
            Soundtracks soundtracks,
            JobFiles files,
            JobLog log,
            MediaEngine engine,
            Policies policies,
            NodeRegistry nodes) {
        this.jobs = jobs;
        this.segments = segments;
        this.claims = claims;
        this.outputs = outputs;
        this.soundtracks = soundtracks;
        this.files = files;
        this.log = log;
        this.engine = engine;
        this.policies = policies;
        this.nodes = nodes;
    }

    /** For CDI's proxy. */
    protected Ingest() {
        this(null, null, null, null, null, null, null, null, null, null);
    }

    /** Finds the source, in quarantine as well (S4.31), and what it is. Leftovers of an earlier attempt go first (D4.19). */
    public IngestWork probe(Claim claim, Supervision supervision) throws MediaException, IOException {
        PipelineJob job = jobs.find(claim.jobId())
                .orElseThrow(() -> new MediaException(MediaException.Kind.STOPPED, "The job was deleted"));
        Path source = locate(job);
        claims.requireHeld(claim);
        JobFiles.emptyFolder(files.ingestFolder(job.uuid()));
        JobFiles.emptyFolder(files.transcodeFolder(job.uuid()));
        JobFiles.removeTree(files.exportFolder(job.uuid()));
        BasicFileAttributes file = JobFiles.attributes(source);
        MediaInfo probed = engine.probe(source, supervision);
        MediaInfo info = job.onePiece().map(probed::inOnePiece).orElse(probed);
        Files.writeString(files.ingestFolder(job.uuid()).resolve("media_info.txt"), info.probeJson());
        return new IngestWork(claim, job, source, file, info);
    }

    private Deinterlace deinterlace() {
        return policies.current().text(Policy.DEINTERLACE).equals("never") ? Deinterlace.NEVER : Deinterlace.AUTO;
    }

    /** Indexes the source, and copies it into a container that can be cut where its own cannot. */
    public void prepare(IngestWork work, Supervision supervision) throws MediaException, IOException {
        // both read the whole file: side by side it is read from the disk once
        CompletableFuture<String> checksum = CompletableFuture.supplyAsync(() -> checksum(work.source()));
        Path folder = files.ingestFolder(work.job().uuid());
        MediaEngine.Prepared prepared = engine.prepare(work.source(), work.info(), folder, supervision);
        work.prepared(StoredSource.of(prepared.source(), work.source(), deinterlace()), prepared.index());
        if (prepared.missingSeconds() > 0) {
            missing(
                    work,
                    prepared.missingSeconds() < WORTH_A_NUMBER
                            ? "The source is cut off"
                            : "The source is cut off: %.1f s of the length that it states are missing"
                                    .formatted(prepared.missingSeconds()));
        }
        if (!prepared.damage().isEmpty()) {
            missing(work, prepared.damage());
        }
        work.notes().addAll(prepared.notes());
        Optional.of(prepared.source().reason())
                .filter(reason -> !reason.isEmpty())
                .ifPresent(work.notes()::add);
        try {
            work.checksum(checksum.join());
        } catch (CompletionException e) {
            throw new IOException("The source could not be read", e.getCause());
        }
    }

    /** What is missing is refused, or said with the job and in its certificate. */
    private void missing(IngestWork work, String what) throws MediaException {
        if (!policies.current().isOn(Policy.ACCEPT_CUT_OFF)) {
            throw new MediaException(MediaException.Kind.DAMAGED, what);
        }
        work.notes().add(what);
    }

    /**
     * Sees to it that every picture of every segment will be compared with a decode from start to end, by policy (S4.34). A
     * film that is cut is decoded beside its segments; one that is not is decoded now, whatever the policy says, because only
     * that tells how many pictures it has, and which of them are lost.
     */
    public void verify(IngestWork work, Supervision supervision) throws MediaException {
        if (policies.current().isOn(Policy.VERIFY_DURING_INGEST)) {
            work.verify();
        }
        if (work.stored().recipe() == Recipe.ONE_PIECE) {
            decodeOnce(work, supervision);
        }
    }

    private static String checksum(Path source) {
        try {
            return JobFiles.sha256(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void decodeOnce(IngestWork work, Supervision supervision) throws MediaException {
        MediaEngine.Hashed hashed = engine.hashFrames(
                work.source(),
                work.info(),
                work.stored().at(work.source(), files.ingestFolder(work.job().uuid())),
                files.frameHashes(work.job().uuid()),
                Runtime.getRuntime().availableProcessors(),
                supervision);
        work.decoded(hashed.frames());
        if (!hashed.damage().isEmpty()) {
            missing(work, hashed.damage());
        }
    }

    /** Cuts the film and opens its segments to all nodes, in one step with the end of the ingest (S4.37). */
    @Transactional
    public void publish(IngestWork work) throws MediaException {
        Claim claim = work.claim();
        jobs.lockRow(claim.jobId());
        if (!claims.holds(claim)) {
            throw new MediaException(MediaException.Kind.STOPPED, "The claim was lost");
        }
        MediaInfo info = work.info();
        Ladder ladder = outputsOfNow(work.job(), info);
        List<JobRendition> renditions = ladder.renditions();
        if (renditions.isEmpty() && !ladder.tooSmall().isEmpty()) {
            throw new MediaException(
                    MediaException.Kind.REFUSED, ladder.tooSmall().get(0));
        }
        work.notes().addAll(ladder.tooSmall());
        if (renditions.isEmpty()) {
            throw new MediaException(MediaException.Kind.FAILED, "No active output applies");
        }
        if (!jobs.move(claim.jobId(), JobStatus.INGESTING, JobStatus.TRANSCODING)) {
            throw new MediaException(MediaException.Kind.STOPPED, "The job was set back meanwhile");
        }
        work.planned(renditions);
        List<Segment> plan = work.stored().recipe() == Recipe.ONE_PIECE
                ? List.of(work.stored().wholeFilm())
                : SegmentPlan.cut(work.index(), segmentSeconds(work));
        jobs.probed(claim.jobId(), Json.write(info), work.sourceFile());
        jobs.prepared(claim.jobId(), Json.write(work.stored()), work.sha256(), work.framesVerified());
        jobs.setNotes(claim.jobId(), work.notes());
        segments.replaceRenditions(claim.jobId(), renditions);
        segments.replaceAll(claim.jobId(), plan);
        if (work.framesVerified() && work.stored().recipe() != Recipe.ONE_PIECE) {
            jobs.addVerification(claim.jobId());
        }
        jobs.started(claim.jobId());
        claims.complete(claim);
        log.info(claim.jobId(), describe(work, plan.size(), renditions.size()));
    }

    /** Beside the segments that are now being encoded: the sound. */
    public void soundAhead(IngestWork work, BooleanSupplier stopped) {
        soundtracks.makeAhead(work, stopped);
    }

    /** The renditions that the job gets by the outputs of now. */
    List<JobRendition> ladder(PipelineJob job, MediaInfo info) {
        return outputsOfNow(job, info).renditions();
    }

    /** @param tooSmall the outputs that apply, but whose codec takes no pictures so small, in a sentence each */
    private record Ladder(List<JobRendition> renditions, List<String> tooSmall) {}

    private Ladder outputsOfNow(PipelineJob job, MediaInfo info) {
        String pattern = policies.current().text(Policy.OUTPUT_NAME);
        List<Output> wanted = outputs.wanted(job.wantedOutputs());
        List<Rendition> asked =
                wanted.stream().map(output -> output.rendition(pattern)).toList();
        Map<Boolean, List<Rendition.Fitted>> fitted =
                Rendition.ladder(
                                asked, info.video().displayWidth(), info.video().displayHeight())
                        .stream()
                        .collect(Collectors.partitioningBy(Rendition.Fitted::encodable));
        return new Ladder(
                fitted.get(true).stream()
                        .map(one -> new JobRendition(
                                job.id(),
                                one,
                                wanted.get(asked.indexOf(one.rendition())).fileName(pattern, job.stem())))
                        .toList(),
                fitted.get(false).stream()
                        .map(one -> "Output %s is left out: %s takes no pictures of %s pixels"
                                .formatted(
                                        one.rendition().name(), one.rendition().codec(), one.size()))
                        .toList());
    }

    private Path locate(PipelineJob job) throws MediaException, IOException {
        Path source = files.source(job.sourceName());
        if (Files.isRegularFile(source)) {
            return source;
        }
        Path quarantined = files.quarantine(job.quarantineName().orElse(job.sourceName()));
        if (Files.isRegularFile(quarantined)) {
            JobFiles.move(quarantined, source);
            Files.deleteIfExists(Cleanup.reasonFile(quarantined));
            return source;
        }
        throw new MediaException(
                MediaException.Kind.REFUSED, "The source is neither in the source folder nor in quarantine");
    }

    /** S4.36 and what {@code media.md} measured. */
    private DoubleUnaryOperator segmentSeconds(IngestWork work) {
        return SegmentLength.seconds(
                policies.current().text(Policy.SEGMENT_LENGTH),
                work.sourceFile().size(),
                nodes.slots());
    }

    private static String describe(IngestWork work, int segmentCount, int renditionCount) {
        MediaInfo.Video video = work.info().video();
        return "%dx%d %s, %.1f s, %d pictures: %d segments, %d renditions (%s)"
                .formatted(
                        video.displayWidth(),
                        video.displayHeight(),
                        video.codec(),
                        work.info().duration(),
                        work.stored().frames(),
                        segmentCount,
                        renditionCount,
                        work.framesVerified() ? "pictures will be compared" : "pictures are not compared, by policy");
    }
}
