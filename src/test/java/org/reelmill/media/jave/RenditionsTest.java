package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.reelmill.media.jave.TestFfmpeg.ffmpeg;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reelmill.media.Deinterlace;
import org.reelmill.media.EncodedSegment;
import org.reelmill.media.FrameSize;
import org.reelmill.media.JoinOrder;
import org.reelmill.media.JoinedFilm;
import org.reelmill.media.MediaEngine;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.Rendition;
import org.reelmill.media.Segment;
import org.reelmill.media.SegmentOrder;
import org.reelmill.media.SegmentPlan;
import org.reelmill.media.Supervision;
import org.reelmill.media.VideoCodec;
import org.reelmill.testing.FilmMill;
import org.reelmill.testing.FilmMill.Milled;
import org.reelmill.testing.FrameCounterReader;
import org.reelmill.testing.FrameCounterReader.Frame;
import org.reelmill.testing.SourceFilms.Kind;

/** What a rendition is asked to be, and what it takes over from its source. */
@Tag("ffmpeg")
@Execution(ExecutionMode.CONCURRENT)
class RenditionsTest {

    private final MediaEngine engine = TestFfmpeg.engine();

    @TempDir
    private Path folder;

    private static Rendition rendition(VideoCodec codec, int bitDepth, int maxFramerate) {
        return new Rendition("out", 192, 192, codec, 24, "superfast", "main", bitDepth, maxFramerate, 96);
    }

    private Milled mill(Kind kind, Rendition rendition) throws MediaException {
        return new FilmMill(engine, folder).mill(kind.file(), List.of(rendition), 2.5);
    }

    private static List<String> ask(Path file, String... what) {
        List<String> arguments = new ArrayList<>(List.of("-v", "error", "-of", "default=noprint_wrappers=1"));
        arguments.addAll(List.of(what));
        arguments.add(file.toString());
        return TestFfmpeg.ffprobe(arguments);
    }

    private static List<String> video(Path file) {
        return ask(file, "-select_streams", "v:0", "-show_streams");
    }

    @ParameterizedTest
    @CsvSource({
        "H264, 8, avc1, yuv420p, Main",
        "H264, 10, avc1, yuv420p10le, High 10",
        "H265, 8, hvc1, yuv420p, Main",
        "H265, 10, hvc1, yuv420p10le, Main 10",
        "AV1, 8, av01, yuv420p, Main",
        "AV1, 10, av01, yuv420p10le, Main"
    })
    void everyCodecKeepsEveryPicture(VideoCodec codec, int bitDepth, String tag, String pixels, String profile)
            throws MediaException {
        Milled milled = mill(Kind.H264_422, rendition(codec, bitDepth, 60));

        Path file = milled.outputs().get("out").file();
        assertThat(milled.segments()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(FrameCounterReader.read(file))
                .extracting(Frame::counter)
                .isEqualTo(FrameCounterReader.read(Kind.H264_422.file()).stream()
                        .map(Frame::counter)
                        .toList());
        assertThat(video(file)).contains("codec_tag_string=" + tag, "pix_fmt=" + pixels, "profile=" + profile);
    }

    @ParameterizedTest
    @EnumSource(names = {"HDR10", "HLG"})
    void highDynamicRangeIsMappedForEightBits(Kind kind) throws MediaException {
        Path file = mill(kind, rendition(VideoCodec.H264, 8, 60))
                .outputs()
                .get("out")
                .file();

        assertThat(video(file))
                .contains("color_space=bt709", "color_transfer=bt709", "color_primaries=bt709", "color_range=tv")
                .noneMatch(line -> line.contains("Mastering"));
    }

    /** Found by attack: three attempts that ended with exit code 187. */
    @ParameterizedTest
    @CsvSource({"bt2020c, smpte432", "ictcp, smpte432", "chroma-derived-c, bt2020", "chroma-derived-nc, smpte428"})
    void coloursThatCannotBeConvertedAreTakenForTheNearest(String space, String primaries) throws MediaException {
        Path source = folder.resolve("film.mkv");
        ffmpeg(
                "-f lavfi -i testsrc2=s=64x64:d=1 -c:v ffv1 -vf format=yuv420p10le,setparams=color_trc=smpte2084:colorspace="
                        + space + ":color_primaries=" + primaries,
                source);

        Milled milled = mill(source);

        assertThat(video(milled.outputs().get("out").file())).contains("color_space=bt709");
        assertThat(milled.info().notes()).singleElement().asString().startsWith("Its colours (" + space + ", ");
    }

    /** Found by attack: the part had the size FrameSize[width=64, height=96]. */
    @Test
    void picturesThatAreTurnedByNoRightAngleKeepTheirSize() throws MediaException {
        Path upright = folder.resolve("upright.mp4");
        ffmpeg("-f lavfi -i testsrc2=s=96x64:d=1 -c:v libx264", upright);
        Path source = folder.resolve("film.mp4");
        ffmpeg("-display_rotation 45 -i " + upright + " -c copy", source);

        JoinedFilm film = mill(source).outputs().get("out").film();

        assertThat(film.width() + "x" + film.height()).isEqualTo("96x64");
    }

    /** Found by attack: one entry that MP4 does not take cost the film all its subtitles, then all entries of the same ones. */
    @Test
    void entriesOfSubtitlesThatMp4DoesNotTakeCostNoOthers() throws Exception {
        Path good = Files.writeString(folder.resolve("good.srt"), "1\n00:00:00,100 --> 00:00:00,900\nGood.\n");
        Path bad = Files.writeString(
                folder.resolve("bad.srt"),
                "1\n00:00:00,100 --> 00:00:00,400\nKept.\n\n"
                        + "2\n00:00:00,500 --> 00:00:00,600\n" + "large ".repeat(14_000) + "\n\n"
                        + "3\n00:00:00,600 --> 01:00:00,000\nEndless.\n\n"
                        + "4\n00:00:00,700 --> 00:00:00,800\nKept, too.\n");
        Path source = folder.resolve("film.mkv");
        ffmpeg(
                "-f lavfi -i testsrc2=s=64x64:d=1 -i " + bad + " -i " + good
                        + " -map 0 -map 1 -map 2 -c:v libx264 -c:s copy -metadata:s:s:1 language=eng",
                source);

        Milled milled = mill(source);

        Path film = milled.outputs().get("out").file();
        assertThat(milled.outputs().get("out").film().notes())
                .containsExactly("entries of subtitle stream 1 (subrip) that are too long could not be carried");
        assertThat(ask(film, "-select_streams", "s", "-show_entries", "packet=stream_index,size"))
                .containsSequence("stream_index=1", "size=" + (2 + "Kept.".length()))
                .containsSequence("stream_index=1", "size=" + (2 + "Kept, too.".length()))
                .containsSequence("stream_index=2", "size=" + (2 + "Good.".length()));
    }

    /** Found by attack: a film of a camera for all directions lost its sound, "could not be decoded". */
    @Test
    void aSphereOfSoundIsHeardFromBothSides() throws MediaException {
        Path source = folder.resolve("film.mkv");
        // what comes from the left alone is the same in the sum of both sides and in their difference
        ffmpeg(List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=64x64:d=2",
                "-f",
                "lavfi",
                "-i",
                "aevalsrc=sin(3000*t)/2|sin(3000*t)/2|0|0:c=ambisonic 1:s=48000:d=2",
                "-c:a",
                "libopus",
                "-mapping_family",
                "2",
                source.toString()));

        Milled milled = mill(source);

        assertThat(milled.outputs().get("out").film().notes()).isEmpty();
        List<Double> left = figures("a", milled, "astats=metadata=1", "astats.1.RMS_level");
        List<Double> right = figures("a", milled, "astats=metadata=1", "astats.2.RMS_level");
        assertThat(left.get(left.size() - 1)).isGreaterThan(-15);
        assertThat(right.get(right.size() - 1)).isLessThan(-35);
    }

    /** Found by attack: the portrait was stretched to a landscape; with a limited rate the job failed, a picture short. */
    @Test
    void picturesThatAreTurnedOnTheWayGetBars() throws Exception {
        Path list = folder.resolve("list");
        for (String size : List.of("96x54", "54x96")) {
            ffmpeg(
                    "-f lavfi -i color=white:s=" + size + ":d=1 -c:v libvpx-vp9 -deadline realtime -g 13",
                    folder.resolve(size + ".webm"));
        }
        Files.writeString(list, "file 96x54.webm\nfile 54x96.webm\n");
        Path source = folder.resolve("film.webm");
        ffmpeg("-f concat -i " + list + " -c copy", source);

        Milled milled = new FilmMill(engine, folder.resolve("mill"))
                .mill(source, List.of(asLarge("out", 60), asLarge("limited", 10)), 0.5);

        assertThat(milled.segments()).hasSizeGreaterThan(2);
        assertThat(milled.outputs().get("limited").film().frames()).isEqualTo(20);
        assertThat(luma(milled, "8:54:44:0")).hasSize(50).allMatch(luma -> luma > 220);
        assertThat(luma(milled, "24:54:0:0").subList(0, 25)).allMatch(luma -> luma > 220);
        assertThat(luma(milled, "24:54:0:0").subList(25, 50)).allMatch(luma -> luma < 20);
    }

    /** Found by attack: a decoder turns such pictures, though the file does not say so. The part had another size than it should. */
    @Test
    void picturesThatSayThemselvesThatTheyAreTurnedAreNotStretched() throws MediaException {
        Path source = folder.resolve("film.mp4");
        ffmpeg(
                "-f lavfi -i color=white:s=96x54:d=1 -c:v libx264 -bsf:v h264_metadata=display_orientation=insert:rotate=90",
                source);

        Milled milled = mill(source);

        assertThat(luma(milled, "8:54:44:0")).hasSize(25).allMatch(luma -> luma > 220);
        assertThat(luma(milled, "24:54:0:0")).allMatch(luma -> luma < 20);
    }

    /** Found by attack: red was stored as small pictures have it, and shown as large ones have it, in another hue. */
    @ParameterizedTest
    @ValueSource(strings = {"64x64", "65x65", "640x360"})
    void redIsStoredAsTheFileSays(String size) throws MediaException {
        Path source = folder.resolve("film.mkv");
        ffmpeg("-f lavfi -i color=red:s=" + size + ":d=1,format=rgb24 -c:v ffv1", source);

        Milled milled = mill(source);

        assertThat(video(milled.outputs().get("out").file())).contains("color_space=bt709", "color_range=tv");
        // ITU-R BT.709, 3.2 and 4.6
        assertThat(luma(milled, "16:16:16:16")).allMatch(luma -> Math.abs(luma - (16 + 219 * 0.2126)) < 1.5);
    }

    private static Rendition asLarge(String name, int maxFramerate) {
        return new Rendition(name, 96, 96, VideoCodec.H264, 24, "superfast", "main", 8, maxFramerate, 96);
    }

    /** The mean of a part of each picture. */
    private static List<Double> luma(Milled milled, String crop) {
        return figures("", milled, "crop=" + crop + ",signalstats", "signalstats.YAVG");
    }

    /** @param kind {@code a} for sound */
    private static List<Double> figures(String kind, Milled milled, String filter, String figure) {
        Path film = milled.outputs().get("out").file();
        return TestFfmpeg.ffprobe(List.of(
                        "-v",
                        "error",
                        "-f",
                        "lavfi",
                        "-i",
                        kind + "movie=" + film + "," + filter,
                        "-show_entries",
                        "frame_tags=lavfi." + figure,
                        "-of",
                        "csv=p=0"))
                .stream()
                .map(value -> value.replace(",", ""))
                .map(value -> value.equals("-inf") ? Double.NEGATIVE_INFINITY : Double.parseDouble(value))
                .toList();
    }

    private Milled mill(Path source) throws MediaException {
        return new FilmMill(engine, folder.resolve("mill"))
                .mill(source, List.of(rendition(VideoCodec.H264, 8, 60)), 2.5);
    }

    @ParameterizedTest
    @CsvSource({"HDR10, H265, smpte2084", "HLG, H265, arib-std-b67", "HDR10, AV1, smpte2084"})
    void highDynamicRangeIsKeptForTenBits(Kind kind, VideoCodec codec, String transfer) throws MediaException {
        Path file = mill(kind, rendition(codec, 10, 60)).outputs().get("out").file();

        assertThat(video(file))
                .contains("color_space=bt2020nc", "color_transfer=" + transfer, "color_primaries=bt2020");
        if (kind == Kind.HDR10) {
            assertThat(video(file))
                    .contains("side_data_type=Mastering display metadata", "max_content=1000", "max_average=400");
        }
    }

    @Test
    void tracksSubtitlesChaptersAndTitleAreCarried() throws MediaException {
        Milled milled = mill(Kind.TRACKS_AND_CHAPTERS, rendition(VideoCodec.H264, 8, 60));

        Path file = milled.outputs().get("out").file();
        assertThat(milled.outputs().get("out").film().notes()).isEmpty();
        assertThat(milled.outputs().get("out").film().audio())
                .extracting(JoinedFilm.AudioOffset::language)
                .containsExactly("eng", "ger");
        assertThat(ask(
                        file,
                        "-select_streams",
                        "a",
                        "-show_entries",
                        "stream_tags=language,handler_name:stream_disposition=default"))
                .containsExactly(
                        "DISPOSITION:default=0",
                        "TAG:language=eng",
                        "TAG:handler_name=SoundHandler",
                        "DISPOSITION:default=1",
                        "TAG:language=ger",
                        "TAG:handler_name=Director's comment");
        assertThat(ask(file, "-select_streams", "s", "-show_entries", "stream=codec_name:stream_tags=language"))
                .containsExactly("codec_name=mov_text", "TAG:language=eng", "codec_name=mov_text", "TAG:language=ger");
        // the sound starts 21 ms before the picture, and so does the clock
        assertThat(ask(
                        file,
                        "-show_chapters",
                        "-show_entries",
                        "chapter=start_time:chapter_tags=title:format_tags=title"))
                .contains(
                        "start_time=0.000000",
                        "TAG:title=One",
                        "start_time=4.021000",
                        "TAG:title=Two",
                        "TAG:title=Numbers");
    }

    @Test
    void subtitlesStandWhereTheyStoodBesideThePicture() throws MediaException {
        Path file = mill(Kind.TRACKS_AND_CHAPTERS, rendition(VideoCodec.H264, 8, 60))
                .outputs()
                .get("out")
                .file();

        double picture = seconds(ask(file, "-select_streams", "v", "-show_entries", "stream=start_time"), 0);
        List<String> subtitles = ask(file, "-select_streams", "s:1", "-show_entries", "packet=pts_time,size");
        assertThat(subtitles).element(3).isEqualTo("size=" + (2 + "Grüß Gott".getBytes(StandardCharsets.UTF_8).length));
        assertThat(seconds(subtitles, 2) - picture).isCloseTo(1.0, within(0.002));
    }

    private static double seconds(List<String> lines, int line) {
        return Double.parseDouble(lines.get(line).split("=")[1]);
    }

    @Test
    void surroundSoundKeepsItsChannels() throws MediaException {
        Path file = mill(Kind.SURROUND, rendition(VideoCodec.H264, 8, 60))
                .outputs()
                .get("out")
                .file();

        assertThat(ask(file, "-select_streams", "a", "-show_entries", "stream=channels,channel_layout"))
                .containsExactly("channels=6", "channel_layout=5.1");
    }

    @Test
    void soundThatDoesNotDecodeIsNamedAndFailsNothing() throws MediaException {
        Milled milled = mill(Kind.SOUND_DAMAGED, rendition(VideoCodec.H264, 8, 60));

        JoinedFilm film = milled.outputs().get("out").film();
        assertThat(milled.info().audio()).hasSize(2);
        assertThat(film.audio()).hasSize(1);
        assertThat(film.notes()).containsExactly("audio stream 2 (dts) could not be decoded");
    }

    @Test
    void withoutVerificationTheIndexDecides() throws MediaException {
        Milled milled = new FilmMill(engine, folder)
                .withoutVerification()
                .mill(Kind.H264_OPEN_MKV.file(), List.of(rendition(VideoCodec.H264, 8, 10)), 2.5);

        assertThat(milled.encoded()).noneMatch(EncodedSegment::framesCompared);
        assertThat(milled.encoded().stream()
                        .mapToLong(EncodedSegment::framesRead)
                        .sum())
                .isEqualTo(200);
        assertThat(milled.outputs().get("out").film().frames()).isEqualTo(80);
    }

    /** Segments of one picture each: at 10 of 25 pictures a second most of them show nothing. */
    @Test
    void aSegmentShorterThanASlotMayBeEmpty() throws MediaException {
        Path source = Kind.MJPEG.file();
        MediaInfo info = engine.probe(source, Supervision.none());
        MediaEngine.Prepared prepared = engine.prepare(source, info, folder, Supervision.none());
        Rendition rendition = rendition(VideoCodec.H264, 8, 10);
        FrameSize size = new FrameSize(192, 144);
        List<JoinOrder.Piece> pieces = new ArrayList<>();
        for (Segment segment : SegmentPlan.cut(prepared.index(), 0).subList(0, 20)) {
            Path file = folder.resolve("part" + segment.part());
            SegmentOrder.Target target = new SegmentOrder.Target(rendition, size, file);
            EncodedSegment encoded = engine.encode(
                    new SegmentOrder(
                            info,
                            prepared.source(),
                            segment,
                            List.of(target),
                            Deinterlace.AUTO,
                            new SegmentOrder.Hashes.None()),
                    Supervision.none());
            EncodedSegment.Part part = encoded.parts().get(0);
            pieces.add(new JoinOrder.Piece(file, part.frames(), part.seconds()));
        }
        Path film = folder.resolve("film.mp4");
        engine.join(
                new JoinOrder(info, prepared.source(), rendition, size, pieces, List.of(), true, true, film),
                Supervision.none());

        assertThat(pieces).extracting(JoinOrder.Piece::frames).contains(0L, 1L);
        assertThat(FrameCounterReader.read(film))
                .extracting(Frame::counter)
                .isEqualTo(FrameCounterReader.read(source, "fps=10").stream()
                        .limit(8)
                        .map(Frame::counter)
                        .toList());
    }
}
