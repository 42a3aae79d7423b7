package org.reelmill.pipeline;

import java.util.function.DoubleUnaryOperator;

/** How long a segment should be. */
final class SegmentLength {

    private static final double SHORTEST = 4;
    private static final double LONGEST = 20;
    /** So many segments for each slot in what is left of the film. */
    private static final int WAVES = 2;

    private static final long MEGABYTE = 1_000_000;

    private SegmentLength() {}

    /**
     * @param policy {@code auto}: what is left of the film is shared out among the slots, twice over, within 4 to 20 s. So
     *     segments become shorter towards the end, and no slot has much left to do when the others have finished (longer
     *     ones cost less time and size, measured in {@code media.md} §2); {@code size}: the thresholds of S4.36; else seconds
     * @param slots segments that the whole farm encodes at a time
     * @return target in seconds, by the seconds that are left of the film; 0 cuts at every key frame
     */
    static DoubleUnaryOperator seconds(String policy, long bytes, int slots) {
        return switch (policy) {
            case "auto" -> left -> Math.max(SHORTEST, Math.min(LONGEST, left / (WAVES * Math.max(1, slots))));
            case "size" -> left -> bytes > 100 * MEGABYTE ? 10 : bytes > 50 * MEGABYTE ? 5 : 0;
            default -> {
                int seconds = Integer.parseInt(policy.strip());
                yield left -> seconds;
            }
        };
    }
}
