package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.media.FilmPreview;
import org.reelmill.media.FilmPreview.Tile;
import org.reelmill.media.MediaException;
import org.reelmill.media.Supervision;
import org.reelmill.testing.SourceFilms;

/** Picture, tiles and short film of films, by the real ffmpeg. */
@Tag("ffmpeg")
class FilmPreviewsTest {

    /** Least number of tiles; a film that jumps in time, or has lost its end, has fewer key frames to find. */
    private static final Map<SourceFilms.Kind, Integer> TILES =
            Map.of(SourceFilms.Kind.CLOCK_JUMPS, 1, SourceFilms.Kind.CUT_OFF_MP4, 5, SourceFilms.Kind.CUT_OFF_MKV, 5);

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> showsFilmsOfAllKinds() {
        return Arrays.stream(SourceFilms.Kind.values())
                .filter(kind -> kind != SourceFilms.Kind.INDEX_MISSING)
                .map(kind -> dynamicTest(kind.name(), () -> {
                    Path target = Files.createDirectory(folder.resolve(kind.name()));

                    FilmPreview preview = make(kind.file(), target);

                    assertThat(preview.tiles()).hasSizeGreaterThanOrEqualTo(TILES.getOrDefault(kind, 7));
                    assertThat(preview.clip()).isTrue();
                    assertThat(names(target)).containsExactly("clip.mp4", "poster.jpg", "sheet-0.jpg");
                    assertThat(duration(target)).isBetween(0.3, 4.5);
                    BufferedImage poster = image(target, FilmPreview.POSTER);
                    assertThat(poster.getWidth()).isEqualTo(preview.poster().width());
                    assertThat(poster.getWidth() > poster.getHeight()).isEqualTo(kind != SourceFilms.Kind.PORTRAIT);
                }));
    }

    @Test
    void showsAtEachMomentWhatTheFilmShows() throws Exception {
        // brighter by one step every 100 ms, over several sheets
        Path source = film("color=black:s=160x120:d=240:r=5,geq=lum=16+T*0.9:cb=128:cr=128", "-g 10");

        FilmPreview preview = make(source, folder);

        List<Tile> tiles = preview.tiles();
        assertThat(tiles).hasSize(20);
        assertThat(tiles.stream().map(Tile::sheet).distinct()).containsExactlyInAnyOrder(0, 1);
        for (int i = 0; i < tiles.size(); i++) {
            Tile tile = tiles.get(i);
            BufferedImage sheet = image(folder, FilmPreview.sheet(tile.sheet()));
            int luma = sheet.getRGB(tile.x() + 80, tile.y() + 60) & 0xFF;
            double shown = luma * 219.0 / 255 / 0.9;
            double until = i + 1 < tiles.size() ? tiles.get(i + 1).from() : preview.seconds();
            assertThat(shown).as("seconds shown by tile %s", i).isBetween(tile.from() - 3, until + 3);
        }
    }

    @Test
    void choosesAPictureWithSomethingToSee() throws Exception {
        Path source = film("testsrc2=s=160x120:d=20:r=5,drawbox=t=fill:c=black:enable=lt(t\\,15)", "-g 5");

        make(source, folder);

        assertThat(Files.size(folder.resolve(FilmPreview.POSTER))).isGreaterThan(2000);
    }

    @Test
    void takesOfACoverThePictureAlone() throws Exception {
        TestFfmpeg.ffmpeg(words("-f lavfi -i testsrc2=s=320x240 -frames:v 1 " + folder.resolve("cover.png")));
        TestFfmpeg.ffmpeg(words("-f lavfi -i sine=d=2 -i " + folder.resolve("cover.png")
                + " -map 0 -map 1 -c:v png -disposition:v:0 attached_pic " + folder.resolve("sound.m4a")));
        Path target = Files.createDirectory(folder.resolve("target"));

        FilmPreview preview = make(folder.resolve("sound.m4a"), target);

        assertThat(preview.tiles()).isEmpty();
        assertThat(preview.clip()).isFalse();
        assertThat(names(target)).containsExactly("poster.jpg");
    }

    /** Of an 8K film with one key frame: each tile would be decoded up to its moment. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void takesThePictureAloneOfWhatTakesTooMuchMemory() throws Exception {
        Path source = folder.resolve("large.mp4");
        TestFfmpeg.ffmpeg(words("-f lavfi -i color=red:s=8192x4320:r=2:d=3 -preset ultrafast -pix_fmt yuv420p10le"
                + " -x264-params ref=8 " + source));
        Path target = Files.createDirectory(folder.resolve("target"));
        Tools limited = TestTools.tools().aside(Duration.ofMinutes(1), Duration.ofMinutes(5));

        FilmPreview preview = new FilmPreviews(limited, source, Supervision.none()).make(target);

        assertThat(preview.poster().width()).isEqualTo(640);
        assertThat(preview.tiles()).isEmpty();
        assertThat(preview.clip()).isFalse();
        assertThat(names(target)).containsExactly("poster.jpg");
    }

    private Path film(String pictures, String more) {
        Path film = folder.resolve("film.mp4");
        TestFfmpeg.ffmpeg(
                words("-f lavfi -i " + pictures + " -preset ultrafast -pix_fmt yuv420p " + more + " " + film));
        return film;
    }

    private static List<String> words(String arguments) {
        return List.of(arguments.split(" "));
    }

    private static FilmPreview make(Path source, Path target) throws MediaException {
        return new FilmPreviews(TestTools.tools(), source, Supervision.none()).make(target);
    }

    private static BufferedImage image(Path target, String name) throws IOException {
        return ImageIO.read(target.resolve(name).toFile());
    }

    private static Stream<String> names(Path target) throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    private static double duration(Path target) {
        return Double.parseDouble(TestFfmpeg.ffprobe(List.of(
                        "-v",
                        "error",
                        "-show_entries",
                        "format=duration",
                        "-of",
                        "csv=p=0",
                        target.resolve(FilmPreview.CLIP).toString()))
                .get(0));
    }
}
