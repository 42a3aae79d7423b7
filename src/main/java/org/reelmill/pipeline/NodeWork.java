package org.reelmill.pipeline;

import java.util.UUID;

/**
 * A segment that a node encodes now.
 *
 * @param node that holds the claim
 * @param job whose segment it is
 * @param film name of the job's source
 * @param part number of the segment
 * @param percent of its pictures that are encoded
 */
public record NodeWork(UUID node, UUID job, String film, int part, int percent) {}
