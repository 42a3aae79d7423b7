package org.reelmill.pipeline.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class FormatsTest {

    @Test
    void writesSizesWithThreeDigits() {
        assertThat(Formats.bytes(0)).isEqualTo("0 B");
        assertThat(Formats.bytes(999)).isEqualTo("999 B");
        assertThat(Formats.bytes(1_000)).isEqualTo("1.0 kB");
        assertThat(Formats.bytes(9_955_578)).isEqualTo("10.0 MB");
        assertThat(Formats.bytes(123_456_789)).isEqualTo("123 MB");
        assertThat(Formats.bytes(999_999_999)).isEqualTo("1.0 GB");
    }

    @Test
    void writesDurationsAsClocksDo() {
        assertThat(Formats.duration(3.6)).isEqualTo("0:04");
        assertThat(Formats.duration(123)).isEqualTo("2:03");
        assertThat(Formats.duration(3723)).isEqualTo("1:02:03");
    }

    @Test
    void takesTimesOfTheDatabaseAsUtc() {
        assertThat(Formats.iso(LocalDateTime.of(2026, 7, 1, 12, 0))).isEqualTo("2026-07-01T12:00:00Z");
        assertThat(Formats.utc(Instant.parse("2026-07-01T12:00:00Z"))).isEqualTo("2026-07-01 12:00:00 UTC");
    }
}
