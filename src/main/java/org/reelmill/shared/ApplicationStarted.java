package org.reelmill.shared;

/**
 * The configuration is sound, the folders are there and the schema is up to date: a feature starts its part now.
 * Observed with {@code @Observes @Priority(n)}: smaller numbers start first. An observer that throws ends the start.
 */
public record ApplicationStarted() {}
