package org.reelmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;
import org.reelmill.media.MediaException;

class StorageTroubleTest {

    @Test
    void knowsWhatJavaSaysOfAFullDisk() {
        assertThat(StorageTrouble.in(new FileSystemException("/w/part.mp4", null, "No space left on device")))
                .contains("No space left on device");
        assertThat(StorageTrouble.in(
                        new IllegalStateException(new UncheckedIOException(new IOException("Disk quota exceeded")))))
                .contains("Disk quota exceeded");
    }

    @Test
    void knowsWhatTheToolPrinted() {
        assertThat(StorageTrouble.in(new MediaException(
                        MediaException.Kind.FAILED,
                        "ffmpeg ended with exit code 228",
                        "[out#0/mp4 @ 0x1] Error writing trailer: No space left on device\nConversion failed!")))
                .contains("No space left on device");
        assertThat(StorageTrouble.in(
                        new MediaException(MediaException.Kind.FAILED, "x", "part.mp4: Read-only file system")))
                .contains("Read-only file system");
    }

    @Test
    void blamesTheDiskForNothingElse() {
        assertThat(StorageTrouble.in(new MediaException(
                        MediaException.Kind.FAILED, "ffmpeg ended with exit code 1", "Invalid data found")))
                .isEmpty();
        assertThat(StorageTrouble.in(new NullPointerException())).isEmpty();
    }
}
