package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.reelmill.media.JoinedFilm;
import org.reelmill.media.MediaException;
import org.reelmill.media.Recipe;
import org.reelmill.shared.Json;

/** Puts together the proof that the films equal their source, and refuses to when any link of it is missing. */
@ApplicationScoped
public class Certifier {

    private static final double DRIFT_MILLIS = 200;

    private final SegmentRepository segments;
    private final Clock clock;

    @Inject
    Certifier(SegmentRepository segments, Clock clock) {
        this.segments = segments;
        this.clock = clock;
    }

    /** For CDI's proxy. */
    protected Certifier() {
        this(null, null);
    }

    @Transactional
    Certificate certify(ExportWork work) throws MediaException {
        PipelineJob job = work.job();
        List<Certificate.SegmentProof> proofs = work.segments().stream()
                .map(segment -> proof(segment, work.parts()))
                .toList();
        List<Certificate.Film> films = new ArrayList<>();
        List<String> notes = new ArrayList<>(work.notes());
        for (JobRendition rendition : segments.renditions(job.id())) {
            JoinedFilm joined = Json.read(
                    rendition.result().orElseThrow(() -> refused(rendition.name() + " was not joined")),
                    JoinedFilm.class);
            films.add(film(rendition, joined));
            requireSoundInTime(rendition, joined);
            joined.notes().stream().filter(note -> !notes.contains(note)).forEach(notes::add);
        }
        requireWhole(work, proofs);
        boolean compared = proofs.stream().allMatch(Certificate.SegmentProof::compared);
        return new Certificate(
                Certificate.VERSION,
                job.uuid().toString(),
                "VALID",
                clock.instant().toString(),
                source(work),
                new Certificate.Pictures(
                        compared,
                        compared
                                ? "murmur3 of every decoded picture, equal to a sequential decode"
                                : "number of pictures only; the policy verifyDuringIngest was off",
                        work.stored().recipe().name(),
                        work.stored().reason(),
                        work.stored().timeBase().toString()),
                job.encoder().orElse(""),
                proofs,
                films,
                notes);
    }

    private static void requireWhole(ExportWork work, List<Certificate.SegmentProof> proofs) throws MediaException {
        long frames =
                proofs.stream().mapToLong(Certificate.SegmentProof::frames).sum();
        // without a decode to compare with, the index of a film that cannot be cut may list what is never shown
        boolean counted = work.job().framesVerified() || work.stored().recipe() != Recipe.ONE_PIECE;
        if (proofs.isEmpty()
                || frames == 0
                || (counted && frames != work.stored().frames())) {
            throw refused("its segments hold " + frames + " pictures, the source "
                    + work.stored().frames());
        }
        if (work.job().framesVerified() && !proofs.stream().allMatch(Certificate.SegmentProof::compared)) {
            throw refused("a segment was not compared with the sequential decode");
        }
    }

    /** Sound that ends beside its place by more than a frame is named by the film; a drift is refused. */
    private static void requireSoundInTime(JobRendition rendition, JoinedFilm joined) throws MediaException {
        for (JoinedFilm.AudioOffset offset : joined.audio()) {
            double apart = Math.max(Math.abs(offset.startMillis()), Math.abs(offset.endMillis()));
            if (apart > DRIFT_MILLIS) {
                throw refused(
                        "sound and picture of " + rendition.name() + " drift apart by " + Math.round(apart) + " ms");
            }
        }
    }

    private static Certificate.SegmentProof proof(TranscodeTask segment, List<Part> parts) {
        return new Certificate.SegmentProof(
                segment.part(),
                segment.startPts(),
                segment.endPts(),
                segment.framesDone(),
                segment.firstPts().orElse(segment.startPts()),
                segment.lastPts().orElse(segment.endPts()),
                segment.framesCompared(),
                segment.doneBy().orElse(""),
                segment.fence(),
                segment.fps().orElse(0.0),
                parts.stream()
                        .filter(part -> part.segmentId() == segment.id())
                        .map(part ->
                                new Certificate.PartProof(part.rendition(), part.frames(), part.bytes(), part.sha256()))
                        .toList());
    }

    private static Certificate.Source source(ExportWork work) {
        var video = work.info().video();
        return new Certificate.Source(
                work.job().sourceName(),
                work.job().sourceBytes().orElse(0L),
                work.job().sourceSha256().orElse(""),
                work.info().container(),
                video.codec(),
                video.displayWidth(),
                video.displayHeight(),
                work.info().duration(),
                work.segments().stream().mapToLong(TranscodeTask::framesDone).sum());
    }

    private static Certificate.Film film(JobRendition rendition, JoinedFilm joined) {
        return new Certificate.Film(
                rendition.name(),
                rendition.fileName(),
                rendition.rendition().codec().name(),
                joined.width(),
                joined.height(),
                joined.frames(),
                joined.duration(),
                joined.bytes(),
                joined.sha256(),
                joined.audio(),
                joined.notes());
    }

    private static MediaException refused(String why) {
        return new MediaException(MediaException.Kind.FAILED, "No certificate: " + why);
    }
}
