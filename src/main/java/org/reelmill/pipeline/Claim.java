package org.reelmill.pipeline;

import java.util.UUID;

/**
 * A node's right to one task until its lease ends.
 *
 * @param fence the number that this claim was given; a result counts only while the task still carries it
 */
public record Claim(TaskKind kind, long taskId, long jobId, UUID jobUuid, UUID node, long fence) {}
