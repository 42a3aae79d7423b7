package org.reelmill.settings;

/**
 * How this server logs.
 *
 * @param json whether each line is an object of JSON ({@code REELMILL_LOG_FORMAT})
 * @param days files that are kept, one a day ({@code REELMILL_LOG_DAYS})
 */
public record LogSettings(boolean json, int days) {}
