package org.reelmill.pipeline.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.reelmill.media.VideoCodec;

class FormatsTest {

    @Test
    void writesSizesWithThreeDigits() {
        assertThat(Formats.bytes(0, Locale.ENGLISH)).isEqualTo("0 B");
        assertThat(Formats.bytes(999, Locale.ENGLISH)).isEqualTo("999 B");
        assertThat(Formats.bytes(1_000, Locale.ENGLISH)).isEqualTo("1.0 kB");
        assertThat(Formats.bytes(9_955_578, Locale.ENGLISH)).isEqualTo("10.0 MB");
        assertThat(Formats.bytes(123_456_789, Locale.ENGLISH)).isEqualTo("123 MB");
        assertThat(Formats.bytes(999_999_999, Locale.ENGLISH)).isEqualTo("1.0 GB");
        assertThat(Formats.bytes(1_234, Locale.GERMAN)).isEqualTo("1,2 kB");
    }

    @Test
    void writesDurationsAsClocksDo() {
        assertThat(Formats.duration(3.6)).isEqualTo("0:04");
        assertThat(Formats.duration(123)).isEqualTo("2:03");
        assertThat(Formats.duration(3723)).isEqualTo("1:02:03");
    }

    @Test
    void writesCodecsAsPeopleDo() {
        assertThat(Formats.codec(VideoCodec.H265)).isEqualTo("H.265");
        assertThat(Formats.codec("h264")).isEqualTo("H.264");
        assertThat(Formats.codec("AV1")).isEqualTo("AV1");
        assertThat(Formats.codec("prores")).isEqualTo("prores");
    }

    @Test
    void callsContainersAsPeopleDo() {
        assertThat(Formats.container("mov,mp4,m4a,3gp,3g2,mj2")).isEqualTo("MP4");
        assertThat(Formats.container("matroska,webm")).isEqualTo("Matroska");
        assertThat(Formats.container("avi")).isEqualTo("AVI");
    }

    /** Found by attack: it was shown as "exe.jpg film.mp4". */
    @Test
    void showsWhatWouldTurnTheLettersOfAName() {
        assertThat(Formats.name("film\u202Egpj.exe")).isEqualTo("film\uFFFDgpj.exe");
        assertThat(Formats.name("\u05E1\u05E8\u05D8.mp4")).isEqualTo("\u05E1\u05E8\u05D8.mp4");
    }

    @Test
    void takesTimesOfTheDatabaseAsUtc() {
        assertThat(Formats.iso(LocalDateTime.of(2026, 7, 1, 12, 0))).isEqualTo("2026-07-01T12:00:00Z");
        assertThat(Formats.utc(Instant.parse("2026-07-01T12:00:00Z"))).isEqualTo("2026-07-01 12:00:00 UTC");
    }
}
