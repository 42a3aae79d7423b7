package org.reelmill.media.jave;

import java.util.Arrays;

/** The distances between the pictures at a film's start. */
final class FrameSpacing {

    /** Rounding to the unit of the time stamps, and clocks of cameras, make distances differ by so little. */
    private static final double JITTER = 0.02;

    /** A sample ends in the middle of pictures that are stored out of order; as many of the last ones may have gaps. */
    private static final int REORDERED = 16;

    /** So many may be off before a film with a few lost pictures counts as one of variable rate. */
    private static final double OUTLIERS = 0.01;

    private final long[] distances;

    private FrameSpacing(long[] distances) {
        this.distances = distances;
    }

    /** @param pts in any order */
    static FrameSpacing of(long[] pts) {
        long[] sorted = pts.clone();
        Arrays.sort(sorted);
        int used = sorted.length > 2 * REORDERED ? sorted.length - REORDERED : sorted.length;
        long[] distances = new long[Math.max(0, used - 1)];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = sorted[i + 1] - sorted[i];
        }
        Arrays.sort(distances);
        return new FrameSpacing(distances);
    }

    /** Whether pictures are shown for different times, beyond what rounding explains. */
    boolean variable() {
        double allowed = Math.max(1, typical() * JITTER);
        long off = Arrays.stream(distances)
                .filter(distance -> Math.abs(distance - typical()) > allowed)
                .count();
        return off > distances.length * OUTLIERS;
    }

    /** The median, in units of the time stamps; 0 when there is at most one picture. */
    long typical() {
        return distances.length == 0 ? 0 : distances[distances.length / 2];
    }
}
