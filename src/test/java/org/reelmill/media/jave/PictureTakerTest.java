package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.Picture;
import org.reelmill.media.PictureForm;
import org.reelmill.media.PictureForm.Fit;
import org.reelmill.media.PictureForm.Format;
import org.reelmill.media.Supervision;
import org.reelmill.testing.SourceFilms;
import org.tinylog.Logger;

/** Pictures of everything that people keep, and of what is made to do harm, by the real ffmpeg. */
@Tag("ffmpeg")
class PictureTakerTest {

    private static final PictureForm SMALL = form(160, 160, Fit.FIT, Format.AS_NEEDED);
    /** Of one process. */
    private static final long MOST_MEBIBYTES = 1536;

    private static final String STILL = "-f lavfi -i testsrc2=s=640x480 -frames:v 1";
    private static final String SEEN_THROUGH = "-f lavfi -i color=red@0.5:s=640x480,format=rgba -frames:v 1";
    private static final String AVIF_SEEN_THROUGH = "-f lavfi -i color=red:s=640x480:r=1,format=yuv420p"
            + " -f lavfi -i color=0x808080:s=640x480:r=1,drawbox=w=320:c=black:t=fill,format=gray"
            + " -map 0 -map 1 -frames:v 1 -c:v libaom-av1 -cpu-used 8 -still-picture 1";
    private static final String MOVING_SEEN_THROUGH =
            "-f lavfi -i testsrc2=s=640x480:r=5:d=1,format=rgba,colorchannelmixer=aa=0.5 -c:v libwebp_anim";
    private static final String MOVING = "-f lavfi -i testsrc2=s=640x480:d=1:r=5";

    private final PictureTaker taker =
            new PictureTaker(TestTools.tools().aside(Duration.ofMinutes(1), Duration.ofMinutes(5)), new QuietThreads());

    @TempDir
    private Path folder;

    private static PictureForm form(int width, int height, Fit fit, Format format) {
        return new PictureForm(width, height, fit, format, Optional.empty());
    }

    /** Must show 4 of the previews. */
    @TestFactory
    Stream<DynamicTest> takesOrRefusesImagesOfAllKinds() {
        byte[] photograph = OddImages.jpeg(OddImages.redAndBlue(640, 480), false);
        byte[] script = OddImages.latin("*/=1;alert(1)/*<script>alert(1)</script>");
        Map<String, Case> cases = new TreeMap<>();
        cases.put("photograph.jpg", taken(photograph, "160x120 JPEG"));
        cases.put("progressive.jpg", taken(OddImages.jpeg(OddImages.redAndBlue(640, 480), true), "160x120 JPEG"));
        byte[] large = OddImages.jpeg(OddImages.redAndBlue(1600, 1200), false);
        cases.put("large photograph.jpg", taken(large, "160x120 JPEG"));
        cases.put(
                "large progressive.jpg", taken(OddImages.jpeg(OddImages.redAndBlue(1600, 1200), true), "160x120 JPEG"));
        cases.put("large turned.jpg", taken(OddImages.turned(large, 8), "120x160 JPEG"));
        cases.put("large cmyk.jpg", taken(OddImages.cmyk(1600, 1200), "160x120 JPEG"));
        cases.put("large cut off.jpg", taken(OddImages.cutOff(large, 0.8), "160x120 JPEG"));
        cases.put("large with a script behind it.jpg", taken(OddImages.join(large, script), "160x120 JPEG"));
        cases.put("turned.jpg", taken(OddImages.turned(photograph, 6), "120x160 JPEG"));
        cases.put("cmyk.jpg", taken(OddImages.cmyk(640, 480), "160x120 JPEG"));
        cases.put("cut off.jpg", taken(OddImages.cutOff(photograph, 0.8), "160x120 JPEG"));
        cases.put("cut off in its head.jpg", refused(OddImages.cutOff(photograph, 0.01), Kind.DAMAGED));
        cases.put("seen through.png", taken(made(".png", SEEN_THROUGH), "160x120 PNG"));
        cases.put("opaque.png", taken(made(".png", STILL + " -pix_fmt rgb24"), "160x120 JPEG"));
        cases.put("16 bit.png", taken(made(".png", STILL + " -pix_fmt rgba64be"), "160x120 PNG"));
        cases.put("grey.png", taken(OddImages.png(640, 480, 1, 0, 480), "160x120 JPEG"));
        cases.put("cut off.png", refused(OddImages.cutOff(made(".png", STILL), 0.01), Kind.DAMAGED));
        cases.put("moving.gif", taken(made(".gif", MOVING), "160x120 PNG"));
        cases.put("moving.apng", taken(made(".apng", MOVING + " -f apng"), "160x120 JPEG"));
        cases.put("moving.webp", taken(made(".webp", MOVING + " -c:v libwebp_anim"), "160x120 PNG"));
        cases.put("moving, seen through.webp", taken(made(".webp", MOVING_SEEN_THROUGH), "160x120 PNG"));
        cases.put("still.webp", taken(made(".webp", STILL + " -c:v libwebp"), "160x120 JPEG"));
        cases.put("lossless.webp", taken(made(".webp", SEEN_THROUGH + " -c:v libwebp -lossless 1"), "160x120 PNG"));
        cases.put("still.bmp", taken(made(".bmp", STILL), "160x120 JPEG"));
        cases.put("still.tiff", taken(made(".tiff", STILL), "160x120 JPEG"));
        cases.put("seen through.tiff", taken(made(".tiff", SEEN_THROUGH), "160x120 PNG"));
        cases.put("still.avif", taken(made(".avif", STILL + " -c:v libsvtav1 -preset 12"), "160x120 JPEG"));
        cases.put("seen through.avif", taken(made(".avif", AVIF_SEEN_THROUGH), "160x120 PNG"));
        cases.put("still.heic", taken(HeicFile.of(folder, List.of("red"), 1, 0), "128x128 JPEG"));
        cases.put(
                "tiles.heic",
                taken(
                        HeicFile.of(folder, List.of("red", "green", "blue", "white", "red", "blue"), 3, 0),
                        "160x107 JPEG"));
        cases.put("one pixel.png", taken(OddImages.png(1, 1, 8, 2, 1), "1x1 JPEG"));
        cases.put("very wide.png", taken(OddImages.png(20_000, 2, 8, 2, 2), "160x1 JPEG"));
        cases.put("a png by name.jpg", taken(made(".png", STILL + " -pix_fmt rgb24"), "160x120 JPEG"));
        cases.put("%03d[0-9]: a name's \"signs\", \\ and all.jpg", taken(photograph, "160x120 JPEG"));
        cases.put("with a script behind it.jpg", taken(OddImages.join(photograph, script), "160x120 JPEG"));
        cases.put("only its head.gif", refused(OddImages.join(OddImages.latin("GIF89a"), script), Kind.REFUSED));
        cases.put("a page.jpg", refused(OddImages.latin("<html><body onload=alert(1)>"), Kind.DAMAGED));
        cases.put("a drawing.svg", refused(OddImages.latin("<svg xmlns='http://www.w3.org/2000/svg'/>"), Kind.DAMAGED));
        cases.put(
                "a playlist.mp4",
                refused(
                        OddImages.latin("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n"),
                        Kind.DAMAGED));
        cases.put(
                "a list of files.png",
                refused(OddImages.latin("ffconcat version 1.0\nfile /etc/passwd\n"), Kind.DAMAGED));
        cases.put("nothing.jpg", refused(new byte[0], Kind.REFUSED));
        cases.put("bomb.png", refused(OddImages.png(60_000, 60_000, 8, 2, 1), Kind.REFUSED));
        cases.put("bomb of great depth.png", refused(OddImages.png(9_900, 9_900, 16, 6, 1), Kind.REFUSED));
        cases.put("bomb.jpg", refused(OddImages.enlarged(photograph, 65_000, 65_000), Kind.REFUSED));
        cases.put("bomb.gif", refused(OddImages.gif(65_000, 65_000), Kind.REFUSED));
        cases.put("bomb.bmp", refused(OddImages.bmp(60_000, -60_000), Kind.REFUSED));
        cases.put("bomb.webp", refused(OddImages.webp(16_384, 16_384), Kind.REFUSED));
        cases.put("bomb.tiff", refused(OddImages.tiff(60_000, 60_000), Kind.REFUSED));
        return cases.entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey(), () -> check(entry.getKey(), entry.getValue())));
    }

    /** @param outcome size and format, or the kind of refusal */
    private record Case(byte[] file, String outcome) {}

    private static Case taken(byte[] file, String outcome) {
        return new Case(file, outcome);
    }

    private static Case refused(byte[] file, Kind kind) {
        return new Case(file, kind.name());
    }

    private byte[] made(String suffix, String arguments) {
        return OddImages.made(folder, suffix, arguments);
    }

    private void check(String name, Case expected) throws IOException {
        Path source = Files.write(folder.resolve(name.replace("\\", "")), expected.file());
        assertThat(outcome(source)).isEqualTo(expected.outcome());
    }

    /** As large as is taken, and a little larger: neither may fill the memory of a machine. */
    @ParameterizedTest
    @CsvSource({
        "RGBA png, 160x160 PNG",
        "deep png, REFUSED",
        "gif, DAMAGED",
        "webp, DAMAGED",
        "tiff, 160x160 JPEG",
        "film, 160x84 JPEG",
    })
    @EnabledOnOs(OS.LINUX)
    void takesLittleMemoryForWhatIsLarge(String kind, String expected) throws Exception {
        Path source = Files.write(folder.resolve("large"), large(kind));
        PeakMemory peak = new PeakMemory();
        try (peak) {
            assertThat(outcome(source)).isEqualTo(expected);
        }
        Logger.info("A large {} takes {} MiB", kind, peak.mebibytes());
        assertThat(peak.mebibytes()).isBetween(1L, MOST_MEBIBYTES);
    }

    /** Files that are nearly nothing but long: each byte of them would cost a call of the system, and each chunk several. */
    @ParameterizedTest
    @ValueSource(strings = {"\u00ff\u00d8\u00ff", "\u0089PNG\r\n\u001a\n", "RIFF\0\0\0\0WEBPVP8X\n\0\0\0\2"})
    @Timeout(60)
    void refusesInTimeWhatIsNothingButLong(String head) throws Exception {
        Path source = folder.resolve("long");
        try (RandomAccessFile file = new RandomAccessFile(source.toFile(), "rw")) {
            file.write(OddImages.latin(head));
            file.setLength(1L << 28);
        }

        assertThat(outcome(source)).isIn("REFUSED", "DAMAGED");
    }

    private byte[] large(String kind) {
        return switch (kind) {
            case "RGBA png" -> OddImages.png(9_900, 9_900, 8, 6, 9_900);
            case "deep png" -> OddImages.png(9_900, 9_900, 16, 6, 100);
            case "gif" -> OddImages.gif(9_900, 9_900);
            case "webp" -> OddImages.webp(9_900, 9_900);
            case "tiff" -> OddImages.tiff(9_900, 9_900);
            default -> made(".mp4", "-f lavfi -i color=red:s=8192x4320 -frames:v 1 -preset ultrafast -pix_fmt yuv420p");
        };
    }

    private String outcome(Path source) {
        try {
            Picture picture = taker.take(source, target(), SMALL, Supervision.none());
            return picture.width() + "x" + picture.height() + " " + picture.format();
        } catch (MediaException e) {
            assertThat(e.getMessage()).doesNotContain(folder.toString(), " @ 0x");
            assertThat(target()).doesNotExist();
            return e.kind().name();
        }
    }

    @TestFactory
    Stream<DynamicTest> takesPicturesOfFilmsOfAllKinds() {
        Map<SourceFilms.Kind, String> others =
                Map.of(SourceFilms.Kind.INDEX_MISSING, "DAMAGED", SourceFilms.Kind.PORTRAIT, "90x160 JPEG");
        return Arrays.stream(SourceFilms.Kind.values())
                .map(kind -> dynamicTest(kind.name(), () -> assertThat(outcome(kind.file()))
                        .isEqualTo(others.getOrDefault(kind, "160x120 JPEG"))));
    }

    /** The smaller one is made by ffmpeg, the larger one without. */
    @ParameterizedTest
    @ValueSource(ints = {640, 1600})
    void turnsAPhotographAsItsCameraWasHeld(int width) throws Exception {
        byte[] photograph = OddImages.jpeg(OddImages.redAndBlue(width, width * 3 / 4), false);
        Color red = Color.RED;
        Color blue = Color.BLUE;

        // the colours at the top left and the bottom right
        Map<Integer, Color[]> corners = Map.of(
                1, new Color[] {red, blue},
                2, new Color[] {blue, red},
                3, new Color[] {blue, red},
                4, new Color[] {red, blue},
                5, new Color[] {red, blue},
                6, new Color[] {red, blue},
                7, new Color[] {blue, red},
                8, new Color[] {blue, red});
        for (Map.Entry<Integer, Color[]> corner : corners.entrySet()) {
            Path source = Files.write(folder.resolve("photograph"), OddImages.turned(photograph, corner.getKey()));
            taker.take(source, target(), SMALL, Supervision.none());
            BufferedImage picture = ImageIO.read(target().toFile());
            assertLike(picture.getRGB(4, 4), corner.getValue()[0]);
            assertLike(picture.getRGB(picture.getWidth() - 5, picture.getHeight() - 5), corner.getValue()[1]);
            assertThat(picture.getWidth() > picture.getHeight()).isEqualTo(corner.getKey() < 5);
        }
    }

    private static void assertLike(int rgb, Color expected) {
        Color colour = new Color(rgb);
        assertThat(colour.getRed()).isCloseTo(expected.getRed(), within(40));
        assertThat(colour.getGreen()).isCloseTo(expected.getGreen(), within(40));
        assertThat(colour.getBlue()).isCloseTo(expected.getBlue(), within(40));
    }

    @Test
    void putsTilesTogetherAndTurnsThem() throws Exception {
        List<String> colours = List.of("red", "lime", "blue", "white", "red", "blue");
        Path source = Files.write(folder.resolve("photograph"), HeicFile.of(folder, colours, 3, 1));

        taker.take(source, target(), SMALL, Supervision.none());

        BufferedImage picture = ImageIO.read(target().toFile());
        assertThat(picture.getWidth()).isEqualTo(107);
        assertThat(picture.getHeight()).isEqualTo(160);
        assertLike(picture.getRGB(5, 5), Color.BLUE);
        assertLike(picture.getRGB(100, 5), Color.BLUE);
        assertLike(picture.getRGB(5, 80), Color.GREEN);
        assertLike(picture.getRGB(100, 80), Color.RED);
        assertLike(picture.getRGB(5, 155), Color.RED);
        assertLike(picture.getRGB(100, 155), Color.WHITE);
    }

    @Test
    void leavesOutWhereAPhotographWasTaken() throws Exception {
        Path source = Files.write(
                folder.resolve("photograph"),
                OddImages.turned(OddImages.jpeg(OddImages.redAndBlue(640, 480), false), 6));

        taker.take(source, target(), SMALL, Supervision.none());

        assertThat(new String(Files.readAllBytes(target()), StandardCharsets.ISO_8859_1))
                .doesNotContain("Exif");
    }

    @Test
    void keepsWhatCanBeSeenThroughOfImagesWhoseAlphaIsAnotherImage() throws Exception {
        Path source = Files.write(folder.resolve("image"), made(".avif", AVIF_SEEN_THROUGH));

        taker.take(source, target(), SMALL, Supervision.none());

        BufferedImage picture = ImageIO.read(target().toFile());
        assertThat(picture.getRGB(40, 60) >>> 24).isCloseTo(0, within(8));
        assertThat(picture.getRGB(120, 60) >>> 24).isCloseTo(128, within(12));
        assertLike(picture.getRGB(120, 60), Color.RED);
    }

    @ParameterizedTest
    @EnumSource
    void keepsWhatCanBeSeenThroughOfImagesOfTiles(HeicFile.Coding coding) throws Exception {
        byte[] image = HeicFile.of(
                coding,
                folder,
                List.of("red", "lime", "blue", "red"),
                List.of("white", "black", "gray", "white"),
                2,
                0);
        Path source = Files.write(folder.resolve("image"), image);

        Picture made = taker.take(source, target(), form(160, 160, Fit.FIT, Format.AS_NEEDED), Supervision.none());

        assertThat(made.format()).isEqualTo(Format.PNG);
        BufferedImage picture = ImageIO.read(target().toFile());
        assertThat(picture.getRGB(40, 40) >>> 24).isCloseTo(255, within(4));
        assertLike(picture.getRGB(40, 40), Color.RED);
        assertThat(picture.getRGB(120, 40) >>> 24).isCloseTo(0, within(8));
        assertThat(picture.getRGB(40, 120) >>> 24).isCloseTo(128, within(12));
        assertLike(picture.getRGB(40, 120), Color.BLUE);
        assertThat(picture.getRGB(120, 120) >>> 24).isCloseTo(255, within(4));
    }

    @Test
    void keepsWhatCanBeSeenThrough() throws Exception {
        Path source = Files.write(folder.resolve("image"), made(".png", SEEN_THROUGH));

        taker.take(source, target(), SMALL, Supervision.none());

        assertThat(new Color(ImageIO.read(target().toFile()).getRGB(80, 60), true).getAlpha())
                .isCloseTo(128, within(2));
    }

    @Test
    void makesTheSizeThatIsAskedFor() throws Exception {
        Path source = Files.write(folder.resolve("image"), OddImages.jpeg(OddImages.redAndBlue(640, 480), false));

        assertThat(size(source, 300, 100, Fit.EXACT)).isEqualTo("300x100");
        assertThat(size(source, 300, 100, Fit.FILL)).isEqualTo("300x100");
        assertThat(size(source, 300, 100, Fit.FIT)).isEqualTo("133x100");
        assertThat(size(source, 900, 900, Fit.EXACT)).isEqualTo("900x900");
        assertThat(size(source, 900, 900, Fit.FIT)).isEqualTo("640x480");
        assertThat(size(SourceFilms.Kind.WIDE_PIXELS.file(), 96, 96, Fit.FIT)).isEqualTo("96x72");
        assertThat(size(SourceFilms.Kind.ROTATED.file(), 50, 60, Fit.EXACT)).isEqualTo("50x60");
    }

    private String size(Path source, int width, int height, Fit fit) throws MediaException {
        Picture picture = taker.take(source, target(), form(width, height, fit, Format.JPEG), Supervision.none());
        return picture.width() + "x" + picture.height();
    }

    @Test
    void takesAPictureThatIsNotBlack() throws Exception {
        Path source = folder.resolve("film.mp4");
        Files.write(
                source,
                made(
                        ".mp4",
                        "-f lavfi -i testsrc2=s=320x240:d=10:r=10,drawbox=t=fill:c=black:enable=lt(t\\,6) -g 10 -pix_fmt yuv420p"));

        taker.take(source, target(), SMALL, Supervision.none());

        assertThat(Files.size(target())).isGreaterThan(3000);
    }

    @Test
    void takesThePictureOfAMoment() throws Exception {
        Path source = folder.resolve("film.mp4");
        Files.write(
                source,
                made(
                        ".mp4",
                        "-f lavfi -i color=red:s=320x240:d=10:r=10,drawbox=t=fill:c=blue:enable=gt(t\\,6.95) -g 100 -pix_fmt yuv420p"));

        taker.take(source, target(), at(6.9), Supervision.none());
        assertLike(ImageIO.read(target().toFile()).getRGB(80, 60), Color.RED);
        taker.take(source, target(), at(7.0), Supervision.none());
        assertLike(ImageIO.read(target().toFile()).getRGB(80, 60), Color.BLUE);
    }

    private static PictureForm at(double seconds) {
        return new PictureForm(160, 160, Fit.FIT, Format.JPEG, Optional.of(seconds));
    }

    @Test
    void refusesSoundAlone() throws Exception {
        Path source = folder.resolve("sound");
        Files.write(source, made(".m4a", "-f lavfi -i sine=d=1"));

        assertThatThrownBy(() -> taker.take(source, target(), SMALL, Supervision.none()))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
    }

    private Path target() {
        return folder.resolve("target");
    }
}
