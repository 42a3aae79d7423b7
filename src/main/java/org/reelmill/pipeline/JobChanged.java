package org.reelmill.pipeline;

import java.util.UUID;

/**
 * Something that people see of a job was changed. Fired inside the transaction of the change.
 *
 * @param status what it is now; null when the job is gone
 */
public record JobChanged(UUID job, JobStatus status, boolean paused, int priority) {}
