package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.media.VideoCodec;

@Tag("ffmpeg")
class BundledFfmpegTest {

    /** What every Debian with a Java has. */
    private static final String BASE =
            "lib(c|m|mvec|pthread|dl|rt|gcc_s|stdc\\+\\+)\\.so\\.\\d+|ld-linux-(x86-64|aarch64)\\.so\\.\\d+";

    @Test
    void encodesEveryCodecOfThePort() {
        assertThat(TestTools.build().codecs()).containsExactlyInAnyOrder(VideoCodec.values());
        assertThat(TestTools.build().version()).startsWith("8.");
    }

    @Test
    void needsNothingButItselfAndTheBaseOfTheSystem() throws IOException {
        Path folder = TestTools.tools().locator().tools().ffmpeg().getParent();
        List<Path> files = list(folder);

        assertThat(files).hasSizeGreaterThan(6);
        for (Path file : files) {
            assertThat(ElfFix.needed(file))
                    .as(file.getFileName().toString())
                    .allMatch(library -> library.matches(BASE) || Files.exists(folder.resolve(library)));
        }
    }

    @Test
    void serversThatStartAtOnceShareOneFolder(@TempDir Path cache) throws Exception {
        ExecutorService servers = Executors.newFixedThreadPool(2);
        try {
            Future<Path> one = servers.submit(() -> unpack(cache));
            Future<Path> other = servers.submit(() -> unpack(cache));

            assertThat(one.get()).isEqualTo(other.get()).exists();
            assertThat(list(cache.resolve("ffmpeg"))).containsExactly(one.get().getParent());
        } finally {
            servers.shutdownNow();
        }
    }

    @Test
    void aPlatformThatIsNotBundledHasNone(@TempDir Path cache) throws IOException {
        assertThat(new BundledFfmpeg(getClass().getClassLoader(), "plan9-vax").unpack(cache))
                .isEmpty();
    }

    private static Path unpack(Path cache) throws IOException {
        return new BundledFfmpeg().unpack(cache).orElseThrow().ffmpeg();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
