package org.reelmill.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResultsTest {

    private static final Path TARGET = Path.of("/out");

    private final Set<Path> taken = new HashSet<>();

    @Test
    void isAlwaysAnMp4InTheSameFolderBelowTheTarget() {
        assertThat(choose("trip/a.MOV", 1)).isEqualTo(Path.of("/out/trip/a.mp4"));
    }

    @Test
    void twoVideosOfOneNameHaveTwoResults_D3_11() {
        assertThat(choose("a.avi", 1)).isEqualTo(Path.of("/out/a.mp4"));
        assertThat(choose("a.mov", 2)).isEqualTo(Path.of("/out/a-mov.mp4"));
        assertThat(choose("a.mov", 3)).isEqualTo(Path.of("/out/a-mov-3.mp4"));
    }

    private Path choose(String relative, long number) {
        Path result = Results.choose(TARGET, Path.of(relative), number, taken::contains);
        taken.add(result);
        return result;
    }
}
