package org.reelmill.shared;

/**
 * The configuration is sound, the folders are there and the schema is up to date: a feature starts its part now.
 * Observed with {@code @Observes @Priority(n)}: smaller numbers start first. An observer that throws ends the start,
 * unless the database is away: then it and those before it begin once more, so they must be able to. The last one waits by itself.
 */
public record ApplicationStarted() {}
