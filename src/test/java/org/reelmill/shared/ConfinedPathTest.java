package org.reelmill.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfinedPathTest {

    @TempDir
    Path outside;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(outside.resolve("folder"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"film.mp4", "a/b/film.mp4", "Ünïcødé 映画.mkv", "-i.mp4", "a;rm -rf.mp4", "..film", "%2e%2e"})
    void takesNamesBelowItsFolder(String name) {
        assertThat(ConfinedPath.below(folder, name, "source")).isEqualTo(folder.resolve(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "/etc/passwd", "..", "../film", "a/../../film", "a/./b", "\\\\host\\share", "a\0b", "."
            })
    void refusesNamesThatCouldLeaveIt(String name) {
        assertThatThrownBy(() -> ConfinedPath.below(folder, name, "source"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.field()).isEqualTo("source"));
    }

    @Test
    void refusesLinksThatLeaveIt() throws IOException {
        Files.createDirectory(outside.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("link"), outside.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("dangling"), outside.resolve("nothing"));

        assertThatThrownBy(() -> ConfinedPath.below(folder, "link/film.mp4", "source"))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> ConfinedPath.below(folder, "dangling", "source"))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void takesLinksThatStayInside() throws IOException {
        Files.writeString(folder.resolve("film.mp4"), "x");
        Files.createSymbolicLink(folder.resolve("link.mp4"), folder.resolve("film.mp4"));

        assertThat(ConfinedPath.below(folder, "link.mp4", "source")).exists();
    }
}
