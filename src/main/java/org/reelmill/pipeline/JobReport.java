package org.reelmill.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job as people and programs look at it.
 *
 * @param percent 0 to 100
 * @param progress of its segments; empty for a completed job in a list, because it is in the certificate then
 * @param eta when its segments will be encoded at the pace so far; empty while there is nothing to go by
 */
public record JobReport(
        PipelineJob job,
        int percent,
        Optional<JobProgress> progress,
        Optional<Instant> eta,
        List<JobRendition> renditions) {}
