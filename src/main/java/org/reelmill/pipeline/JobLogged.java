package org.reelmill.pipeline;

import java.util.UUID;

/** The log of a job has a new line. Fired inside the transaction that writes it. */
public record JobLogged(UUID job, String level, String node, String message) {}
