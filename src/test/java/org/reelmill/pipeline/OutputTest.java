package org.reelmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputTest {

    private static final OutputSettings SHIPPED =
            new OutputSettings(true, 1920, 1080, 23, "superfast", "main", 60, 128, "H264", 8);

    /** X1: the output's own rate, not the source's. */
    @Test
    void namesFilesAsDocumented() {
        Output output = new Output(SHIPPED);

        assertThat(output.fileName("{stem}{maxY}p{maxFramerate}.mp4", "video")).isEqualTo("video1080p60.mp4");
        assertThat(output.rendition("{stem}{maxY}p{maxFramerate}.mp4").name()).isEqualTo("1080p60");
        assertThat(output.fileName("{stem}-{codec}-{crf}.mp4", "{maxY}")).isEqualTo("{maxY}-h264-23.mp4");
    }

    @Test
    void shortensNamesThatAFileSystemWouldNotTake() {
        String name = new Output(SHIPPED).fileName("{stem}{maxY}p{maxFramerate}.mp4", "映画".repeat(60));

        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(230, 240);
        assertThat(name).startsWith("映画映画").endsWith("1080p60.mp4");
    }

    @Test
    void hasNothingAgainstTheShippedOutputs() {
        assertThat(new Output(SHIPPED).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "8, 1080, 23, fast, main, 60, 128, H264, 8, maxX",
        "1920, 0, 23, fast, main, 60, 128, H264, 8, maxY",
        "1920, 1080, 52, fast, main, 60, 128, H264, 8, crf",
        "1920, 1080, 64, fast, main, 60, 128, AV1, 8, crf",
        "1920, 1080, 23, fast -y /etc/passwd, main, 60, 128, H264, 8, preset",
        "1920, 1080, 23, fast, cinema, 60, 128, H264, 8, profile",
        "1920, 1080, 23, fast, main, 0, 128, H264, 8, maxFramerate",
        "1920, 1080, 23, fast, main, 60, 5, H264, 8, audioBitrate",
        "1920, 1080, 23, fast, main, 60, 128, MPEG2, 8, codec",
        "1920, 1080, 23, fast, main, 60, 128, H264, 9, bitDepth",
        "1920, 1080, 23, fast, main, 60, 128, H264, 10, bitDepth",
    })
    void namesTheFieldThatDoesNotFit(
            int maxX,
            int maxY,
            int crf,
            String preset,
            String profile,
            int maxFramerate,
            int audioBitrate,
            String codec,
            int bitDepth,
            String field) {
        Output output = new Output(new OutputSettings(
                true, maxX, maxY, crf, preset, profile, maxFramerate, audioBitrate, codec, bitDepth));

        assertThat(output.problems()).containsOnlyKeys(field);
    }
}
