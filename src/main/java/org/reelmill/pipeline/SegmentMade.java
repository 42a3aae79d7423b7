package org.reelmill.pipeline;

import java.util.UUID;

/** A segment that a batch execution encoded counts now. Fired in the transaction that makes it count. */
public record SegmentMade(long execution, UUID job) {}
