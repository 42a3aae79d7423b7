package org.reelmill.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenditionTest {

    /** Found by attack: their encoders ended with exit code 234, three times. */
    @ParameterizedTest
    @CsvSource({"H264, 2, true", "H265, 14, false", "H265, 16, true", "AV1, 30, false", "AV1, 32, true"})
    void codecsTakeNoPicturesThatAreTooSmall(VideoCodec codec, int side, boolean taken) {
        Rendition rendition = new Rendition("r", 720, 720, codec, 30, "medium", "high", 8, 60, 64);

        assertThat(new Rendition.Fitted(rendition, new FrameSize(side, 720)).encodable())
                .isEqualTo(taken);
        assertThat(new Rendition.Fitted(rendition, new FrameSize(720, side)).encodable())
                .isEqualTo(taken);
    }

    private static final Rendition FULL_HD = rendition("1080p60", 1920, 1080);
    private static final Rendition HD = rendition("720p60", 1280, 720);

    @ParameterizedTest(name = "{0}x{1} in 1080p becomes {2}x{3}")
    @CsvSource({
        "1920, 1080, 1920, 1080",
        "3840, 2160, 1920, 1080",
        "1440, 1080, 1440, 1080",
        "1080, 1920, 1080, 1920",
        "2160, 3840, 1080, 1920",
        "1920,  800, 1920,  800",
        "4096, 1716, 1920,  804",
        "1998, 1080, 1920, 1036",
        "2000, 2000, 1080, 1080",
    })
    void shrinksToItsBoxAndRoundsDownToEven(int width, int height, int fittedWidth, int fittedHeight) {
        assertThat(FULL_HD.fit(width, height)).contains(new FrameSize(fittedWidth, fittedHeight));
    }

    @ParameterizedTest
    @CsvSource({"1918, 1078", "1280, 720", "718, 1078", "160, 90", "1440, 1078"})
    void neverEnlarges(int width, int height) {
        assertThat(FULL_HD.fit(width, height)).isEmpty();
    }

    @Test
    void givesAFilmAllRenditionsThatDoNotEnlargeIt() {
        assertThat(Rendition.ladder(List.of(FULL_HD, HD), 1920, 1080))
                .containsExactly(
                        new Rendition.Fitted(FULL_HD, new FrameSize(1920, 1080)),
                        new Rendition.Fitted(HD, new FrameSize(1280, 720)));
    }

    /** S4.42: settings and name of the smallest, without scaling. */
    @Test
    void givesATooSmallFilmTheSmallestRenditionAtItsOwnSize() {
        assertThat(Rendition.ladder(List.of(FULL_HD, HD), 641, 361))
                .containsExactly(new Rendition.Fitted(HD, new FrameSize(640, 360)));
    }

    @Test
    void givesNothingWhenNothingIsAskedFor() {
        assertThat(Rendition.ladder(List.of(), 640, 360)).isEmpty();
    }

    private static Rendition rendition(String name, int width, int height) {
        return new Rendition(name, width, height, VideoCodec.H264, 23, "superfast", "main", 8, 60, 128);
    }
}
