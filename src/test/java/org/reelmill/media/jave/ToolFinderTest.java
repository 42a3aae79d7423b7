package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.MediaSettings;

@Tag("ffmpeg")
@EnabledOnOs({OS.LINUX, OS.MAC})
class ToolFinderTest {

    @TempDir
    Path folder;

    @Test
    void theOperatorsOwnProgramGoesBeforeTheBundledOne() throws Exception {
        ToolSet bundled = TestTools.tools().locator().tools();
        Path own = script(
                "ffmpeg",
                "export LD_LIBRARY_PATH='" + bundled.ffmpeg().getParent() + "'\nexec '" + bundled.ffmpeg()
                        + "' \"$@\"");
        script("ffprobe", "exit 0");

        ToolFinder.Found found = new ToolFinder(settings(own)).find();

        assertThat(found.tools().locator().getExecutablePath()).isEqualTo(own.toString());
        assertThat(found.build().codecs()).isEqualTo(TestTools.build().codecs());
        assertThat(found.build().fingerprint()).isNotEqualTo(TestTools.build().fingerprint());
    }

    @Test
    void aProgramThatIsTooOldIsSaidToBe() throws IOException {
        Path own = script("ffmpeg", "echo 'ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2025'");
        script("ffprobe", "exit 0");

        assertThat(failure(own)).hasMessageContaining("7 or newer");
    }

    @Test
    void aProgramThatCannotEncodeIsNotTaken() throws IOException {
        Path own = script("ffmpeg", "echo 'ffmpeg version 8.0 Copyright'\n[ \"${!#}\" = -version ]");
        script("ffprobe", "exit 0");

        assertThat(failure(own)).hasMessageContaining("cannot encode");
    }

    @Test
    void aProgramThatIsNotThereIsAFailureAndNotReplacedInSilence() {
        assertThat(failure(folder.resolve("ffmpeg")).kind()).isEqualTo(Kind.FAILED);
    }

    private MediaException failure(Path own) {
        return catchThrowableOfType(MediaException.class, () -> new ToolFinder(settings(own)).find());
    }

    private static MediaSettings settings(Path own) {
        return new MediaSettings(TestTools.CACHE, Optional.of(own), Duration.ofSeconds(30), Duration.ofSeconds(60));
    }

    private Path script(String name, String lines) throws IOException {
        Path script = Files.writeString(folder.resolve(name), "#!/bin/bash\n" + lines + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }
}
