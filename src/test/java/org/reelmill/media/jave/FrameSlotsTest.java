package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.PacketIndex;
import org.reelmill.media.PreparedSource;
import org.reelmill.media.Rational;
import org.reelmill.media.Recipe;
import org.reelmill.media.Rendition;
import org.reelmill.media.Segment;
import org.reelmill.media.SegmentPlan;
import org.reelmill.media.VideoCodec;

class FrameSlotsTest {

    private static final long FIRST = 1_470;

    private static Rendition limit(int rate) {
        return new Rendition("out", 192, 144, VideoCodec.H264, 23, "medium", "main", 8, rate, 128);
    }

    private static MediaInfo.Video video(Rational rate) {
        return new MediaInfo.Video(
                0,
                "h264",
                192,
                144,
                192,
                144,
                0,
                Rational.of(1, 1),
                rate,
                false,
                false,
                "yuv420p",
                8,
                new MediaInfo.Colour("", "", "", ""),
                Rational.of(1, 90_000));
    }

    /** Two hours of 59.94 pictures a second in groups of 125, as 30: no slot is missing or taken twice (D4.23). */
    @Test
    void segmentsShareTheSlotsOfTheWholeFilm() {
        int frames = 2 * 3600 * 60;
        long[] pts = LongStream.range(0, frames).map(n -> FIRST + n * 3003 / 2).toArray();
        long[] keys = IntStream.range(0, frames)
                .filter(n -> n % 125 == 0)
                .mapToLong(n -> pts[n])
                .toArray();
        long end = FIRST + frames * 3003L / 2;
        PacketIndex index = new PacketIndex(Rational.of(1, 90_000), pts, keys, end);
        PreparedSource source = new PreparedSource(
                Path.of("film"), 0, Path.of("film"), 0, index.timeBase(), FIRST, end, frames, Recipe.VIRTUAL, "");

        long next = 0;
        for (Segment segment : SegmentPlan.cut(index, 4)) {
            FrameSlots slots = FrameSlots.of(video(Rational.of(60_000, 1001)), source, segment, limit(30))
                    .orElseThrow();
            assertThat(slots.first()).isEqualTo(next);
            next = slots.end();
        }
        assertThat(next).isEqualTo(Math.round((end - FIRST) / 90_000.0 * 30));
    }

    /** Found by attack: nothing was left of it, and the whole job failed. */
    @Test
    void aFilmThatIsTooShortForASlotIsNotLimited() {
        PreparedSource onePicture = new PreparedSource(
                Path.of("film"), 0, Path.of("film"), 0, Rational.of(1, 1000), 0, 40, 1, Recipe.ONE_PIECE, "");

        assertThat(FrameSlots.applies(video(Rational.of(25, 1)), onePicture, limit(10)))
                .isFalse();
        assertThat(FrameSlots.of(
                        video(Rational.of(25, 1)),
                        onePicture,
                        SegmentPlan.onePiece(onePicture).get(0),
                        limit(10)))
                .isEmpty();
    }

    @Test
    void theRoundedRateDecides() {
        List<Rational> notAbove30 = List.of(Rational.of(30_000, 1001), Rational.of(30, 1), Rational.of(304, 10));
        assertThat(notAbove30).noneMatch(rate -> FrameSlots.limit(video(rate), limit(30)));
        assertThat(FrameSlots.limit(video(Rational.of(306, 10)), limit(30))).isTrue();
        assertThat(FrameSlots.limit(video(Rational.of(60_000, 1001)), limit(60)))
                .isFalse();
    }
}
