package org.reelmill.settings;

/** A policy got another value by somebody's act. Fired inside the transaction of the change. */
public record PolicyChanged(Policy policy, String before, String after) {}
