package org.reelmill.media.jave;

/**
 * From how many samples of a row, and with which weights, each sample of another row is made: by Catmull and Rom's cubic, made
 * as wide as the row shrinks, so that nothing is left out.
 */
final class Resampling {

    /** Samples to each side, where the row does not shrink. */
    private static final double REACH = 2;

    private final int[] from;
    private final float[][] weights;

    /**
     * Plans it.
     *
     * @param length of the row in samples, the last of which may count in part
     * @param stored samples that there are
     * @param made samples of the other row
     */
    Resampling(double length, int stored, int made) {
        from = new int[made];
        weights = new float[made][];
        double ratio = length / made;
        double wide = Math.max(1, ratio);
        int last = Math.min(stored, (int) Math.ceil(length)) - 1;
        for (int i = 0; i < made; i++) {
            double middle = (i + 0.5) * ratio - 0.5;
            from[i] = Math.max(0, (int) Math.ceil(middle - REACH * wide));
            int to = Math.min(last, (int) Math.floor(middle + REACH * wide));
            weights[i] = weights(from[i], to, middle, wide);
        }
    }

    private static float[] weights(int from, int to, double middle, double wide) {
        float[] weights = new float[to - from + 1];
        float sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) weight(Math.abs(from + i - middle) / wide);
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    private static double weight(double distance) {
        if (distance < 1) {
            return (1.5 * distance - 2.5) * distance * distance + 1;
        }
        return distance < REACH ? ((-0.5 * distance + 2.5) * distance - 4) * distance + 2 : 0;
    }

    int from(int made) {
        return from[made];
    }

    float[] weights(int made) {
        return weights[made];
    }
}
