package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.data.Offset.offset;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.Rational;
import org.reelmill.media.Recipe;
import org.reelmill.media.Supervision;
import org.reelmill.testing.SourceFilms;

@Tag("ffmpeg")
class SourceProbeTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "H264_CLOSED, h264, 192x144, 192x144, 0, 25/1, constant, progressive, yuv420p, 8, VIRTUAL",
        "H264_OPEN_MKV, h264, 192x144, 192x144, 0, 25/1, constant, progressive, yuv420p, 8, VIRTUAL",
        "H265_OPEN_TS, hevc, 192x144, 192x144, 0, 25/1, constant, progressive, yuv420p, 8, REMUX",
        "H265_10_BIT, hevc, 192x144, 192x144, 0, 25/1, constant, progressive, yuv420p10le, 10, VIRTUAL",
        "H264_422, h264, 192x144, 192x144, 0, 25/1, constant, progressive, yuv422p, 8, VIRTUAL",
        "VARIABLE_RATE_MKV, h264, 192x144, 192x144, 0, 25/1, variable, progressive, yuv420p, 8, VIRTUAL",
        "VARIABLE_RATE_MP4, h264, 192x144, 192x144, 0, 200000/8063, variable, progressive, yuv420p, 8, VIRTUAL",
        "ROTATED, h264, 144x192, 192x144, 90, 25/1, constant, progressive, yuv420p, 8, VIRTUAL",
        "WIDE_PIXELS, h264, 144x144, 192x144, 0, 25/1, constant, progressive, yuv420p, 8, VIRTUAL",
        "INTERLACED, h264, 192x144, 192x144, 0, 25/1, constant, interlaced, yuv420p, 8, VIRTUAL",
        "PORTRAIT, h264, 108x192, 108x192, 0, 25/1, constant, progressive, yuv420p, 8, VIRTUAL",
        "ODD_SIZE, vp9, 191x143, 191x143, 0, 25/1, constant, progressive, yuv420p, 8, VIRTUAL",
        "FPS_60, h264, 192x144, 192x144, 0, 60/1, constant, progressive, yuv420p, 8, VIRTUAL",
        "FPS_5994, h264, 192x144, 192x144, 0, 60000/1001, constant, progressive, yuv420p, 8, VIRTUAL",
        "MJPEG, mjpeg, 192x144, 192x144, 0, 25/1, constant, progressive, yuvj420p, 8, VIRTUAL",
        "MPEG4_B_FRAMES, mpeg4, 192x144, 192x144, 0, 25/1, constant, progressive, yuv420p, 8, REMUX",
        "CLOCK_JUMPS, h264, 192x144, 192x144, 0, 25/1, constant, progressive, yuv420p, 8, REMUX",
        "CUT_OFF_MP4, h264, 192x144, 192x144, 0, 25/1, constant, progressive, yuv420p, 8, VIRTUAL",
        "COVER_ART_FIRST, h264, 192x144, 192x144, 0, 25/1, constant, progressive, yuv420p, 8, VIRTUAL",
        "AUDIO_FIRST, h264, 192x144, 192x144, 0, 25/1, constant, progressive, yuv420p, 8, VIRTUAL"
    })
    void findsOutWhatItsPicturesAre(
            SourceFilms.Kind kind,
            String codec,
            String coded,
            String displayed,
            int rotation,
            String rate,
            String pace,
            String fields,
            String pixels,
            int depth,
            Recipe recipe)
            throws MediaException {
        MediaInfo info = probe(kind.file());
        MediaInfo.Video video = info.video();

        assertThat(video.codec()).isEqualTo(codec);
        assertThat(video.codedWidth() + "x" + video.codedHeight()).isEqualTo(coded);
        assertThat(video.displayWidth() + "x" + video.displayHeight()).isEqualTo(displayed);
        assertThat(video.rotation()).isEqualTo(rotation);
        assertThat(video.frameRate()).hasToString(rate);
        assertThat(video.variableRate()).isEqualTo(pace.equals("variable"));
        assertThat(video.interlaced()).isEqualTo(fields.equals("interlaced"));
        assertThat(video.pixelFormat()).isEqualTo(pixels);
        assertThat(video.bitDepth()).isEqualTo(depth);
        assertThat(info.recipe()).isEqualTo(recipe);
        assertThat(info.recipeReason().isEmpty()).isEqualTo(recipe == Recipe.VIRTUAL);
    }

    @Test
    void readsTheColourTagsOfHighDynamicRange() throws MediaException {
        MediaInfo.Colour colour = probe(SourceFilms.Kind.HDR10.file()).video().colour();

        assertThat(colour).isEqualTo(new MediaInfo.Colour("tv", "bt2020nc", "bt2020", "smpte2084"));
        assertThat(colour.highDynamicRange()).isTrue();
    }

    @Test
    void readsTracksSubtitlesAndChapters() throws MediaException {
        MediaInfo info = probe(SourceFilms.Kind.TRACKS_AND_CHAPTERS.file());

        assertThat(info.audio())
                .hasSize(2)
                .extracting(MediaInfo.Audio::language)
                .doesNotHaveDuplicates();
        assertThat(info.subtitles()).hasSize(2).allMatch(MediaInfo.Subtitle::text);
        assertThat(info.chapters()).hasSize(2);
        assertThat(info.chapters().get(0).start()).isLessThan(0.1);
        assertThat(info.chapters().get(1).start())
                .isCloseTo(info.chapters().get(0).end(), offset(0.001));
        assertThat(info.chapters()).extracting(MediaInfo.Chapter::title).doesNotContain("");
        assertThat(info.duration()).isCloseTo(SourceFilms.SECONDS, offset(0.05));
    }

    @Test
    void countsSoundFromTheFilesOwnStart() throws MediaException {
        MediaInfo info = probe(SourceFilms.Kind.AUDIO_LATE.file());

        assertThat(info.audio().get(0).startTime() - info.startTime()).isCloseTo(0.7, offset(0.03));
    }

    @Test
    void takesTheFilmAndNotItsCover() throws MediaException {
        MediaInfo info = probe(SourceFilms.Kind.COVER_ART_FIRST.file());

        assertThat(info.notes()).containsExactly("Cover art.");
    }

    @Test
    void leavesOutSoundThatCannotBeReadAndSaysSo() throws MediaException {
        MediaInfo info = probe(SourceFilms.Kind.SOUND_NOT_DECODABLE.file());

        assertThat(info.audio()).hasSize(1);
        assertThat(info.notes()).singleElement().asString().contains("Sound track");
    }

    @Test
    void takesTheLargestOfSeveralVideos() throws MediaException {
        Path film = folder.resolve("several.ts");
        ffmpeg(
                "-f lavfi -i testsrc2=s=64x64:d=1 -f lavfi -i testsrc2=s=128x128:d=1 -map 0 -map 1 -c:v mpeg2video",
                film);

        MediaInfo info = probe(film);

        assertThat(info.video().codedWidth()).isEqualTo(128);
        assertThat(info.notes()).singleElement().asString().startsWith("A further video");
    }

    @Test
    void readsTheMarksOfSubtitles() throws Exception {
        Path texts = write("texts.srt", "1\n00:00:00,000 --> 00:00:01,000\nHello\n");
        Path film = folder.resolve("bitmaps.mkv");
        ffmpeg(
                "-f lavfi -i testsrc2=s=64x64:d=2 -i " + texts
                        + " -map 0 -map 1 -c:v libx264 -c:s ass -metadata:s:s:0 language=deu -disposition:s:0 forced",
                film);

        MediaInfo.Subtitle subtitle = probe(film).subtitles().get(0);

        assertThat(subtitle.text()).isTrue();
        assertThat(subtitle.language()).isEqualTo("deu");
        assertThat(subtitle.forced()).isTrue();
    }

    @Test
    void keepsWhatFfprobeSaidWithoutTheMachinesFolders() throws MediaException {
        Path film = SourceFilms.Kind.H264_CLOSED.file();

        assertThat(probe(film).probeJson())
                .contains("\"codec_name\":\"h264\"")
                .contains(film.getFileName().toString())
                .doesNotContain(film.getParent().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-i.mp4",
                "%03d.mp4",
                "concat:a.mp4|b.mp4",
                "http:film.mp4",
                "a b;'\"$(x).mp4",
                "pipe:0",
                "ä\u4e2d.mp4"
            })
    void nothingInAFilesNameMeansAnything(String name) throws Exception {
        Path film = Files.copy(SourceFilms.Kind.H264_CLOSED.file(), folder.resolve(name));

        assertThat(probe(film).video().frameRate()).isEqualTo(Rational.of(25, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "hls.mp4 | #EXTM3U\\n#EXT-X-TARGETDURATION:5\\n#EXTINF:5,\\nfilm.ts\\n#EXT-X-ENDLIST\\n",
                "script.mkv | ffconcat version 1.0\\nfile film.mp4\\n",
                "dash.mp4 | <?xml version=\"\"1.0\"\"?><MPD xmlns=\"\"urn:mpeg:dash:schema:mpd:2011\"\" type=\"\"static\"\"><Period/></MPD>",
                "session.mp4 | v=0\\no=- 0 0 IN IP4 127.0.0.1\\ns=x\\nc=IN IP4 127.0.0.1\\nt=0 0\\nm=video 5004 RTP/AVP 96\\na=rtpmap:96 H264/90000\\n",
                "texts.mp4 | 1\\n00:00:00,000 --> 00:00:01,000\\nHello\\n",
                "prose.mp4 | Once upon a time there was a file that was no film.\\n"
            })
    void refusesTextsThatAreNoFilmWhateverTheirName(String name, String text) throws IOException {
        Files.copy(SourceFilms.Kind.H264_CLOSED.file(), folder.resolve("film.mp4"));
        Files.copy(SourceFilms.Kind.H264_OPEN_TS.file(), folder.resolve("film.ts"));

        assertThat(refusal(write(name, text.replace("\\n", "\n")))).contains("not a film");
    }

    @Test
    void fetchesNothingThatAFileAsksFor() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            String film = "http://127.0.0.1:" + server.getAddress().getPort() + "/film.ts";
            refusal(write("a.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n" + film + "\n#EXT-X-ENDLIST\n"));
            refusal(write("b.txt", "ffconcat version 1.0\nfile " + film + "\n"));
            refusal(write("c.ram", film + "\n"));
        } finally {
            server.stop(0);
        }

        assertThat(requests).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"still.png", "still.jpg", "still.bmp", "still.webp"})
    void refusesPictures(String name) {
        Path picture = folder.resolve(name);
        ffmpeg("-f lavfi -i testsrc2=s=64x64 -frames:v 1", picture);

        assertThat(refusal(picture)).contains("not a film");
    }

    @Test
    void refusesPicturesInTheContainerOfFilms() {
        Path picture = folder.resolve("still.avif");
        ffmpeg("-f lavfi -i testsrc2=s=64x64 -frames:v 1 -c:v libsvtav1 -pix_fmt yuv420p -still-picture 1", picture);

        assertThat(refusal(picture)).isEqualTo("a picture, not a film");
    }

    @Test
    void refusesSoundAlone() {
        Path sound = folder.resolve("sound.mp4");
        ffmpeg("-f lavfi -i sine=d=1", sound);

        assertThat(refusal(sound)).isEqualTo("no video in it");
    }

    @Test
    void refusesSoundWithACover() {
        Path sound = folder.resolve("song.mp4");
        ffmpeg(
                "-f lavfi -i sine=d=1 -f lavfi -i testsrc2=s=64x64:d=1 -map 0 -map 1 -frames:v 1 -c:v mjpeg"
                        + " -disposition:v attached_pic",
                sound);

        assertThat(refusal(sound)).isEqualTo("no video in it");
    }

    @Test
    void refusesEncryptedFilms() {
        Path film = folder.resolve("encrypted.mp4");
        ffmpeg(
                "-f lavfi -i testsrc2=s=64x64:d=1 -c:v libx264 -encryption_scheme cenc-aes-ctr"
                        + " -encryption_key 00112233445566778899aabbccddeeff"
                        + " -encryption_kid 00112233445566778899aabbccddeeff",
                film);

        assertThat(refusal(film)).contains("encrypted");
    }

    /** Its pictures were published in wrong colours, with a certificate. */
    @Test
    void refusesColoursThatDolbyVisionAloneCanShow() throws IOException, MediaException {
        byte[] film = Files.readAllBytes(SourceFilms.Kind.H265_10_BIT.file());
        Path alone = Files.write(folder.resolve("profile5.mp4"), withDolbyVision(film, 5, 0));
        Path withBase = Files.write(folder.resolve("profile8.mp4"), withDolbyVision(film, 8, 1));

        assertThat(refusal(alone)).isEqualTo("its colours can be shown by Dolby Vision only (profile 5)");
        assertThat(probe(withBase).notes()).contains("Dolby Vision's own data; its base picture is milled.");
    }

    /** Adds a configuration record to the film's HEVC stream, and its length to the boxes around that. */
    private static byte[] withDolbyVision(byte[] film, int profile, int compatibility) {
        ByteBuffer bytes = ByteBuffer.wrap(film);
        int configuration = new String(film, StandardCharsets.ISO_8859_1).indexOf("hvcC") - 4;
        int end = configuration + bytes.getInt(configuration);
        byte[] record = OddImages.box(
                profile > 7 ? "dvvC" : "dvcC",
                ByteBuffer.allocate(24)
                        .putShort((short) 0x0100)
                        .putShort((short) (profile << 9 | 5 << 3 | 0b101))
                        .put((byte) (compatibility << 4))
                        .array());
        int box = 0;
        // what stands before the boxes in moov, trak, mdia, minf, stbl, stsd and the entry of the stream
        for (int head : new int[] {8, 8, 8, 8, 8, 16, 86}) {
            while (box + bytes.getInt(box) < end) {
                box += bytes.getInt(box);
            }
            bytes.putInt(box, bytes.getInt(box) + record.length);
            box += head;
        }
        return OddImages.join(Arrays.copyOf(film, end), record, Arrays.copyOfRange(film, end, film.length));
    }

    @Test
    void refusesAFileWithoutItsTableOfContents() {
        assertThat(refusal(SourceFilms.Kind.INDEX_MISSING.file())).contains("did not end");
    }

    @Test
    void refusesNoise() throws IOException {
        byte[] noise = new byte[200_000];
        new Random(1).nextBytes(noise);

        assertThat(refusal(Files.write(folder.resolve("noise.mp4"), noise))).contains("not a film");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        assertThat(refusal(write("empty.mp4", ""))).isEqualTo("the file is empty");
    }

    @Test
    void aFileThatIsNotThereIsNoFaultOfTheFilm() {
        MediaException failure =
                catchThrowableOfType(MediaException.class, () -> probe(folder.resolve("elsewhere.mp4")));

        assertThat(failure.kind()).isEqualTo(Kind.FAILED);
    }

    private String refusal(Path file) {
        MediaException refusal = catchThrowableOfType(MediaException.class, () -> probe(file));
        assertThat(refusal).as(file.getFileName().toString()).isNotNull();
        assertThat(refusal.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refusal.getMessage()).doesNotContain(folder.toString());
        return refusal.getMessage();
    }

    private static MediaInfo probe(Path film) throws MediaException {
        return new SourceProbe(TestTools.tools()).probe(film, Supervision.none());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static void ffmpeg(String arguments, Path target) {
        TestFfmpeg.ffmpeg(Stream.concat(Arrays.stream(arguments.split(" ")), Stream.of(target.toString()))
                .toList());
    }
}
