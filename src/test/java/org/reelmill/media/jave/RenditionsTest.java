package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
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
