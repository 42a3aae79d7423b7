package org.reelmill.operator;

import java.util.List;

/**
 * An instance of a batch job: its first execution and the restarts of it.
 *
 * @param attempts the first one first
 */
public record InstanceSummary(long id, List<BatchExecution> attempts) {

    public InstanceSummary {
        attempts = List.copyOf(attempts);
    }
}
