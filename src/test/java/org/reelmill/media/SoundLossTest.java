package org.reelmill.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoundLossTest {

    @ParameterizedTest
    @CsvSource({
        "0, 100, false, false",
        "0.046, 100, false, false",
        "0.2, 100, true, false",
        "5.1, 100, true, true",
        "9.9, 7200, true, false",
        "10.1, 7200, true, true"
    })
    void aFilmIsWorthHavingWhileLittleIsLost(double seconds, double of, boolean audible, boolean tooMuch) {
        SoundLoss loss = loss(seconds, of);

        assertThat(loss.audible()).isEqualTo(audible);
        assertThat(loss.tooMuch()).isEqualTo(tooMuch);
    }

    @ParameterizedTest
    @CsvSource({"0.06, 0.1", "2.82, 2.8"})
    void saysWhichTrackAndHowMuch(double seconds, String words) {
        assertThat(loss(seconds, 100)).hasToString(words + " s of its sound are lost: audio stream 1 (aac, deu)");
    }

    private static SoundLoss loss(double seconds, double of) {
        return new SoundLoss(new MediaInfo.Audio(1, "aac", "deu", "", 2, 48_000, true, 0, of), seconds);
    }
}
