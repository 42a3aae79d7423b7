package org.reelmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentLengthTest {

    @ParameterizedTest(name = "{0}: with {1} s left of a film of {2} bytes on {3} slots the next cut is {4} s away")
    @CsvSource({
        // measured: never below 4 s, never above 20
        "auto,   54,         1,  2, 13.5",
        "auto,   12,         1,  2,  4",
        "auto, 7200,         1,  2, 20",
        "auto, 7200,         1, 400, 9",
        "auto,   54,         1,  0, 20",
        // S4.36, decimal megabytes
        "size, 7200, 100000001,  2, 10",
        "size, 7200, 100000000,  2,  5",
        "size, 7200,  50000001,  2,  5",
        "size, 7200,  50000000,  2,  0",
        "7,    7200,         1,  2,  7",
    })
    void followsThePolicy(String policy, double left, long bytes, int slots, double expected) {
        assertThat(SegmentLength.seconds(policy, bytes, slots).applyAsDouble(left))
                .isEqualTo(expected);
    }
}
