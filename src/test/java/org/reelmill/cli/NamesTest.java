package org.reelmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What files are by their names, what results are called, and which of a tree are taken. */
class NamesTest {

    @ParameterizedTest
    @CsvSource({
        "holiday.JPG, webp, holiday.webp",
        "a.b.png, webp, a.b.webp",
        "film.mp4, x265, film.mp4.converted265.mkv",
        "film.mp4, x256, film.mp4.converted265.mkv",
        "song.wav, opus, song.opus",
        "film.mkv, own, film.mkv.converted-own"
    })
    void callsResultsAsTheModelDoes(Path file, String conversion, String result) {
        assertThat(ResultName.of(file, conversion)).isEqualTo(result);
    }

    @Test
    void takesAllMediaFilesOfATreeAndNoneOfOurOwnResults(@TempDir Path folder) throws IOException {
        Path below = Files.createDirectories(folder.resolve("below/more & more"));
        for (String name :
                new String[] {"a.JPEG", "b.png", "c.txt", "a.webp", ".hidden.png", "d.mp4.converted265.mkv"}) {
            Files.createFile(folder.resolve(name));
        }
        Files.createFile(below.resolve("e.webm"));

        assertThat(Tree.below(folder, Set.of()).files())
                .containsExactlyInAnyOrder(folder.resolve("a.JPEG"), folder.resolve("b.png"), below.resolve("e.webm"));
        assertThat(Tree.below(folder, Set.of(MediaType.VIDEO)).files()).containsExactly(below.resolve("e.webm"));
    }

    @Test
    void showsABarToPeopleAndNothingInAPipe() {
        StringWriter printed = new StringWriter();
        try (Progress quiet = new Progress(new PrintWriter(printed), false, "up", 0, 100)) {
            quiet.add(50);
        }
        assertThat(printed.toString()).isEmpty();

        Progress bar = new Progress(new PrintWriter(printed), true, "up", 0, 2048);
        bar.add(1024);
        assertThat(bar.line(1)).isEqualTo("up [============            ]  50% 1.0 KiB/s, 00:01 left");
    }

    @Test
    void endsWithTheExitCodesOfItsHelp(@TempDir Path folder) {
        assertThat(Main.run("--version")).isEqualTo(Exit.DONE);
        assertThat(Main.run("no-such-command")).isEqualTo(Exit.USAGE);
        assertThat(Main.run("job", "list", "--server", "http://127.0.0.1:1")).isEqualTo(Exit.UNREACHABLE);
        assertThat(Main.run("batch", folder.resolve("missing").toString())).isEqualTo(Exit.USAGE);
    }
}
