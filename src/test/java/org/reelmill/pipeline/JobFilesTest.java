package org.reelmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JobFilesTest {

    private static final String SLATE = "\uD83C\uDFAC";

    @Test
    void leavesANameThatFitsAsItIs() {
        assertThat(JobFiles.extended("film.mp4", ".reason.txt")).isEqualTo("film.mp4.reason.txt");
        assertThat(JobFiles.temporary(Path.of("a", "film.mp4"))).isEqualTo(Path.of("a", "tmp-film.mp4"));
    }

    @Test
    void shortensANameByWholeCharacters() {
        for (int more = 0; more < 4; more++) {
            String name = "x".repeat(3 + more) + SLATE.repeat(62);

            String extended = JobFiles.extended(name, ".reason.txt");

            assertThat(extended)
                    .startsWith("x".repeat(3 + more) + SLATE)
                    .endsWith(SLATE + ".reason.txt")
                    .matches(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
            assertThat(extended.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(252, 255);
        }
    }

    @Test
    void shortensATemporaryNameAsWell() {
        assertThat(JobFiles.temporary(Path.of("x".repeat(255)))).isEqualTo(Path.of("tmp-" + "x".repeat(251)));
    }
}
