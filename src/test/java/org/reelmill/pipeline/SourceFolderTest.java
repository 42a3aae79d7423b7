package org.reelmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFolderTest {

    @TempDir
    Path folder;

    @Test
    void findsFilmsInFoldersBelowAndPassesOverWhatIsUnfinished() throws IOException {
        Path below = Files.createDirectories(folder.resolve("a/b"));
        Path film = Files.createFile(below.resolve("film.mp4"));
        Files.createFile(below.resolve("film.mp4.part"));
        Files.createFile(folder.resolve(".hidden.mp4"));

        assertThat(SourceFolder.films(folder)).containsExactly(film);
    }

    @Test
    void aFolderThatCannotBeReadKeepsNothingBack() throws IOException {
        Path film = Files.createFile(folder.resolve("film.mp4"));
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        try {
            assumeThat(Files.isReadable(closed)).as("root reads everything").isFalse();

            assertThat(SourceFolder.films(folder)).containsExactly(film);
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void tellsThatTheSourceFolderIsMissing() {
        assertThatThrownBy(() -> SourceFolder.films(folder.resolve("missing"))).isInstanceOf(NoSuchFileException.class);
    }
}
