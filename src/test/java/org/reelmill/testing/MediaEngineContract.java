package org.reelmill.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.media.AudioTrack;
import org.reelmill.media.Deinterlace;
import org.reelmill.media.EncodedSegment;
import org.reelmill.media.FrameSize;
import org.reelmill.media.JoinOrder;
import org.reelmill.media.MediaEngine;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.Rendition;
import org.reelmill.media.Segment;
import org.reelmill.media.SegmentOrder;
import org.reelmill.media.SegmentPlan;
import org.reelmill.media.Supervision;
import org.reelmill.media.VideoCodec;

/** What every {@link MediaEngine} does, the real one and the fake. */
public abstract class MediaEngineContract {

    private static final Rendition RENDITION =
            new Rendition("one", 192, 144, VideoCodec.H264, 25, "ultrafast", "main", 8, 60, 96);
    private static final Supervision STOPPED = new Supervision() {
        @Override
        public boolean mayGoOn() {
            return false;
        }

        @Override
        public void progress(long frames) {
            // nobody watches
        }
    };

    @TempDir
    protected Path folder;

    protected abstract MediaEngine engine();

    /** A film of 192x144, 8 s at 25 pictures a second, a key frame every second, with one audio stream. */
    protected abstract Path film();

    /** The same without sound. */
    protected abstract Path silentFilm();

    private MediaEngine.Prepared prepared(Path film, MediaInfo info) throws MediaException {
        return engine().prepare(film, info, folder, Supervision.none());
    }

    private SegmentOrder order(
            MediaInfo info, MediaEngine.Prepared prepared, Segment segment, SegmentOrder.Hashes hashes) {
        SegmentOrder.Target target =
                new SegmentOrder.Target(RENDITION, new FrameSize(192, 144), folder.resolve("part" + segment.part()));
        return new SegmentOrder(info, prepared.source(), segment, List.of(target), Deinterlace.AUTO, hashes);
    }

    private JoinOrder joinOrder(
            MediaInfo info, MediaEngine.Prepared prepared, List<JoinOrder.Piece> pieces, List<AudioTrack> audio) {
        return new JoinOrder(
                info,
                prepared.source(),
                RENDITION,
                new FrameSize(192, 144),
                pieces,
                audio,
                true,
                true,
                folder.resolve("film.mp4"));
    }

    @Test
    void namesItsBuild() throws MediaException {
        assertThat(engine().build().codecs()).contains(VideoCodec.H264);
        assertThat(engine().build().fingerprint())
                .isNotBlank()
                .isEqualTo(engine().build().fingerprint());
    }

    @Test
    void refusesWhatIsNoFilm() throws IOException {
        Path text = Files.writeString(folder.resolve("film.mp4"), "not a film");

        assertThatThrownBy(() -> engine().probe(text, Supervision.none())).satisfies(isOf(Kind.REFUSED));
    }

    @Test
    void listsEveryPictureAndKey() throws MediaException {
        MediaInfo info = engine().probe(film(), Supervision.none());
        MediaEngine.Prepared prepared = prepared(film(), info);

        assertThat(info.video().displayWidth()).isEqualTo(192);
        assertThat(info.audio()).hasSize(1);
        assertThat(prepared.index().pts()).hasSize(200).isSorted();
        assertThat(prepared.index().keys()).hasSize(8);
        assertThat(prepared.source().frames()).isEqualTo(200);
    }

    @Test
    void partsAndSoundMakeTheFilm() throws MediaException {
        MediaInfo info = engine().probe(film(), Supervision.none());
        MediaEngine.Prepared prepared = prepared(film(), info);
        Path hashes = folder.resolve("hashes");
        assertThat(engine().hashFrames(film(), info, prepared.source(), hashes, 2, Supervision.none()))
                .isEqualTo(new MediaEngine.Hashed(200, true));

        List<Segment> segments = SegmentPlan.cut(prepared.index(), 2);
        List<JoinOrder.Piece> pieces = new ArrayList<>();
        for (Segment segment : segments) {
            EncodedSegment encoded = engine().encode(
                            order(info, prepared, segment, new SegmentOrder.Hashes.Compare(hashes)),
                            Supervision.none());
            assertThat(encoded.framesRead()).isEqualTo(segment.frames());
            assertThat(encoded.framesCompared()).isTrue();
            assertThat(encoded.firstPts()).isEqualTo(segment.startPts());
            assertThat(encoded.lastPts()).isLessThan(segment.endPts());
            EncodedSegment.Part part = encoded.parts().get(0);
            Path file = folder.resolve("part" + segment.part());
            assertThat(file).hasSize(part.bytes());
            assertThat(part.sha256()).hasSize(64);
            pieces.add(new JoinOrder.Piece(file, part.frames(), part.seconds()));
        }
        List<AudioTrack> audio = engine().encodeAudio(info, prepared.source(), 96, folder, Supervision.none());
        var film = engine().join(joinOrder(info, prepared, pieces, audio), Supervision.none());

        assertThat(segments).hasSize(4);
        assertThat(film.frames()).isEqualTo(200);
        assertThat(film.duration()).isEqualTo(8.0, offset(0.001));
        assertThat(film.audio()).hasSize(1);
        assertThat(folder.resolve("film.mp4")).hasSize(film.bytes());
    }

    @Test
    void aFilmWithoutSoundHasNoTracks() throws MediaException {
        MediaInfo info = engine().probe(silentFilm(), Supervision.none());
        MediaEngine.Prepared prepared = prepared(silentFilm(), info);

        assertThat(engine().encodeAudio(info, prepared.source(), 96, folder, Supervision.none()))
                .isEmpty();
    }

    @Test
    void progressNeverGoesBack() throws MediaException {
        MediaInfo info = engine().probe(film(), Supervision.none());
        MediaEngine.Prepared prepared = prepared(film(), info);
        Segment whole = SegmentPlan.onePiece(prepared.source()).get(0);
        List<Long> told = new CopyOnWriteArrayList<>();

        engine().encode(order(info, prepared, whole, keep(whole)), new Supervision() {
            @Override
            public boolean mayGoOn() {
                return true;
            }

            @Override
            public void progress(long frames) {
                told.add(frames);
            }
        });

        assertThat(told).isSorted().endsWith(whole.frames());
    }

    @Test
    void aDifferentPictureMakesTheCutUnsafe() throws MediaException, IOException {
        MediaInfo info = engine().probe(film(), Supervision.none());
        MediaEngine.Prepared prepared = prepared(film(), info);
        Path hashes = folder.resolve("hashes");
        engine().hashFrames(film(), info, prepared.source(), hashes, 1, Supervision.none());
        byte[] list = Files.readAllBytes(hashes);
        // a digit in the last picture's hash
        list[list.length - 2] = (byte) (list[list.length - 2] == '1' ? '2' : '1');
        Files.write(hashes, list);
        List<Segment> segments = SegmentPlan.cut(prepared.index(), 2);
        SegmentOrder order =
                order(info, prepared, segments.get(segments.size() - 1), new SegmentOrder.Hashes.Compare(hashes));

        assertThatThrownBy(() -> engine().encode(order, Supervision.none())).satisfies(isOf(Kind.CUT_UNSAFE));
        assertThat(order.targets().get(0).file()).doesNotExist();
    }

    @Test
    void picturesThatWereKeptCanBeComparedLater() throws MediaException {
        MediaInfo info = engine().probe(film(), Supervision.none());
        MediaEngine.Prepared prepared = prepared(film(), info);
        List<Segment> segments = SegmentPlan.cut(prepared.index(), 4);
        for (Segment segment : segments) {
            EncodedSegment encoded = engine().encode(order(info, prepared, segment, keep(segment)), Supervision.none());
            assertThat(encoded.framesCompared()).isFalse();
        }
        Path hashes = folder.resolve("hashes");
        engine().hashFrames(film(), info, prepared.source(), hashes, 1, Supervision.none());

        assertThat(segments).hasSize(2);
        for (Segment segment : segments) {
            engine().compareFrames(hashes, segment, keep(segment).target());
        }
        assertThatThrownBy(() -> engine().compareFrames(
                                hashes, segments.get(0), keep(segments.get(1)).target()))
                .satisfies(isOf(Kind.CUT_UNSAFE));
        assertThatThrownBy(() -> engine().compareFrames(
                                keep(segments.get(0)).target(),
                                segments.get(1),
                                keep(segments.get(1)).target()))
                .satisfies(isOf(Kind.CUT_UNSAFE));
        assertThatThrownBy(() -> engine().compareFrames(folder.resolve("none"), segments.get(0), hashes))
                .satisfies(isOf(Kind.FAILED));
    }

    private SegmentOrder.Hashes.Keep keep(Segment segment) {
        return new SegmentOrder.Hashes.Keep(folder.resolve("kept" + segment.part()));
    }

    @Test
    void whatIsStoppedLeavesNoFile() throws MediaException, IOException {
        MediaInfo info = engine().probe(film(), Supervision.none());
        MediaEngine.Prepared prepared = prepared(film(), info);
        Segment whole = SegmentPlan.onePiece(prepared.source()).get(0);
        SegmentOrder order = order(info, prepared, whole, keep(whole));

        assertThatThrownBy(() -> engine().encode(order, STOPPED)).satisfies(isOf(Kind.STOPPED));
        assertThatThrownBy(() -> engine().encodeAudio(info, prepared.source(), 96, folder, STOPPED))
                .satisfies(isOf(Kind.STOPPED));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aMissingPartIsNoFilm() throws MediaException {
        MediaInfo info = engine().probe(silentFilm(), Supervision.none());
        MediaEngine.Prepared prepared = prepared(silentFilm(), info);
        Segment segment = SegmentPlan.onePiece(prepared.source()).get(0);
        EncodedSegment encoded =
                engine().encode(order(info, prepared, segment, new SegmentOrder.Hashes.None()), Supervision.none());
        JoinOrder.Piece whole = new JoinOrder.Piece(
                folder.resolve("part0"), 200, encoded.parts().get(0).seconds());
        JoinOrder.Piece missing = new JoinOrder.Piece(folder.resolve("part1"), 200, whole.seconds());
        JoinOrder order = joinOrder(info, prepared, List.of(whole, missing), List.of());

        assertThatThrownBy(() -> engine().join(order, Supervision.none())).satisfies(isOf(Kind.FAILED));
        assertThat(order.target()).doesNotExist();
    }

    @Test
    void theSampleIsAFilmOfSeveralSegments() throws MediaException {
        Path sample = folder.resolve("sample.mp4");
        engine().makeSample(sample, Supervision.none());

        MediaInfo info = engine().probe(sample, Supervision.none());
        assertThat(info.duration()).isBetween(20.0, 30.0);
        assertThat(info.audio()).hasSize(1);
        assertThat(SegmentPlan.cut(prepared(sample, info).index(), 4)).hasSizeGreaterThanOrEqualTo(3);
    }

    private static Consumer<Throwable> isOf(Kind kind) {
        return thrown -> assertThat(((MediaException) thrown).kind()).isEqualTo(kind);
    }
}
