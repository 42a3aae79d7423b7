package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Offset.offset;
import static org.reelmill.media.jave.TestFfmpeg.ffmpeg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reelmill.media.Deinterlace;
import org.reelmill.media.EncodedSegment;
import org.reelmill.media.FrameSize;
import org.reelmill.media.MediaEngine.Hashed;
import org.reelmill.media.MediaEngine.Prepared;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.PreparedSource;
import org.reelmill.media.Recipe;
import org.reelmill.media.Rendition;
import org.reelmill.media.Segment;
import org.reelmill.media.SegmentOrder;
import org.reelmill.media.SegmentPlan;
import org.reelmill.media.Supervision;
import org.reelmill.media.VideoCodec;
import org.reelmill.testing.SourceFilms;

@Tag("ffmpeg")
class SourcePreparationTest {

    private static final JaveMediaEngine ENGINE = new JaveMediaEngine(TestTools.settings());

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "H264_OPEN_MP4, VIRTUAL, 200, 8",
        "H265_OPEN_MKV, VIRTUAL, 200, 8",
        "VARIABLE_RATE_MKV, VIRTUAL, 200, 8",
        "EDIT_LIST, VIRTUAL, 187, 7",
        "VP9, VIRTUAL, 200, 8",
        "MJPEG, VIRTUAL, 200, 200",
        "ONE_KEY, ONE_PIECE, 200, 1",
        "H264_OPEN_TS, REMUX, 200, 8",
        "H265_OPEN_TS, REMUX, 200, 8",
        "MPEG4_B_FRAMES, REMUX, 200, 9",
        "MPEG2_LATE_CLOCK, REMUX, 200, 9",
        "CLOCK_WRAPS, REMUX, 200, 8",
        "CLOCK_JUMPS, REMUX, 200, 8",
        "CUT_OFF_TS, REMUX, 120, 5"
    })
    void choosesTheRecipeAndListsEveryPicture(SourceFilms.Kind kind, Recipe recipe, int frames, int keys)
            throws MediaException {
        Prepared prepared = prepare(kind.file());

        assertThat(prepared.source().recipe()).isEqualTo(recipe);
        assertThat(prepared.index().frames()).isEqualTo(frames);
        assertThat(prepared.source().frames()).isEqualTo(frames);
        assertThat(prepared.index().keys()).hasSize(keys).isSorted();
        assertThat(prepared.index().pts()).isSorted().doesNotHaveDuplicates();
        assertThat(seconds(
                        prepared, prepared.source().endPts() - prepared.source().firstPts()))
                .isCloseTo(frames / (double) SourceFilms.RATE, offset(0.05));
    }

    @Test
    void aRemuxMendsAClockThatJumpsAndTheSoundIsReadOnItsClock() throws MediaException {
        Prepared prepared = prepare(SourceFilms.Kind.CLOCK_JUMPS.file());

        assertThat(prepared.source().video())
                .isEqualTo(folder.resolve("remux.mp4"))
                .exists();
        assertThat(prepared.source().audio()).isEqualTo(SourceFilms.Kind.CLOCK_JUMPS.file());
        assertThat(prepared.source().audioStartTime()).isZero();
        assertThat(prepared.source().reason()).isEmpty();
    }

    /** As broadcasts go from films of 4:3 to others of 16:9 in pictures of one size. */
    @ParameterizedTest
    @CsvSource({
        "64/45, 'The shape of its pixels changes on the way; all its pictures are shown in the first one.'",
        "16/15, ''"
    })
    void saysThatTheShapeOfPixelsChanges(String then, String note) throws Exception {
        Path film = Files.write(folder.resolve("both.ts"), Files.readAllBytes(broadcast("first.ts", "16/15")));
        Files.write(film, Files.readAllBytes(broadcast("second.ts", then)), StandardOpenOption.APPEND);

        assertThat(String.join("", prepare(film).notes())).isEqualTo(note);
    }

    private Path broadcast(String name, String pixels) {
        Path film = folder.resolve(name);
        ffmpeg("-f lavfi -i testsrc2=s=180x144:d=2 -vf setsar=" + pixels + " -c:v mpeg2video -g 12", film);
        return film;
    }

    @ParameterizedTest
    @CsvSource({"CUT_OFF_MP4, 3.2", "CUT_OFF_MKV, 3.2", "H264_CLOSED, 0", "EDIT_LIST, 0", "VIDEO_LATE, 0", "MJPEG, 0"})
    void tellsHowMuchIsMissingOfAFileThatIsCutOff(SourceFilms.Kind kind, double missing) throws MediaException {
        assertThat(prepare(kind.file()).missingSeconds()).isCloseTo(missing, offset(0.2));
    }

    /** A container with a length that is all there but for zeros or noise: the file is as long as it was. */
    @ParameterizedTest
    @CsvSource({
        "H264_OPEN_MKV, ZEROS, 0.5, 1, cut off",
        "H264_OPEN_MKV, NOISE, 0.5, 0.53, damaged",
        "H264_OPEN_TS, ZEROS, 0.9, 1, zeros",
        "H264_OPEN_TS, NOISE, 0.5, 0.53, pictures are missing",
        "H264_CLOSED, NOISE, 0.002, 0.1, cannot be decoded",
        "H264_CLOSED, ZEROS, 0.4, 0.7, cannot be decoded"
    })
    void saysWhatIsMissingOfADamagedFile(SourceFilms.Kind kind, Filling filling, double from, double to, String reason)
            throws Exception {
        byte[] bytes = Files.readAllBytes(kind.file());
        int start = (int) (bytes.length * from);
        byte[] lost = new byte[(int) (bytes.length * to) - start];
        if (filling == Filling.NOISE) {
            new Random(3).nextBytes(lost);
        }
        System.arraycopy(lost, 0, bytes, start, lost.length);
        Path film = Files.write(folder.resolve(kind.file().getFileName()), bytes);

        assertThat(missing(film)).contains(reason);
    }

    private enum Filling {
        ZEROS,
        NOISE
    }

    /** As the ingest finds it out, a film that cannot be cut included. */
    private String missing(Path film) throws MediaException {
        Prepared prepared = prepare(film);
        if (prepared.missingSeconds() > 0) {
            return "cut off";
        }
        if (!prepared.damage().isEmpty()) {
            return prepared.damage();
        }
        Prepared whole = ENGINE.prepare(film, probe(film).inOnePiece("to be sure"), folder, Supervision.none());
        return hash(film, whole).damage();
    }

    @Test
    void soundThatEndsEarlyIsMissingToo() throws Exception {
        Path whole = folder.resolve("whole.mp4");
        ffmpeg(
                "-f lavfi -i testsrc2=s=64x64:d=1 -f lavfi -i sine=d=6 -c:v libx264 -c:a aac -movflags +faststart",
                whole);
        byte[] bytes = Files.readAllBytes(whole);
        Path film = Files.write(folder.resolve("film.mp4"), Arrays.copyOf(bytes, bytes.length * 8 / 10));

        assertThat(prepare(whole).missingSeconds()).isZero();
        assertThat(prepare(film).missingSeconds()).isGreaterThan(0.5);
    }

    @Test
    void timeStampsThatHaveNothingToDoWithTheLengthAreRefused() throws Exception {
        Path film = folder.resolve("film.mp4");
        byte[] bytes = Files.readAllBytes(SourceFilms.Kind.NO_AUDIO.file());
        int table = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("stts");
        int distance = table + 16;
        ByteBuffer.wrap(bytes).putInt(distance, 0x7ffffff);
        Files.write(film, bytes);

        MediaException failure = catchThrowableOfType(MediaException.class, () -> prepare(film));

        assertThat(failure.kind()).isEqualTo(Kind.DAMAGED);
        assertThat(failure).hasMessageContaining("the file states 8.0 s");
    }

    @Test
    void twoPicturesOfOneTimeStampAreTheSourcesFault() throws Exception {
        Path film = folder.resolve("film.mkv");
        ffmpeg(
                "-f lavfi -i testsrc2=s=64x64:d=2 -c:v libx264 -g 10 -bf 0"
                        + " -vf setpts=floor(N/1.02)/(25*TB) -fps_mode passthrough",
                film);
        Prepared prepared = prepare(film);

        MediaException failure = catchThrowableOfType(MediaException.class, () -> hash(film, prepared));

        assertThat(failure.kind()).isEqualTo(Kind.DAMAGED);
        assertThat(failure).hasMessageContaining("of the source have the same time stamp");
    }

    @Test
    void soundThatMp4DoesNotTakeIsReadFromTheOriginalOnTheSameClock() throws MediaException {
        Path film = folder.resolve("film.asf");
        ffmpeg("-f lavfi -i testsrc2=s=64x64:d=3 -f lavfi -i sine=d=3 -c:v libx264 -g 25 -c:a wmav2", film);

        Prepared prepared = prepare(film);

        assertThat(prepared.source().recipe()).isEqualTo(Recipe.REMUX);
        assertThat(prepared.source().audio()).isEqualTo(film);
        assertThat(prepared.source().audioStartTime()).isZero();
    }

    /** Found by attack: the sound of a Blu-ray stood as much beside the pictures as it begins before them. */
    @Test
    void soundThatMp4DoesNotTakeMayBeginBeforeThePictures() throws MediaException {
        Path film = folder.resolve("film.ts");
        ffmpeg(
                "-itsoffset 0.8 -f lavfi -i testsrc2=s=64x64:d=3 -f lavfi -i sine=r=48000:d=3 -map 0 -map 1 -c:v libx264 -g 25"
                        + " -ac 2 -c:a pcm_bluray -f mpegts -mpegts_m2ts_mode 1",
                film);

        Prepared prepared = prepare(film);

        assertThat(prepared.source().recipe()).isEqualTo(Recipe.REMUX);
        assertThat(prepared.source().audio()).isEqualTo(film);
        assertThat(SourceStreams.videoOffset(prepared.source())).isCloseTo(0.8, within(0.03));
    }

    /** Found by attack: the pictures were of one programme, the sound of the other. */
    @Test
    void soundIsOfTheProgrammeOfThePictures() throws MediaException {
        Path film = folder.resolve("film.ts");
        ffmpeg(
                "-f lavfi -i testsrc2=s=64x64:d=3 -f lavfi -i sine=d=3 -f lavfi -i testsrc2=s=128x128:d=3 -f lavfi -i sine=d=3:r=48000"
                        + " -map 0 -map 1 -map 2 -map 3 -c:v libx264 -g 25 -c:a mp2"
                        + " -program title=First:st=0:st=1 -program title=Second:st=2:st=3",
                film);
        MediaInfo info = probe(film);

        assertThat(info.audio()).extracting(MediaInfo.Audio::sampleRate).containsExactly(48_000);
        assertThat(info.notes()).containsExactly("Another programme (First), streams 0, 1.");
        MediaInfo whole = info.inOnePiece("to read the sound from the source");
        PreparedSource source =
                ENGINE.prepare(film, whole, folder, Supervision.none()).source();
        assertThat(source.audio()).isEqualTo(film);
        assertThat(SourceStreams.read(TestTools.tools(), whole, source, Supervision.none())
                        .audio(info.audio().get(0)))
                .contains(info.audio().get(0).index());
    }

    /** Found by attack: an empty edit before the sound counts to the length that MP4 states. */
    @Test
    void soundThatBeginsLateIsNotMissing() throws MediaException {
        Path film = folder.resolve("film.mp4");
        ffmpeg(
                "-f lavfi -i testsrc2=s=64x64:d=6 -itsoffset 2 -f lavfi -i sine=d=4 -map 0 -map 1 -c:v libx264 -g 25 -c:a aac",
                film);

        assertThat(prepare(film).missingSeconds()).isZero();
    }

    /** Found by attack: sound alone came before the pictures for longer than these last, and they were taken for misdated. */
    @Test
    void picturesThatBeginLateAreNotMisdated() throws MediaException {
        Path film = folder.resolve("film.mp4");
        ffmpeg(
                "-itsoffset 12 -f lavfi -i testsrc2=s=64x64:d=1 -f lavfi -i sine=d=13 -map 0 -map 1 -c:v libx264 -c:a aac",
                film);

        Prepared prepared = prepare(film);

        assertThat(prepared.damage()).isEmpty();
        assertThat(prepared.missingSeconds()).isZero();
    }

    /** Found by attack: such a film was refused, since it "goes on in another stream": in its own. */
    @Test
    void aTransportStreamMayBeShort() throws MediaException {
        Path film = folder.resolve("film.ts");
        ffmpeg("-f lavfi -i testsrc2=s=64x64:d=0.4 -c:v libx264", film);

        assertThat(prepare(film).damage()).isEmpty();
    }

    /** Found by attack: no film of H.264 in AVI was taken, "cut off" by its whole length, for AVI has no time stamps of it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void h264InAviIsAllThere(int reordered) throws MediaException {
        Path film = folder.resolve("film.avi");
        ffmpeg(
                "-f lavfi -i testsrc2=s=64x64:d=4 -f lavfi -i sine=d=4 -c:v libx264 -g 25 -c:a libmp3lame -bf "
                        + reordered,
                film);

        Prepared prepared = prepare(film);

        assertThat(prepared.missingSeconds()).isZero();
        if (reordered == 0) {
            assertThat(prepared.source().recipe()).isEqualTo(Recipe.REMUX);
            assertThat(SourceStreams.videoOffset(prepared.source())).isZero();
        }
    }

    /** What AVI has no time stamps of is shown as much later than it is stored as the first picture. */
    @Test
    void aFilmWithoutTimeStampsEndsWithItsLastPicture() throws MediaException {
        Path film = folder.resolve("film.avi");
        ffmpeg("-f lavfi -i testsrc2=s=64x64:d=2 -c:v libx264 -g 25 -bf 2 -b_strategy 0", film);

        PreparedSource source = ENGINE.prepare(film, probe(film).inOnePiece("to be sure"), folder, Supervision.none())
                .source();

        assertThat((source.endPts() - source.firstPts()) * source.timeBase().value())
                .isCloseTo(2, within(0.001));
    }

    /** Found by attack: broadcasters do so between programmes, and half a film was published. */
    @Test
    void picturesThatGoOnInAnotherStreamAreNotForgotten() throws Exception {
        Path film = folder.resolve("film.ts");
        Path second = folder.resolve("second.ts");
        String pictures = "-f lavfi -i testsrc2=s=64x64:d=4 -c:v libx264 -g 25 -f mpegts -mpegts_start_pid ";
        ffmpeg(pictures + "256", film);
        ffmpeg(pictures + "512 -output_ts_offset 4", second);
        Files.write(film, Files.readAllBytes(second), StandardOpenOption.APPEND);

        assertThat(prepare(film).damage()).isEqualTo("The source goes on for 4.0 s with pictures in another stream");
    }

    @Test
    void videoThatMp4DoesNotTakeIsOnePiece() throws MediaException {
        Path film = folder.resolve("film.avi");
        ffmpeg("-f lavfi -i testsrc2=s=64x64:d=2 -c:v msmpeg4v3 -g 10", film);

        Prepared prepared = prepare(film);

        assertThat(prepared.source().recipe()).isEqualTo(Recipe.ONE_PIECE);
        assertThat(prepared.source().video()).isEqualTo(film);
        assertThat(prepared.source().reason()).contains("MP4 does not take");
        assertThat(folder.resolve("remux.mp4")).doesNotExist();
        assertThat(hash(film, prepared)).isEqualTo(new Hashed(50, true));
    }

    @Test
    void aFilmThatStartsBeforeItsFirstKeyFrameIsOnePiece() throws Exception {
        byte[] whole = Files.readAllBytes(SourceFilms.Kind.H264_OPEN_TS.file());
        // a recording of a broadcast: begins between two packets of 188 bytes somewhere in a group of pictures
        Path film = Files.write(
                folder.resolve("film.ts"), Arrays.copyOfRange(whole, whole.length / 188 / 3 * 188, whole.length));

        Prepared prepared = prepare(film);

        assertThat(prepared.source().recipe()).isEqualTo(Recipe.ONE_PIECE);
        assertThat(prepared.source().reason()).isNotEmpty();
    }

    @Test
    void headersThatChangeOnTheWayMakeOnePiece() throws Exception {
        for (String size : List.of("64x64", "96x96")) {
            ffmpeg("-f lavfi -i testsrc2=s=" + size + ":d=2 -c:v libx264 -g 10", folder.resolve(size + ".flv"));
        }
        byte[] small = Files.readAllBytes(folder.resolve("64x64.flv"));
        byte[] large = Files.readAllBytes(folder.resolve("96x96.flv"));
        int header = 13;
        Path film = Files.write(folder.resolve("film.flv"), small);
        Files.write(film, Arrays.copyOfRange(large, header, large.length), StandardOpenOption.APPEND);

        Prepared prepared = prepare(film);

        assertThat(prepared.source().recipe()).isEqualTo(Recipe.ONE_PIECE);
        assertThat(prepared.source().reason()).contains("headers");
    }

    @Test
    void aFileWithoutPicturesIsDamaged() throws IOException {
        Path film = folder.resolve("film.mp4");
        byte[] whole = Files.readAllBytes(SourceFilms.Kind.CUT_OFF_MP4.file());
        int data = new String(whole, StandardCharsets.ISO_8859_1).indexOf("mdat");
        Files.write(film, Arrays.copyOf(whole, data + 4));

        MediaException failure = catchThrowableOfType(MediaException.class, () -> prepare(film));

        assertThat(failure.fatal()).isTrue();
    }

    /** The pictures that segments get must be those of the sequential decode, in every class that can be cut. */
    @ParameterizedTest
    @EnumSource(
            value = SourceFilms.Kind.class,
            names = {
                "H264_OPEN_MKV",
                "H264_OPEN_TS",
                "H265_10_BIT",
                "H264_422",
                "VARIABLE_RATE_MP4",
                "EDIT_LIST",
                "ROTATED",
                "INTERLACED",
                "WIDE_PIXELS",
                "MPEG4_B_FRAMES",
                "CLOCK_JUMPS",
                "ODD_SIZE",
                "CUT_OFF_MKV"
            })
    void everyPictureOfEverySegmentIsThatOfTheSequentialDecode(SourceFilms.Kind kind) throws MediaException {
        MediaInfo info = probe(kind.file());
        Prepared prepared = prepare(kind.file());
        Hashed hashed = hash(kind.file(), prepared);
        List<Segment> segments = SegmentPlan.cut(prepared.index(), 2);

        assertThat(hashed).isEqualTo(new Hashed(prepared.index().frames(), true));
        assertThat(segments).hasSizeGreaterThan(2);
        for (Segment segment : segments) {
            EncodedSegment encoded = encode(info, prepared, segment);
            assertThat(encoded.framesCompared()).isTrue();
            assertThat(encoded.framesRead()).isEqualTo(segment.frames());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SourceFilms.Kind.class,
            names = {"CORRUPT_MP4", "CORRUPT_MKV", "CORRUPT_TS"})
    void aDamagedFilmFailsInSegmentsAndSucceedsInOnePiece(SourceFilms.Kind kind) throws MediaException {
        MediaInfo info = probe(kind.file());
        Prepared cut = prepare(kind.file());
        hash(kind.file(), cut);
        List<Kind> failures = new ArrayList<>();
        for (Segment segment : SegmentPlan.cut(cut.index(), 2)) {
            Optional.ofNullable(catchThrowableOfType(MediaException.class, () -> encode(info, cut, segment)))
                    .map(MediaException::kind)
                    .ifPresent(failures::add);
        }
        assertThat(failures).isNotEmpty().containsOnly(Kind.CUT_UNSAFE);

        MediaInfo whole = info.inOnePiece("segments differ from the sequential decode");
        Prepared prepared = ENGINE.prepare(kind.file(), whole, folder, Supervision.none());
        assertThat(prepared.source().recipe()).isEqualTo(Recipe.ONE_PIECE);
        long hashed = hash(kind.file(), prepared).frames();
        EncodedSegment encoded =
                encode(whole, prepared, SegmentPlan.onePiece(prepared.source()).get(0));
        assertThat(encoded.framesCompared()).isTrue();
        assertThat(encoded.framesRead()).isEqualTo(hashed);
    }

    @Test
    void theListHasTheTimeStampsOfTheIndex() throws Exception {
        for (SourceFilms.Kind kind : List.of(SourceFilms.Kind.VARIABLE_RATE_MKV, SourceFilms.Kind.CLOCK_WRAPS)) {
            Prepared prepared = prepare(kind.file());
            hash(kind.file(), prepared);

            try (FrameHashList.Reader list = FrameHashList.read(folder.resolve("hashes"))) {
                LongStream.Builder stamps = LongStream.builder();
                list.all().forEachRemaining(frame -> stamps.add(frame.pts()));
                assertThat(stamps.build().toArray()).isEqualTo(prepared.index().pts());
            }
        }
    }

    @Test
    void aFilmThatEndsInGarbageIsDamaged() throws IOException, MediaException {
        byte[] bytes = Files.readAllBytes(SourceFilms.Kind.CUT_OFF_MP4.file());
        byte[] garbage = new byte[bytes.length / 3];
        new Random(1).nextBytes(garbage);
        System.arraycopy(garbage, 0, bytes, bytes.length - garbage.length, garbage.length);
        Path film = Files.write(folder.resolve("film.mp4"), bytes);
        Prepared prepared = prepare(film);

        MediaException failure = catchThrowableOfType(MediaException.class, () -> hash(film, prepared));

        assertThat(failure.kind()).isEqualTo(Kind.DAMAGED);
        assertThat(failure).hasMessageContaining("cannot be decoded");
        assertThat(folder.resolve("hashes")).doesNotExist();
    }

    @Test
    void anIndexThatListsMoreThanIsDecodedIsFoundOutAndTheListIsThere() throws Exception {
        Path film = SourceFilms.Kind.H264_CLOSED.file();
        Prepared prepared = prepare(film);
        Prepared wrong = new Prepared(
                new PreparedSource(
                        film,
                        0,
                        film,
                        0,
                        prepared.source().timeBase(),
                        0,
                        prepared.source().endPts(),
                        201,
                        Recipe.VIRTUAL,
                        ""),
                prepared.index());

        assertThat(hash(film, wrong)).isEqualTo(new Hashed(200, false));
        try (FrameHashList.Reader list = FrameHashList.read(folder.resolve("hashes"))) {
            assertThat(list.size()).isEqualTo(200);
        }
    }

    @AfterAll
    static void closeTheEngine() {
        ENGINE.close();
    }

    private MediaInfo probe(Path film) throws MediaException {
        return ENGINE.probe(film, Supervision.none());
    }

    private Prepared prepare(Path film) throws MediaException {
        return ENGINE.prepare(film, probe(film), folder, Supervision.none());
    }

    private Hashed hash(Path film, Prepared prepared) throws MediaException {
        Path list = folder.resolve("hashes");
        OwnFiles.delete(list);
        return ENGINE.hashFrames(film, probe(film), prepared.source(), list, 2, Supervision.none());
    }

    private EncodedSegment encode(MediaInfo info, Prepared prepared, Segment segment) throws MediaException {
        Rendition rendition = new Rendition("r", 1920, 1080, VideoCodec.H264, 30, "ultrafast", "high", 8, 60, 64);
        FrameSize size =
                FrameSize.evenInside(info.video().displayWidth(), info.video().displayHeight());
        return ENGINE.encode(
                new SegmentOrder(
                        info,
                        prepared.source(),
                        segment,
                        List.of(new SegmentOrder.Target(
                                rendition, size, folder.resolve("part" + segment.part() + ".mp4"))),
                        Deinterlace.AUTO,
                        new SegmentOrder.Hashes.Compare(folder.resolve("hashes"))),
                Supervision.none());
    }

    private static double seconds(Prepared prepared, long units) {
        return units * prepared.source().timeBase().value();
    }
}
