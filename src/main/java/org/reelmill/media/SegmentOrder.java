package org.reelmill.media;

import java.nio.file.Path;
import java.util.List;

/**
 * What is needed to encode one segment into all its renditions with one decode.
 *
 * @param targets where each part is written; the files do not exist, their folder does
 */
public record SegmentOrder(
        MediaInfo info,
        PreparedSource source,
        Segment segment,
        List<Target> targets,
        Deinterlace deinterlace,
        Hashes hashes) {

    public record Target(Rendition rendition, FrameSize size, Path file) {}

    /** What becomes of the hashes of the decoded pictures. */
    public sealed interface Hashes {

        /** None are made. */
        record None() implements Hashes {}

        /** Each is compared with the sequential decode, while the segment is encoded. */
        record Compare(Path filmHashes) implements Hashes {}

        /** They are written to a list of the segment, for {@link MediaEngine#compareFrames}. The file does not exist. */
        record Keep(Path target) implements Hashes {}
    }
}
