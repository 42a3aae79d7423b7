package org.reelmill.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SegmentPlanTest {

    /** 25 pictures a second at a time base of 1/1000, a key frame each second. */
    private static final PacketIndex TEN_SECONDS = index(1000, 250, 40, 25);

    @Test
    void cutsAtTheFirstKeyFrameAtOrAfterTheTarget() {
        List<Segment> segments = SegmentPlan.cut(TEN_SECONDS, 3.5);

        assertThat(segments)
                .containsExactly(
                        new Segment(0, 1000, 5000, 100, true, false),
                        new Segment(1, 5000, 9000, 100, false, false),
                        new Segment(2, 9000, 11000, 50, false, true));
    }

    @Test
    void cutsAtEveryKeyFrameWhenTheTargetIsZero() {
        assertThat(SegmentPlan.cut(TEN_SECONDS, 0)).hasSize(10);
    }

    @Test
    void aTargetMayDependOnWhatIsLeft() {
        assertThat(SegmentPlan.cut(TEN_SECONDS, left -> left / 2))
                .extracting(Segment::frames)
                .containsExactly(125L, 75L, 25L, 25L);
    }

    @Test
    void keepsAFilmWithOneKeyFrameWhole() {
        PacketIndex index = index(0, 250, 40, 1000);
        Path film = Path.of("film.mp4");
        PreparedSource source = new PreparedSource(
                film, 0, film, 0, index.timeBase(), 0, index.endPts(), 250, Recipe.ONE_PIECE, "one key frame");

        assertThat(SegmentPlan.cut(index, 1)).isEqualTo(SegmentPlan.onePiece(source));
    }

    @RepeatedTest(200)
    void neverLosesOrDoublesAPicture(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        PacketIndex index = randomIndex(random);

        List<Segment> segments = SegmentPlan.cut(index, random.nextInt(20));

        assertThat(segments.get(0).first()).isTrue();
        assertThat(segments.get(segments.size() - 1).last()).isTrue();
        assertThat(segments.stream().mapToLong(Segment::frames).sum()).isEqualTo(index.frames());
        for (Segment segment : segments) {
            assertThat(segment.frames())
                    .isEqualTo(LongStream.of(index.pts())
                            .filter(pts -> pts >= segment.startPts() && (segment.last() || pts < segment.endPts()))
                            .count())
                    .isPositive();
            assertThat(index.keys()).contains(segment.startPts());
        }
    }

    private static PacketIndex index(long first, int frames, int distance, int keyEach) {
        long[] pts = LongStream.range(0, frames).map(i -> first + i * distance).toArray();
        long[] keys = LongStream.range(0, frames)
                .filter(i -> i % keyEach == 0)
                .map(i -> first + i * distance)
                .toArray();
        return new PacketIndex(Rational.of(1, 1000), pts, keys, first + (long) frames * distance);
    }

    private static PacketIndex randomIndex(Random random) {
        int frames = 1 + random.nextInt(500);
        long[] pts = new long[frames];
        long next = random.nextInt(5000) - 1000;
        for (int i = 0; i < frames; i++) {
            pts[i] = next;
            next += 1 + random.nextInt(200);
        }
        long[] keys = LongStream.range(0, frames)
                .filter(i -> i == 0 || random.nextInt(20) == 0)
                .map(i -> pts[(int) i])
                .toArray();
        return new PacketIndex(Rational.of(1, 1000), pts, keys, next);
    }
}
