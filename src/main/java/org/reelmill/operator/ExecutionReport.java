package org.reelmill.operator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reelmill.shared.Mark;
import org.reelmill.shared.Sentence;

/**
 * All about one execution.
 *
 * @param parameters by name
 * @param attempts all executions of its instance, the first one first
 * @param allowed what can be done with it now
 * @param notRestartable why a broken one cannot be restarted; absent when it can, or is not broken
 */
public record ExecutionReport(
        ExecutionSummary summary,
        Map<String, String> parameters,
        List<StepReport> steps,
        List<BatchExecution> attempts,
        Set<Action> allowed,
        Optional<Sentence> notRestartable) {

    /** Another one whenever something else is to be seen of it. */
    public String mark() {
        BatchExecution execution = summary.execution();
        return Mark.of(
                execution.state(),
                execution.exitStatus(),
                execution.successor(),
                summary.silent(),
                summary.films(),
                allowed,
                attempts.size(),
                steps.stream().map(StepReport::mark).toList());
    }

    /** What an operator can do with an execution. */
    public enum Action {
        STOP,
        RESTART,
        ABANDON,
        /** End one whose server is gone. */
        CLOSE
    }
}
