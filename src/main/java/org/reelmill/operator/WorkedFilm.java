package org.reelmill.operator;

import java.util.Optional;
import java.util.UUID;

/**
 * A film job that an execution worked on.
 *
 * @param source the name of its film; absent when the job was deleted
 * @param segments how many of its segments the execution made
 */
public record WorkedFilm(UUID job, Optional<String> source, int segments) {}
