package org.reelmill.pipeline;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.reelmill.media.VideoCodec;

/**
 * A segment that a batch execution encoded counts now. Fired in the transaction that makes it count.
 *
 * @param codecs of its renditions, which are made by one decode
 * @param encoding how long that took
 * @param film how long the segment plays
 */
public record SegmentMade(long execution, UUID job, Set<VideoCodec> codecs, Duration encoding, Duration film) {

    public static SegmentMade of(long execution, Transcode.Result result) {
        return new SegmentMade(
                execution,
                result.task().claim().jobUuid(),
                result.task().order().targets().stream()
                        .map(target -> target.rendition().codec())
                        .collect(toUnmodifiableSet()),
                result.time(),
                Duration.ofMillis(result.encoded().filmMillis()));
    }
}
