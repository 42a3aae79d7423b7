package org.reelmill.operator;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which executions a list shows.
 *
 * @param states empty for all
 * @param job name of the batch job
 * @param node name of the node
 * @param film the film job that they worked on
 * @param from created then or later
 * @param to created before
 */
public record ExecutionFilter(
        Set<ExecutionState> states,
        Optional<String> job,
        Optional<String> node,
        Optional<UUID> film,
        Optional<Instant> from,
        Optional<Instant> to) {

    public ExecutionFilter {
        states = Set.copyOf(states);
    }

    public static ExecutionFilter all() {
        return new ExecutionFilter(
                Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public ExecutionFilter ofFilm(UUID film) {
        return new ExecutionFilter(states, job, node, Optional.of(film), from, to);
    }
}
