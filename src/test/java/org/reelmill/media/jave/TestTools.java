package org.reelmill.media.jave;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.reelmill.media.EncoderBuild;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaSettings;

/** The bundled programs for tests, unpacked once under {@code target/}. */
final class TestTools {

    static final Path CACHE = Path.of("target", "test-cache").toAbsolutePath();

    private static ToolFinder.Found found;

    private TestTools() {}

    static MediaSettings settings() {
        return new MediaSettings(CACHE, Optional.empty(), Duration.ofSeconds(30), Duration.ofMinutes(2));
    }

    static Tools tools() {
        return found().tools();
    }

    static EncoderBuild build() {
        return found().build();
    }

    private static synchronized ToolFinder.Found found() {
        if (found == null) {
            try {
                found = new ToolFinder(settings()).find();
            } catch (MediaException e) {
                throw new IllegalStateException(e.getMessage() + "\n" + e.log(), e);
            }
        }
        return found;
    }
}
