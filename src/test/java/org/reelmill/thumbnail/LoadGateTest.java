package org.reelmill.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadGateTest {

    @ParameterizedTest
    @CsvSource({
        // most, idle, seconds waited, slots
        "2, 4, 0, 2",
        "2, 1, 0, 1",
        "2, 0, 59, 0",
        "2, -1, 59, 0",
        "2, 0, 60, 1",
        "2, 2, 60, 2",
        "0, 4, 600, 0",
    })
    void leavesTheSlotsToFilmsUntilSomebodyHasWaitedLong(int most, int idle, int waited, int slots) {
        assertThat(LoadGate.slots(most, idle, Duration.ofSeconds(waited))).isEqualTo(slots);
    }
}
