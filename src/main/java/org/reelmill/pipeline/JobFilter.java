package org.reelmill.pipeline;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which jobs a list shows.
 *
 * @param statuses empty for all
 * @param text part of the source's name, in any case
 * @param leastPriority only jobs of this priority or a higher one
 * @param uuids only these; empty for all
 */
public record JobFilter(
        Set<JobStatus> statuses,
        Optional<String> client,
        Optional<String> text,
        Optional<Integer> leastPriority,
        Set<UUID> uuids) {

    /** All in these states. */
    public static JobFilter of(Set<JobStatus> statuses) {
        return new JobFilter(statuses, Optional.empty(), Optional.empty(), Optional.empty(), Set.of());
    }
}
