package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.media.ConversionForm;
import org.reelmill.media.ConversionForm.Container;
import org.reelmill.media.ConversionForm.Sound;
import org.reelmill.media.ConvertedFile;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaKind;
import org.reelmill.media.Supervision;
import org.reelmill.media.VideoCodec;

/** Conversions of single files by the real ffmpeg. Sources have no extension, as on the server. */
@Tag("ffmpeg")
class FileConversionTest {

    private static final ConversionForm X265 = new ConversionForm(
            MediaKind.VIDEO, Container.MKV, Optional.of(VideoCodec.H265), 30, "ultrafast", Sound.COPY, 0);
    private static final ConversionForm MP4 = new ConversionForm(
            MediaKind.VIDEO, Container.MP4, Optional.of(VideoCodec.H264), 30, "ultrafast", Sound.AAC, 96);
    private static final ConversionForm WEBP =
            new ConversionForm(MediaKind.IMAGE, Container.WEBP, Optional.empty(), 80, "medium", Sound.COPY, 0);
    private static final ConversionForm OPUS =
            new ConversionForm(MediaKind.AUDIO, Container.OPUS, Optional.empty(), 0, "medium", Sound.OPUS, 96);

    private final FileConversion conversion = new FileConversion(TestTools.tools());

    @TempDir
    private Path folder;

    @Test
    void copiesAllSoundAndSubtitlesOfAMatroskaFilm() throws Exception {
        Path source = film("matroska", "-map 0:v -map 1:a -map 1:a -map 2:s -map 2:s -c:s srt");

        ConvertedFile result = conversion.convert(source, target(), X265, Supervision.none());

        assertThat(result.frames()).isEqualTo(50);
        assertThat(result.notes()).isEmpty();
        assertThat(streams()).containsExactly("hevc", "aac", "aac", "subrip", "subrip");
    }

    @Test
    void turnsTheTextSubtitlesOfMp4IntoOnesThatMatroskaCarries() throws Exception {
        Path source = film("mp4", "-map 0:v -map 1:a -map 2:s -c:s mov_text");

        conversion.convert(source, target(), X265, Supervision.none());

        assertThat(streams()).containsExactly("hevc", "aac", "subrip");
    }

    @Test
    void turnsTextSubtitlesIntoThoseOfMp4() throws Exception {
        Path source = film("matroska", "-map 0:v -map 1:a -map 2:s -c:s srt");

        conversion.convert(source, target(), MP4, Supervision.none());

        assertThat(streams()).containsExactly("h264", "aac", "mov_text");
    }

    @Test
    void takesTheSoundOutOfAFilm() throws Exception {
        Path source = film("mp4", "-map 0:v -map 1:a");

        ConvertedFile result = conversion.convert(source, target(), OPUS, Supervision.none());

        assertThat(result.frames()).isZero();
        assertThat(result.duration()).isBetween(1.9, 2.2);
        assertThat(streams()).containsExactly("opus");
    }

    @Test
    void keepsTheAlphaOfAnImage() throws Exception {
        make("-f lavfi -i color=red@0.5:s=32x24,format=rgba -frames:v 1 -c:v png -f image2 -update 1");

        ConvertedFile result = conversion.convert(source(), target(), WEBP, Supervision.none());

        assertThat(result.frames()).isEqualTo(1);
        assertThat(ask("stream=pix_fmt,width,height")).containsExactly("webp,32,24,yuva420p");
    }

    @Test
    void keepsAnimationMoving() throws Exception {
        make("-f lavfi -i testsrc=s=64x48:d=2:r=5 -f gif");

        ConvertedFile result = conversion.convert(source(), target(), WEBP, Supervision.none());

        assertThat(result.frames()).isEqualTo(10);
        assertThat(result.duration()).isBetween(1.8, 2.2);
        assertThat(WebpFile.read(target()).width()).isEqualTo(64);
    }

    @Test
    void turnsAPhotographAsItsExifSays() throws Exception {
        make("-f lavfi -i testsrc=s=64x48 -frames:v 1 -c:v mjpeg -f image2 -update 1");
        Files.write(source(), OddImages.turned(Files.readAllBytes(source()), 6));

        conversion.convert(source(), target(), WEBP, Supervision.none());

        assertThat(ask("stream=width,height")).containsExactly("webp,48,64");
    }

    @Test
    void refusesADamagedFilmAndLeavesNothing() throws Exception {
        Path source = film("mp4", "-map 0:v -map 1:a -movflags +faststart");
        cut(source, Files.size(source) / 3);

        assertRefused(source, X265, MediaException.Kind.DAMAGED);
    }

    @Test
    void refusesAPhotographThatWasCutOff() throws Exception {
        make("-f lavfi -i testsrc2=s=320x240 -frames:v 1 -c:v mjpeg -f image2 -update 1");
        cut(source(), Files.size(source()) / 2);

        assertRefused(source(), WEBP, MediaException.Kind.DAMAGED);
    }

    /** As cameras and programs leave it out: no pixel is missing. */
    @Test
    void takesAPhotographWithoutItsEndMarker() throws Exception {
        make("-f lavfi -i testsrc2=s=320x240 -frames:v 1 -c:v mjpeg -f image2 -update 1");
        cut(source(), 2);

        assertThat(conversion
                        .convert(source(), target(), WEBP, Supervision.none())
                        .frames())
                .isEqualTo(1);
    }

    private static void cut(Path file, long bytes) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.setLength(content.length() - bytes);
        }
    }

    @Test
    void refusesWhatIsNoFileOfTheKind() throws Exception {
        Files.writeString(source(), "no film at all");

        assertRefused(source(), X265, MediaException.Kind.DAMAGED);
        assertRefused(source(), WEBP, MediaException.Kind.DAMAGED);
    }

    @Test
    void leavesNothingWhenItIsStopped() throws Exception {
        Path source = film("mp4", "-map 0:v -map 1:a");
        Supervision stopping = new Supervision() {
            private int asked;

            @Override
            public boolean mayGoOn() {
                asked++;
                return asked < 3;
            }

            @Override
            public void progress(long frames) {
                // not of interest here
            }
        };

        assertThatThrownBy(() -> conversion.convert(source, target(), X265, stopping))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.kind()).isEqualTo(MediaException.Kind.STOPPED));
        assertThat(target()).doesNotExist();
    }

    private void assertRefused(Path source, ConversionForm form, MediaException.Kind kind) {
        assertThatThrownBy(() -> conversion.convert(source, target(), form, Supervision.none()))
                .isInstanceOfSatisfying(MediaException.class, e -> {
                    assertThat(e.kind()).isEqualTo(kind);
                    assertThat(e.getMessage()).doesNotContain(folder.toString(), "source:", " @ 0x");
                });
        assertThat(target()).doesNotExist();
    }

    /** Two seconds of pictures, sound and subtitles. */
    private Path film(String format, String streams) throws IOException {
        Path texts = folder.resolve("texts.srt");
        Files.writeString(texts, "1\n00:00:00,100 --> 00:00:01,500\nHello\n");
        make("-f lavfi -i testsrc=s=128x96:d=2:r=25 -f lavfi -i sine=d=2 -i " + texts + " " + streams
                + " -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -f " + format);
        return source();
    }

    private void make(String arguments) {
        List<String> words = new ArrayList<>(List.of(arguments.split(" ")));
        words.add(source().toString());
        TestFfmpeg.ffmpeg(words);
    }

    private Path source() {
        return folder.resolve("source");
    }

    private Path target() {
        return folder.resolve("target");
    }

    private List<String> streams() {
        return ask("stream=codec_name");
    }

    private List<String> ask(String entries) {
        String shown =
                entries.startsWith("stream=codec_name") ? entries : entries.replace("stream=", "stream=codec_name,");
        return TestFfmpeg.ffprobe(
                List.of("-v", "error", "-show_entries", shown, "-of", "csv=p=0", target().toString()));
    }
}
