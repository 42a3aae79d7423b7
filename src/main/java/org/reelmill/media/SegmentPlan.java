package org.reelmill.media;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Cuts a film at key frames. A pure function of the index, so that every attempt to plan gives the same cuts. */
public final class SegmentPlan {

    private SegmentPlan() {}

    /**
     * Segments of at least the target length, each from a key frame to the first key frame at or after the target; the
     * last one takes what remains.
     *
     * @param targetSeconds 0 cuts at every key frame (S4.36)
     */
    public static List<Segment> cut(PacketIndex index, double targetSeconds) {
        return cut(index, rest -> targetSeconds);
    }

    /** As {@link #cut(PacketIndex, double)}, with a target for each segment: by the seconds from its start to the film's end. */
    public static List<Segment> cut(PacketIndex index, DoubleUnaryOperator targetSeconds) {
        double unit = index.timeBase().value();
        List<Long> bounds = new ArrayList<>();
        long start = index.firstPts();
        bounds.add(start);
        for (long key : index.keys()) {
            long target = Math.round(targetSeconds.applyAsDouble((index.endPts() - start) * unit) / unit);
            if (key > start && key - start >= target) {
                start = key;
                bounds.add(start);
            }
        }
        bounds.add(index.endPts());
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i + 1 < bounds.size(); i++) {
            boolean last = i + 2 == bounds.size();
            segments.add(new Segment(
                    i,
                    bounds.get(i),
                    bounds.get(i + 1),
                    (last ? index.frames() : position(index.pts(), bounds.get(i + 1)))
                            - position(index.pts(), bounds.get(i)),
                    i == 0,
                    last));
        }
        return segments;
    }

    /** The whole film as one segment (R3). */
    public static List<Segment> onePiece(PreparedSource source) {
        return List.of(new Segment(0, source.firstPts(), source.endPts(), source.frames(), true, true));
    }

    private static int position(long[] sorted, long value) {
        int found = Arrays.binarySearch(sorted, value);
        return found >= 0 ? found : -found - 1;
    }
}
