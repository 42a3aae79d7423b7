package org.reelmill.pipeline;

import java.io.Serializable;

/** What can be chosen about an output, by the names of S4.8. */
public record OutputSettings(
        boolean active,
        int maxX,
        int maxY,
        int crf,
        String preset,
        String profile,
        int maxFramerate,
        int audioBitrate,
        String codec,
        int bitDepth)
        implements Serializable {

    /** The defaults of S4.8 for an output of this size. */
    public static OutputSettings usual(int maxX, int maxY) {
        return new OutputSettings(true, maxX, maxY, 23, "medium", "main", 60, 128, "H264", 8);
    }
}
