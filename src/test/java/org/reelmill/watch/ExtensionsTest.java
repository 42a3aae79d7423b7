package org.reelmill.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.reelmill.settings.Policy;

class ExtensionsTest {

    private final Extensions extensions = Extensions.of(Policy.WATCH_EXTENSIONS.defaultValue());

    @Test
    void coversVideosInAnyCase_D3_3() {
        for (String name : new String[] {"a.mp4", "a.AVI", "a.Mov", "a.b.mkv"}) {
            assertThat(extensions.cover(Path.of("/in", name))).as(name).isTrue();
        }
    }

    @Test
    void coversNothingElse() {
        for (String name : new String[] {"a.txt", "mp4", "a.mp4.part", ".hidden.mp4", "a.", "a"}) {
            assertThat(extensions.cover(Path.of("/in", name))).as(name).isFalse();
        }
    }

    @Test
    void blanksBetweenThemDoNotMatter() {
        assertThat(Extensions.of(" TS , ,webm").words()).containsExactlyInAnyOrder("ts", "webm");
    }

    @Test
    void thePolicyTakesListsOnly() {
        assertThat(Policy.WATCH_EXTENSIONS.accepts("ts, webm,MP4")).isTrue();
        assertThat(Policy.WATCH_EXTENSIONS.accepts("")).isFalse();
        assertThat(Policy.WATCH_EXTENSIONS.accepts("*.mp4")).isFalse();
        assertThat(Policy.WATCH_EXTENSIONS.accepts("mp4,,avi")).isFalse();
    }
}
