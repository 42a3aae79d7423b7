package org.reelmill.pipeline;

/** How long a segment should be. */
final class SegmentLength {

    private static final double SHORTEST = 4;
    private static final double LONGEST = 20;
    /** Segments for each slot, so that the last wave wastes little. */
    private static final int WAVES = 3;

    private static final long MEGABYTE = 1_000_000;

    private SegmentLength() {}

    /**
     * @param policy {@code auto}: three segments a slot, within 4 to 20 s (measured: shorter ones cost size and time);
     *     {@code size}: the thresholds of S4.36; else seconds
     * @param slots segments that the whole farm encodes at a time
     * @return target in seconds; 0 cuts at every key frame
     */
    static double seconds(String policy, double filmSeconds, long bytes, int slots) {
        return switch (policy) {
            case "auto" -> Math.max(SHORTEST, Math.min(LONGEST, filmSeconds / (WAVES * slots)));
            case "size" -> bytes > 100 * MEGABYTE ? 10 : bytes > 50 * MEGABYTE ? 5 : 0;
            default -> Integer.parseInt(policy.strip());
        };
    }
}
