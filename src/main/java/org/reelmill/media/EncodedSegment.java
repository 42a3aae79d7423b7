package org.reelmill.media;

import java.util.Comparator;
import java.util.List;

/**
 * A segment that is encoded and checked. The engine returns it only when everything about it is right.
 *
 * @param framesRead pictures read from the source; equals {@link Segment#frames()}
 * @param framesCompared whether every picture's hash was found equal to the sequential decode
 * @param firstPts least time stamp read, in the source's time base
 * @param lastPts greatest time stamp read
 * @param parts one for each target, in their order
 */
public record EncodedSegment(long framesRead, boolean framesCompared, long firstPts, long lastPts, List<Part> parts) {

    /** How long it plays: the longest of its parts. */
    public long filmMillis() {
        double seconds = parts.stream()
                .map(Part::seconds)
                .map(Rational::value)
                .max(Comparator.naturalOrder())
                .orElse(0.0);
        return Math.round(seconds * 1000);
    }

    /**
     * @param rendition its name
     * @param frames pictures in the part: those read, or fewer when the rate is limited
     * @param bytes size of the file
     * @param sha256 of the file, hexadecimal
     * @param seconds exact length on the film's time line, numerator over denominator
     * @param streamHeaders hash of the codec's extradata; equal over all parts of a rendition, or they cannot be joined
     */
    public record Part(
            String rendition, long frames, long bytes, String sha256, Rational seconds, String streamHeaders) {}
}
