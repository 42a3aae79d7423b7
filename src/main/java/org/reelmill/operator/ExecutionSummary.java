package org.reelmill.operator;

import java.util.List;

/**
 * An execution in a list.
 *
 * @param silent it is open, but no server tends it any more: its node is gone
 * @param films the film jobs that it worked on
 */
public record ExecutionSummary(BatchExecution execution, boolean silent, List<WorkedFilm> films) {

    public ExecutionSummary {
        films = List.copyOf(films);
    }
}
