package org.reelmill.pipeline;

import java.util.UUID;

/**
 * A batch execution that works on many films has begun with this one. Fired before the work, outside of its transaction;
 * more than once for one film.
 */
public record FilmTaken(long execution, UUID job) {}
