package org.reelmill.pipeline;

import java.io.Serializable;
import java.util.Locale;

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

    /** For the audit log. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s, at most %d × %d, %s, %d bit, crf %d, preset %s, profile %s, at most %d pictures/s, sound %d kbit/s",
                active ? "active" : "inactive",
                maxX,
                maxY,
                codec,
                bitDepth,
                crf,
                preset,
                profile,
                maxFramerate,
                audioBitrate);
    }

    /** The defaults of S4.8 for an output of this size. */
    public static OutputSettings usual(int maxX, int maxY) {
        return new OutputSettings(true, maxX, maxY, 23, "medium", "main", 60, 128, "H264", 8);
    }
}
