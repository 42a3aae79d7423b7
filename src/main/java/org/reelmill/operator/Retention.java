package org.reelmill.operator;

import java.time.Instant;
import java.util.Optional;

/**
 * How long executions are kept, and how many there are.
 *
 * @param days after its end; 0: no limit by time
 * @param rows at most so many executions; 0: no limit by number
 * @param kept how many there are now
 * @param oldest when the oldest one was created
 */
public record Retention(int days, int rows, long kept, Optional<Instant> oldest) {}
