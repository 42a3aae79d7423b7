package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.reelmill.media.AudioTrack;
import org.reelmill.media.JoinOrder;
import org.reelmill.media.JoinedFilm;
import org.reelmill.media.MediaEngine;
import org.reelmill.media.MediaException;
import org.reelmill.media.SoundLoss;
import org.reelmill.media.Supervision;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.PolicyValues;
import org.reelmill.shared.DurableFile;
import org.reelmill.shared.Patience;

/** From checked parts to published films: check, audio, join, certify, publish (S4.46–S4.51). */
@ApplicationScoped
public class Export {

    private final Claims claims;
    private final ExportRecords records;
    private final Healing healing;
    private final Verification verification;
    private final Certifier certifier;
    private final Delivery delivery;
    private final Soundtracks soundtracks;
    private final JobFiles files;
    private final SourceIdentity sources;
    private final MediaEngine engine;
    private final Policies policies;
    private final Patience patience;

    @Inject
    Export(
            Claims claims,
            ExportRecords records,
            Healing healing,
            Verification verification,
            Certifier certifier,
            Delivery delivery,
            Soundtracks soundtracks,
            JobFiles files,
            SourceIdentity sources,
            MediaEngine engine,
            Policies policies,
            Patience patience) {
        this.claims = claims;
        this.records = records;
        this.healing = healing;
        this.verification = verification;
        this.certifier = certifier;
        this.delivery = delivery;
        this.soundtracks = soundtracks;
        this.files = files;
        this.sources = sources;
        this.engine = engine;
        this.policies = policies;
        this.patience = patience;
    }

    /** For CDI's proxy. */
    protected Export() {
        this(null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /**
     * Looks whether everything that is asked for now is there and undamaged. If not, the job goes back to be transcoded
     * where it must (S4.47, S4.48).
     *
     * @return empty when the job went back
     */
    public Optional<ExportWork> check(Claim claim, Supervision supervision) throws MediaException, IOException {
        ExportWork work = records.read(claim);
        Set<Part> bad = new LinkedHashSet<>(verification.compare(work));
        bad.addAll(healing.damaged(work, supervision));
        if (healing.sendBack(work, bad)) {
            return Optional.empty();
        }
        claims.requireHeld(claim);
        JobFiles.emptyFolder(work.folder());
        return Optional.of(records.read(claim));
    }

    /** Every audio track of the source, encoded once for each bit rate that is asked for (S4.49). */
    public void audio(ExportWork work, Supervision supervision) throws MediaException, IOException {
        for (JobRendition rendition : work.renditions()) {
            int bitrate = rendition.rendition().audioBitrate();
            if (!work.audio().containsKey(bitrate)) {
                List<AudioTrack> tracks = soundtracks.get(work, bitrate, supervision);
                requireSound(tracks);
                work.audio().put(bitrate, tracks);
            }
        }
    }

    /** What is lost is said in the certificate; of too much loss the film is refused, unless a policy takes it (ADR 50). */
    private void requireSound(List<AudioTrack> tracks) throws MediaException {
        Optional<SoundLoss> lost =
                tracks.stream().map(AudioTrack::loss).filter(SoundLoss::tooMuch).findFirst();
        if (lost.isPresent() && !policies.current().isOn(Policy.ACCEPT_CUT_OFF)) {
            throw new MediaException(MediaException.Kind.DAMAGED, "The source is damaged: " + lost.get());
        }
    }

    /** A rendition that was joined and checked; it counts once {@link #keep} was called. */
    public record Joined(ExportWork work, JobRendition rendition, JoinedFilm film) {}

    /** Joins one rendition and checks it against the source. */
    public Joined join(ExportWork work, JobRendition rendition, Supervision supervision) throws MediaException {
        Map<Long, Part> bySegment = work.parts().stream()
                .filter(part -> part.rendition().equals(rendition.name()))
                .collect(Collectors.toMap(Part::segmentId, Function.identity()));
        List<JoinOrder.Piece> pieces = work.segments().stream()
                .map(segment -> piece(work, segment, bySegment.get(segment.id())))
                .toList();
        PolicyValues values = policies.current();
        List<AudioTrack> audio = work.audio().get(rendition.rendition().audioBitrate());
        JoinedFilm film = engine.join(
                new JoinOrder(
                        work.info(),
                        work.source(),
                        rendition.rendition(),
                        rendition.size(),
                        pieces,
                        audio,
                        values.isOn(Policy.CARRY_SUBTITLES),
                        values.isOn(Policy.CARRY_CHAPTERS),
                        work.joined(rendition)),
                supervision);
        return new Joined(work, rendition, film);
    }

    /** Keeps what was found about a joined rendition. Outside the caller's transaction, which could not be tried again. */
    @Transactional(TxType.NOT_SUPPORTED)
    public void keep(Joined joined) throws MediaException {
        patience.tell("A joined film", () -> records.joined(joined.work().claim(), joined.rendition(), joined.film()));
    }

    /** Gives the films their names, delivers them, and only then says that the job is complete (X3, D4.5). */
    public void publish(ExportWork work) throws MediaException, IOException {
        requireSameSource(work);
        Certificate certificate = certifier.certify(work);
        claims.requireHeld(work.claim());
        for (JobRendition rendition : work.renditions()) {
            DurableFile.publish(work.joined(rendition), work.folder().resolve(rendition.fileName()));
        }
        delivery.deliver(work);
        patience.tell("A finished film", () -> records.finish(work, certificate));
    }

    private void requireSameSource(ExportWork work) throws MediaException {
        if (!sources.unchanged(work.job())) {
            throw new MediaException(MediaException.Kind.DAMAGED, TaskFailures.SOURCE_CHANGED);
        }
    }

    private JoinOrder.Piece piece(ExportWork work, TranscodeTask segment, Part part) {
        Path file = files.part(work.job().uuid(), segment.part(), part.rendition(), part.fence());
        return new JoinOrder.Piece(file, part.frames(), part.seconds());
    }
}
