package org.reelmill.pipeline;

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
        int bitDepth) {}
