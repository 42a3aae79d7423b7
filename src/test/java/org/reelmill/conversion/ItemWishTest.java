package org.reelmill.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reelmill.media.MediaKind;
import org.reelmill.shared.InvalidInputException;

class ItemWishTest {

    @ParameterizedTest
    @CsvSource({"a/b.mp4, 1", "a\\b.mp4, 1", "' ', 1", "a.mp4, 0", "a.mp4, -1"})
    void refusesNamesThatLeaveTheFolderAndFilesWithoutBytes(String name, long bytes) {
        assertThatThrownBy(() -> new ItemWish(name, "x265", bytes, Optional.empty()))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void refusesWhatIsNoChecksum() {
        assertThatThrownBy(() -> new ItemWish("a.mp4", "x265", 1, Optional.of("ab")))
                .isInstanceOf(InvalidInputException.class);
        assertThat(new ItemWish("a.mp4", "x265", 1, Optional.of("0f".repeat(64))).bytes())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "a.JPG, IMAGE, true",
        "a.jpeg, IMAGE, true",
        "a.mp4, IMAGE, false",
        "a.webm, VIDEO, true",
        "a.mp3, VIDEO, false",
        "a.mkv, AUDIO, true",
        "a, VIDEO, false",
        "a.pdf, AUDIO, false"
    })
    void knowsWhatAFileMayBeByItsName(String name, MediaKind kind, boolean fits) {
        assertThat(Extensions.fit(name, kind)).isEqualTo(fits);
    }
}
