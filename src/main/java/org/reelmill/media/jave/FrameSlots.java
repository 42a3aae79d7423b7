package org.reelmill.media.jave;

import java.util.Optional;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.PreparedSource;
import org.reelmill.media.Rational;
import org.reelmill.media.Rendition;
import org.reelmill.media.Segment;

/**
 * The pictures of one segment of a film whose rate is limited (S4.43). Slot {@code k} stands {@code k / rate} seconds after
 * the film's first picture and shows the last picture whose time rounds to {@code k} or less, which is what ffmpeg's
 * {@code fps} filter does in one run over the film. Every slot belongs to exactly one segment, so no rounding adds up from
 * segment to segment.
 *
 * @param rate pictures a second
 * @param first slot of the segment's first picture
 * @param end slot of the next segment's first picture; for the last segment where the film ends
 */
record FrameSlots(int rate, long first, long end) {

    private static final long TICKS_A_SLOT = 1000;

    /** Empty when the rate is not limited. */
    static Optional<FrameSlots> of(MediaInfo.Video video, PreparedSource source, Segment segment, Rendition rendition) {
        if (!applies(video, source, rendition)) {
            return Optional.empty();
        }
        int rate = rendition.maxFramerate();
        return Optional.of(new FrameSlots(
                rate,
                slot(segment.startPts() - source.firstPts(), source.timeBase(), rate),
                slot(segment.endPts() - source.firstPts(), source.timeBase(), rate)));
    }

    /** Whether the rate is limited: not of a film that is too short for one slot, for nothing would be left of it. */
    static boolean applies(MediaInfo.Video video, PreparedSource source, Rendition rendition) {
        return limit(video, rendition)
                && slot(source.endPts() - source.firstPts(), source.timeBase(), rendition.maxFramerate()) > 0;
    }

    /** Whether the source's rate, rounded, exceeds what the rendition allows. */
    static boolean limit(MediaInfo.Video video, Rendition rendition) {
        return Math.round(video.frameRate().value()) > rendition.maxFramerate();
    }

    private static long slot(long ticks, Rational timeBase, int rate) {
        long numerator = Math.multiplyExact(Math.multiplyExact(ticks, timeBase.num()), 2L * rate);
        return Math.floorDiv(numerator + timeBase.den(), 2 * timeBase.den());
    }

    long count() {
        return end - first;
    }

    /** Units a second for an MP4 track, in which every slot is a whole number. */
    static long timescale(int rate) {
        return rate * TICKS_A_SLOT;
    }
}
