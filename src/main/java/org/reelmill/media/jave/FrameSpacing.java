package org.reelmill.media.jave;

import java.util.Arrays;

/** The distances between the pictures at a film's start. */
final class FrameSpacing {

    /** Rounding to the unit of the time stamps, and clocks of cameras, make distances differ by so little. */
    private static final double JITTER = 0.02;

    private final long[] distances;

    private FrameSpacing(long[] distances) {
        this.distances = distances;
    }

    /** @param pts in any order */
    static FrameSpacing of(long[] pts) {
        long[] sorted = pts.clone();
        Arrays.sort(sorted);
        long[] distances = new long[Math.max(0, sorted.length - 1)];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = sorted[i + 1] - sorted[i];
        }
        Arrays.sort(distances);
        return new FrameSpacing(distances);
    }

    /** Whether pictures are shown for different times, beyond what rounding explains. */
    boolean variable() {
        if (distances.length == 0) {
            return false;
        }
        long spread = distances[distances.length - 1] - distances[0];
        return spread > Math.max(1, typical() * JITTER);
    }

    /** The median, in units of the time stamps; 0 when there is at most one picture. */
    long typical() {
        return distances.length == 0 ? 0 : distances[distances.length / 2];
    }
}
