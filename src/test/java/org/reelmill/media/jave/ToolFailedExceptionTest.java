package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolFailedExceptionTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 69, 183, 187, 234})
    void gaveUpOnWhatItWasGiven(int exitCode) {
        assertThat(new ToolFailedException("ffmpeg", exitCode, "Invalid data found").gaveUp())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 130, 137, 143, 255, 123})
    void wasKilledOrToldToStop(int exitCode) {
        assertThat(new ToolFailedException("ffmpeg", exitCode, "").gaveUp()).isFalse();
    }

    @Test
    void wasStarvedByTheMachine() {
        assertThat(new ToolFailedException("ffmpeg", 228, "Error writing trailer: No space left on device").gaveUp())
                .isFalse();
        assertThat(new ToolFailedException("ffmpeg", 251, "film.ts: Input/output error").gaveUp())
                .isFalse();
        assertThat(new ToolFailedException("ffmpeg", 244, "malloc: Cannot allocate memory").gaveUp())
                .isFalse();
    }
}
