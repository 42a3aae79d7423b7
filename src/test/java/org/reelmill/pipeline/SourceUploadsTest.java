package org.reelmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NoSpaceException;
import org.reelmill.testing.BreakingStream;

/** What is received is tested over HTTP, by {@code SourceResourceIT}. */
class SourceUploadsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    private Path home;

    private Path source;
    private SourceUploads uploads;

    @BeforeEach
    void prepareFolders() throws IOException {
        Files.createFile(home.resolve(WorkFolders.MARKER));
        Properties properties = new Properties();
        properties.setProperty("reelmill.home", home.toString());
        WorkFolders folders = new WorkFolders(Configuration.from(Map.of(), properties));
        folders.prepare();
        source = folders.source();
        uploads = new SourceUploads(new JobFiles(folders), null, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void sweepsOnlyUploadsThatNobodyWritesToAnyMore() throws IOException {
        Path abandoned = file("tmp-upload-1", Duration.ofHours(25));
        Path running = file("tmp-upload-2", Duration.ofHours(23));
        Path film = file("film.mp4", Duration.ofDays(100));
        Path foreign = file("tmp-x.mp4", Duration.ofDays(100));

        uploads.sweep();

        assertThat(abandoned).doesNotExist();
        assertThat(running).exists();
        assertThat(film).exists();
        assertThat(foreign).exists();
    }

    /** Found by attack: with the reserve it was beyond what a number holds. */
    @Test
    void refusesMoreThanAnyDiskHas() {
        assertThatThrownBy(() -> uploads.requireSpace(source.resolve("film.mp4"), OptionalLong.of(Long.MAX_VALUE)))
                .isInstanceOf(NoSpaceException.class);
    }

    /** It is nobody's error here. */
    @Test
    void saysHowFarAnUploadCameThatBrokeOff() {
        assertThatThrownBy(() -> SourceUploads.write("film.mp4", new BreakingStream(), source.resolve("tmp-upload-3")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("broke off after 0 bytes");
    }

    private Path file(String name, Duration age) throws IOException {
        Path file = Files.createFile(source.resolve(name));
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
        return file;
    }
}
