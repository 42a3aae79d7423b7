package org.reelmill.media;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is needed to encode one segment into all its renditions with one decode.
 *
 * @param targets where each part is written; the files do not exist, their folder does
 * @param frameHashes the list that {@link MediaEngine#hashFrames} wrote, when pictures are to be compared
 */
public record SegmentOrder(
        MediaInfo info,
        PreparedSource source,
        Segment segment,
        List<Target> targets,
        Deinterlace deinterlace,
        Optional<Path> frameHashes) {

    public record Target(Rendition rendition, FrameSize size, Path file) {}
}
