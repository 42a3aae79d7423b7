package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.reelmill.media.EncodedSegment;
import org.reelmill.media.JoinedFilm;
import org.reelmill.media.MediaEngine;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.Rendition;
import org.reelmill.media.Supervision;
import org.reelmill.media.VideoCodec;
import org.reelmill.testing.BeepReader;
import org.reelmill.testing.FilmMill;
import org.reelmill.testing.FilmMill.Milled;
import org.reelmill.testing.FilmMill.Output;
import org.reelmill.testing.FrameCounterReader;
import org.reelmill.testing.FrameCounterReader.Frame;
import org.reelmill.testing.Likeness;
import org.reelmill.testing.SourceFilms;
import org.reelmill.testing.SourceFilms.Kind;

/** Every class of source comes out as it went in: each picture once, in order, in time, upright, and with its sound. */
@Tag("ffmpeg")
@Execution(ExecutionMode.CONCURRENT)
class FidelityTest {

    private static final Rendition FULL =
            new Rendition("full", 192, 192, VideoCodec.H264, 20, "ultrafast", "main", 8, 60, 96);
    private static final Rendition SMALL =
            new Rendition("small", 96, 96, VideoCodec.H264, 18, "ultrafast", "baseline", 8, 30, 64);
    private static final Rendition DEEP =
            new Rendition("deep", 192, 192, VideoCodec.H265, 20, "ultrafast", "main", 10, 60, 96);

    private static final double SEGMENT_SECONDS = 1.5;
    private static final double STAMP_TOLERANCE = 0.002;
    private static final double LEAST_LIKENESS = 30;
    private static final double AUDIO_FRAME = 1024 / 48_000.0;

    /** No cut is possible or safe. */
    private static final Set<Kind> ONE_PIECE =
            EnumSet.of(Kind.ONE_KEY, Kind.FIELD_CODED, Kind.CORRUPT_TS, Kind.CORRUPT_MP4, Kind.CORRUPT_MKV);

    /** The time stamps jump in the source and are mended. */
    private static final Set<Kind> MENDED = EnumSet.of(Kind.CLOCK_JUMPS);

    /** What lost single packets of its sound, and what it was: how ffmpeg alone plays such sound, it is drawn together. */
    private static final Map<Kind, Kind> UNDAMAGED = Map.of(
            Kind.CORRUPT_TS,
            Kind.H264_OPEN_TS,
            Kind.CORRUPT_MKV,
            Kind.H264_OPEN_MKV,
            Kind.CORRUPT_MP4,
            Kind.H264_CLOSED);

    private final MediaEngine engine = TestFfmpeg.engine();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            mode = Mode.EXCLUDE,
            names = {"INDEX_MISSING", "SOUND_DAMAGED"})
    void everyPictureComesOutOnceAndInTime(Kind kind) throws MediaException {
        Path source = kind.file();

        // the smallest rendition takes the size of a picture that none fits (S4.42)
        List<Rendition> wanted = kind == Kind.ODD_SIZE ? List.of(FULL) : List.of(FULL, SMALL);
        Milled milled = new FilmMill(engine, folder).mill(source, wanted, SEGMENT_SECONDS);

        if (ONE_PIECE.contains(kind)) {
            assertThat(milled.segments()).hasSize(1);
        } else {
            assertThat(milled.onePieceReason()).isEmpty();
            assertThat(milled.segments()).hasSizeGreaterThanOrEqualTo(3);
        }
        assertThat(milled.encoded()).allMatch(EncodedSegment::framesCompared);
        assertThat(milled.outputs()).hasSameSizeAs(wanted);
        milled.outputs()
                .forEach((name, output) -> check(kind, source, milled, name.equals("full") ? FULL : SMALL, output));
    }

    private static void check(Kind kind, Path source, Milled milled, Rendition rendition, Output output) {
        MediaInfo.Video video = milled.info().video();
        boolean limited = Math.round(video.frameRate().value()) > rendition.maxFramerate();
        List<Frame> due = FrameCounterReader.read(
                source,
                (video.interlaced() ? "bwdif=mode=send_frame," : "")
                        + (limited ? "setpts=PTS-STARTPTS,fps=" + rendition.maxFramerate() : "null"));
        List<Frame> got = FrameCounterReader.read(output.file());

        assertThat(got)
                .extracting(Frame::counter)
                .isEqualTo(due.stream().map(Frame::counter).toList());
        assertThat(output.film().frames()).isEqualTo(got.size());
        if (!MENDED.contains(kind)) {
            assertThat(IntStream.range(0, got.size())
                            .mapToDouble(i ->
                                    Math.abs(got.get(i).seconds() - due.get(i).seconds()))
                            .max())
                    .hasValueCloseTo(0.0, within(STAMP_TOLERANCE));
            assertThat(output.film().duration())
                    .isCloseTo(due.get(due.size() - 1).seconds(), within(2.1 / rendition.maxFramerate() + 0.025));
        }
        checkShape(milled, rendition, output);
        checkSound(kind, source, milled, output);
    }

    private static void checkShape(Milled milled, Rendition rendition, Output output) {
        MediaInfo.Video video = milled.info().video();
        Rendition.Fitted fitted = Rendition.ladder(List.of(rendition), video.displayWidth(), video.displayHeight())
                .get(0);
        Map<String, String> stream =
                stream(output.file(), "V:0", "width,height,sample_aspect_ratio,pix_fmt,codec_tag_string");
        assertThat(stream.get("width") + "x" + stream.get("height"))
                .isEqualTo(fitted.size().width() + "x" + fitted.size().height());
        assertThat(stream.get("sample_aspect_ratio")).isIn("1:1", "N/A");
        assertThat(stream).containsEntry("codec_tag_string", "avc1");
        // the second is the first in full range, as Motion JPEG has it
        assertThat(stream.get("pix_fmt")).isIn("yuv420p", "yuvj420p");
        double shown = (double) video.displayWidth() / video.displayHeight();
        assertThat((double) output.film().width() / output.film().height()).isCloseTo(shown, within(shown * 0.03));
    }

    private static void checkSound(Kind kind, Path source, Milled milled, Output output) {
        assertThat(output.film().audio()).hasSameSizeAs(milled.info().audio());
        for (JoinedFilm.AudioOffset offset : output.film().audio()) {
            assertThat(offset.startMillis()).isCloseTo(0, within(AUDIO_FRAME * 1000));
        }
        for (int track = 0; track < milled.info().audio().size(); track++) {
            List<Double> due = BeepReader.read(source, track);
            List<Double> got = BeepReader.read(output.file(), track);
            assertThat(got).hasSameSizeAs(due);
            if (UNDAMAGED.containsKey(kind)) {
                due = BeepReader.read(UNDAMAGED.get(kind).file(), track);
            }
            if (!MENDED.contains(kind)) {
                assertThat(got.get(0)).isCloseTo(due.get(0), within(AUDIO_FRAME));
                assertThat(got.get(got.size() - 1)).isCloseTo(due.get(due.size() - 1), within(AUDIO_FRAME));
                assertThat(output.film().audio().get(track).endMillis()).isCloseTo(0, within(2 * AUDIO_FRAME * 1000));
            }
        }
    }

    /** Its sound begins at once, its pictures at the next key frame. */
    @ParameterizedTest
    @CsvSource({"film.ts, 0", "film.ts, 2.5", "film.mkv, 0"})
    void aRecordingThatBeginsWithinAGroupOfPicturesKeepsItsSound(String name, double soundLate) throws Exception {
        Path begun = folder.resolve("begun.ts");
        Path whole = Kind.H264_CLOSED.file();
        TestFfmpeg.ffmpeg(List.of(
                "-i",
                whole.toString(),
                "-itsoffset",
                String.valueOf(soundLate),
                "-i",
                whole.toString(),
                "-map",
                "0:v",
                "-map",
                "1:a",
                "-c",
                "copy",
                begun.toString()));
        byte[] bytes = Files.readAllBytes(begun);
        Path cut = Files.write(
                folder.resolve("cut.ts"), Arrays.copyOfRange(bytes, bytes.length / 188 / 12 * 188, bytes.length));
        Path source = folder.resolve(name);
        TestFfmpeg.ffmpeg(List.of("-i", cut.toString(), "-map", "0", "-c", "copy", "-copyinkf", source.toString()));
        Path film = name.endsWith(".ts") ? cut : source;

        Milled milled = new FilmMill(engine, folder).mill(film, List.of(FULL), SEGMENT_SECONDS);

        Output output = milled.outputs().get("full");
        Frame first = FrameCounterReader.read(output.file()).get(0);
        double beep = BeepReader.read(output.file(), 0).get(0);
        assertThat(first.counter()).isPositive();
        // in the whole film they beep at each half of a second
        double apart = beep - soundLate - 0.5 - (first.seconds() - first.counter() / (double) SourceFilms.RATE);
        assertThat(apart - Math.rint(apart)).isCloseTo(0, within(AUDIO_FRAME));
        assertThat(output.film().audio().get(0).startMillis()).isCloseTo(0, within(AUDIO_FRAME * 1000));
    }

    /** Broadcasts have their films in stereo or with six channels, and what is between them otherwise. */
    @ParameterizedTest
    @CsvSource({"ac3, film.ts", "ac3, film.mkv", "mp2, film.ts"})
    void soundThatChangesItsChannelsStaysWithItsPictures(String codec, String name) throws Exception {
        Path source = withChangingChannels(codec, name);

        Milled milled = new FilmMill(engine, folder).mill(source, List.of(FULL), SEGMENT_SECONDS);

        assertThat(milled.segments()).hasSizeGreaterThan(2);
        List<Double> beeps = BeepReader.read(milled.outputs().get("full").file(), 0);
        assertThat(beeps).hasSize(8);
        for (int i = 0; i < beeps.size(); i++) {
            assertThat(beeps.get(i)).isCloseTo(i / 2 * 1.92 + i % 2 + 0.5, within(AUDIO_FRAME));
        }
    }

    /** Beeps twice in each 1.92 s, half a second after their beginning the first time. */
    private Path withChangingChannels(String codec, String name) throws IOException {
        Path sound = folder.resolve("sound." + codec);
        try (OutputStream all = Files.newOutputStream(sound)) {
            for (int channels : codec.equals("ac3") ? new int[] {2, 6, 1, 6} : new int[] {1, 2, 1, 2}) {
                Path part = folder.resolve("part." + codec);
                // a whole number of packets
                TestFfmpeg.ffmpeg(List.of(
                        "-f",
                        "lavfi",
                        "-i",
                        "aevalsrc=if(lt(mod(t-0.5\\,1)\\,0.05)\\,sin(2*PI*1000*t)\\,0):s=48000:d=1.92",
                        "-ac",
                        String.valueOf(channels),
                        "-c:a",
                        codec,
                        "-b:a",
                        "192k",
                        part.toString()));
                Files.copy(part, all);
            }
        }
        Path film = folder.resolve(name);
        TestFfmpeg.ffmpeg(List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=96x64:r=25:d=7.68",
                "-i",
                sound.toString(),
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-g",
                "25",
                "-c:a",
                "copy",
                film.toString()));
        return film;
    }

    /** By {@code cat}; the sound of the first one may last beyond its pictures. AAC says in each packet what it is, unlike in MP4. */
    @ParameterizedTest
    @CsvSource({
        "2, 48000, 4, 6, 48000",
        "2, 48000, 4, 1, 44100",
        "2, 44100, 4, 2, 48000",
        "2, 48000, 4, 1, 32000",
        "2, 48000, 4.09, 2, 48000"
    })
    void recordingsThatStandOneBehindTheOtherKeepTheirSound(
            int channels, int rate, double seconds, int channelsThen, int rateThen) throws Exception {
        byte[] first = Files.readAllBytes(recording("first.ts", channels, rate, seconds));
        Path source = Files.write(folder.resolve("both.ts"), first);
        Files.write(
                source,
                Files.readAllBytes(recording("second.ts", channelsThen, rateThen, 4)),
                StandardOpenOption.APPEND);
        MediaInfo info = engine.probe(source, Supervision.none());
        assertThat(engine.prepare(source, info, folder, Supervision.none()).damage())
                .isEmpty();

        Milled milled = new FilmMill(engine, folder).mill(source, List.of(FULL), SEGMENT_SECONDS);

        assertThat(milled.segments()).hasSizeGreaterThan(2);
        Output output = milled.outputs().get("full");
        assertThat(output.film().frames()).isEqualTo(200);
        assertThat(output.film().notes()).isEmpty();
        assertThat(output.film().audio().get(0).endMillis()).isCloseTo(0, within(1.0));
        List<Double> beeps = BeepReader.read(output.file(), 0);
        assertThat(beeps).hasSize(8);
        for (int i = 0; i < beeps.size(); i++) {
            assertThat(beeps.get(i)).isCloseTo(i + 0.5, within(0.002));
        }
    }

    /** Of 4 s of pictures, with a beep at each half of a second. */
    private Path recording(String name, int channels, int rate, double seconds) {
        Path film = folder.resolve(name);
        TestFfmpeg.ffmpeg(
                "-f lavfi -i testsrc2=s=96x64:r=25:d=4 -f lavfi -i aevalsrc=if(lt(mod(t-0.5\\,1)\\,0.05)\\,sin(2*PI*1000*t)\\,0):s="
                        + rate + ":d=" + seconds + " -ac " + channels
                        + " -c:v libx264 -preset ultrafast -g 25 -c:a aac -b:a 128k",
                film);
        return film;
    }

    /** As it was encoded once: the silence up to the start came again with each change. */
    @Test
    void ofMoreSoundThanTimeNoFilmIsMade() throws Exception {
        Path film = withChangingChannels("ac3", "film.ts");
        Path sound = folder.resolve("sound.m4a");
        TestFfmpeg.ffmpeg(
                List.of("-i", film.toString(), "-vn", "-af", "aresample=first_pts=0", "-c:a", "aac", sound.toString()));

        assertThatThrownBy(() -> WrittenAudio.read(TestTools.tools(), sound, Supervision.none()))
                .isInstanceOf(MediaException.class)
                .hasMessage("there is more sound in it than time");
    }

    /** Longer than ffmpeg waits for pictures by itself. */
    @Test
    void picturesMayBeginLongAfterTheSound() throws Exception {
        Path source = folder.resolve("late.ts");
        TestFfmpeg.ffmpeg(List.of(
                "-itsoffset",
                "25",
                "-i",
                Kind.H264_CLOSED.file().toString(),
                "-f",
                "lavfi",
                "-i",
                "sine=d=40",
                "-map",
                "0:v",
                "-map",
                "1:a",
                "-c:v",
                "copy",
                "-c:a",
                "mp2",
                source.toString()));

        Milled milled = new FilmMill(engine, folder).mill(source, List.of(FULL), SEGMENT_SECONDS);

        assertThat(milled.segments()).hasSizeGreaterThan(2);
        Output output = milled.outputs().get("full");
        assertThat(FrameCounterReader.read(output.file()))
                .extracting(Frame::counter)
                .isEqualTo(FrameCounterReader.read(Kind.H264_CLOSED.file()).stream()
                        .map(Frame::counter)
                        .toList());
        assertThat(output.film().audio().get(0).startMillis()).isCloseTo(0, within(AUDIO_FRAME * 1000));
    }

    /** A picture whose neighbours were not seen stays combed, which is far from what one run over the film makes of it. */
    @ParameterizedTest
    @EnumSource(names = {"COMBED_TOP_FIRST", "COMBED_BOTTOM_FIRST", "FIELD_CODED"})
    void fieldsAreJoinedAtJointsAsElsewhere(Kind kind) throws MediaException {
        Milled milled = new FilmMill(engine, folder).mill(kind.file(), List.of(FULL), SEGMENT_SECONDS);

        List<Double> likeness = Likeness.of(
                kind.file(),
                "bwdif=mode=send_frame",
                milled.outputs().get("full").file());

        assertThat(likeness).hasSize(SourceFilms.FRAMES).allMatch(decibels -> decibels > LEAST_LIKENESS);
    }

    /** Cameras and editors say so of lines and columns that are no picture ({@code clap}, ISO/IEC 14496-12). */
    @Test
    void whatTheContainerLeavesOutOfThePicturesIsNotShown() throws Exception {
        Path source = withCleanAperture(Kind.H264_CLOSED.file(), 160, SourceFilms.HEIGHT, 16);

        Milled milled = new FilmMill(engine, folder).mill(source, List.of(FULL), SEGMENT_SECONDS);

        assertThat(milled.segments()).hasSizeGreaterThan(2);
        Output output = milled.outputs().get("full");
        assertThat(output.film().width()).isEqualTo(160);
        assertThat(output.film().height()).isEqualTo(SourceFilms.HEIGHT);
        assertThat(stream(output.file(), "V:0", "sample_aspect_ratio")).containsValue("1:1");
        // ffmpeg by itself leaves it out as well
        assertThat(Likeness.of(source, "null", output.file()))
                .hasSize(SourceFilms.FRAMES)
                .allMatch(decibels -> decibels > LEAST_LIKENESS);
    }

    /** @param right by so much the middle of what is shown stands beside the middle of the picture */
    private Path withCleanAperture(Path film, int width, int height, int right) throws IOException {
        byte[] bytes = Files.readAllBytes(film);
        byte[] box = ByteBuffer.allocate(40)
                .putInt(40)
                .put("clap".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(width)
                .putInt(1)
                .putInt(height)
                .putInt(1)
                .putInt(right)
                .putInt(1)
                .putInt(0)
                .putInt(1)
                .array();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int start = text.lastIndexOf("moov") - 4;
        int end = 0;
        for (String type : List.of("moov", "trak", "mdia", "minf", "stbl", "stsd", "avc1")) {
            start = text.indexOf(type, start) - 4;
            int size = ByteBuffer.wrap(bytes).getInt(start);
            ByteBuffer.wrap(bytes).putInt(start, size + box.length);
            end = start + size;
        }
        Path shown = folder.resolve("clap.mp4");
        try (OutputStream out = Files.newOutputStream(shown)) {
            out.write(bytes, 0, end);
            out.write(box);
            out.write(bytes, end, bytes.length - end);
        }
        return shown;
    }

    @Test
    void aFilmWhoseRateFallsEndsWhenItsLastPictureDoes() throws MediaException {
        Path source = folder.resolve("falling.mp4");
        TestFfmpeg.ffmpeg(List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=192x144:d=2,setpts='if(lt(N,30),N,30+(N-30)*3)/25/TB'",
                "-fps_mode",
                "passthrough",
                "-enc_time_base",
                "1:90000",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                source.toString()));
        Rendition reordered = new Rendition("full", 192, 192, VideoCodec.H264, 20, "superfast", "main", 8, 60, 96);

        Milled milled = new FilmMill(engine, folder).mill(source, List.of(reordered), SEGMENT_SECONDS);

        // 30 pictures in 1.2 s, 19 that last 0.12 s each, and the last one
        JoinedFilm film = milled.outputs().get("full").film();
        assertThat(film.frames()).isEqualTo(50);
        assertThat(film.duration()).isCloseTo(1.2 + 19 * 0.12 + 0.04, within(STAMP_TOLERANCE));
    }

    /** Found by attack: a screen recording that stood still was encoded three times, and then "the film ends at 28 s". */
    @Test
    void aFilmThatStandsStillForLongEndsWhenItsLastPictureDoes() throws MediaException {
        Path source = folder.resolve("still.mkv");
        TestFfmpeg.ffmpeg(List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=192x144:r=30:d=3,setpts='(N/30+if(gte(N,1),12)+if(gte(N,40),7.3))/TB'",
                "-fps_mode",
                "passthrough",
                "-enc_time_base",
                "1:1000",
                "-c:v",
                "libx264",
                source.toString()));
        Rendition reordered = new Rendition("full", 192, 192, VideoCodec.H264, 20, "superfast", "main", 8, 60, 96);

        Milled milled = new FilmMill(engine, folder).mill(source, List.of(reordered), SEGMENT_SECONDS);

        JoinedFilm film = milled.outputs().get("full").film();
        assertThat(film.frames()).isEqualTo(90);
        assertThat(film.duration()).isCloseTo(22.3, within(0.04));
    }

    @Test
    void aFilmWithoutItsIndexIsRefused() {
        assertThatThrownBy(() -> engine.probe(Kind.INDEX_MISSING.file(), Supervision.none()))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.kind()).isEqualTo(MediaException.Kind.REFUSED));
    }

    private static Map<String, String> stream(Path file, String stream, String entries) {
        return TestFfmpeg.ffprobe(List.of(
                        "-v",
                        "error",
                        "-select_streams",
                        stream,
                        "-show_entries",
                        "stream=" + entries,
                        "-of",
                        "default=noprint_wrappers=1",
                        file.toString()))
                .stream()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> a));
    }
}
