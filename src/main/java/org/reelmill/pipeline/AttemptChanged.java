package org.reelmill.pipeline;

import java.util.UUID;

/**
 * A node began or ended an attempt at a task. Fired inside the transaction of the change.
 *
 * @param part of the segment; null when the task is one of the whole job
 * @param verdict null when it began
 */
public record AttemptChanged(UUID job, TaskKind kind, Integer part, long fence, String node, Verdict verdict) {}
