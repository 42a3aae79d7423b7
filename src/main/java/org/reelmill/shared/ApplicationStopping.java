package org.reelmill.shared;

/**
 * The server stops: a feature ends its part now, before the database goes away. Observed with
 * {@code @Observes @Priority(n)}: smaller numbers stop first.
 */
public record ApplicationStopping() {}
