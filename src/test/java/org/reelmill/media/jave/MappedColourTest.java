package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reelmill.media.MediaInfo;

class MappedColourTest {

    @ParameterizedTest
    @CsvSource({
        "bt2020nc, bt2020, bt2020nc, bt2020",
        "bt709, smpte432, bt709, smpte432",
        "'', '', bt2020nc, bt2020",
        "bt2020c, smpte432, bt2020nc, smpte432",
        "ictcp, bt2020, ictcp, bt2020",
        "ictcp, smpte432, ictcp, bt2020",
        "chroma-derived-nc, smpte432, chroma-derived-nc, smpte432",
        "chroma-derived-nc, smpte428, bt2020nc, smpte428",
        "ipt-c2, ebu3213, bt2020nc, bt2020"
    })
    void takesColoursForTheNearestThatCanBeConverted(
            String space, String primaries, String taken, String takenPrimaries) {
        MediaInfo.Colour colour = MappedColour.of(new MediaInfo.Colour("", space, primaries, "smpte2084"));

        assertThat(colour).isEqualTo(new MediaInfo.Colour("tv", taken, takenPrimaries, "smpte2084"));
    }
}
