package org.reelmill.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Two executions side by side. */
public record Comparison(ExecutionReport left, ExecutionReport right, List<Row> rows) {

    /** Where a row belongs. */
    public enum Part {
        EXECUTION,
        PARAMETER,
        STEP
    }

    /**
     * One value of both; absent where one of them has none.
     *
     * @param group the step that it is about; empty otherwise
     */
    public record Row(Part part, String group, String name, Optional<String> left, Optional<String> right) {

        public boolean different() {
            return !left.equals(right);
        }
    }

    static Comparison of(ExecutionReport left, ExecutionReport right) {
        List<Row> rows = new ArrayList<>();
        join(rows, Part.EXECUTION, "", facts(left), facts(right));
        join(rows, Part.PARAMETER, "", left.parameters(), right.parameters());
        Map<String, StepReport> leftSteps = steps(left);
        Map<String, StepReport> rightSteps = steps(right);
        Set<String> names = new LinkedHashSet<>(leftSteps.keySet());
        names.addAll(rightSteps.keySet());
        for (String name : names) {
            join(rows, Part.STEP, name, facts(leftSteps.get(name)), facts(rightSteps.get(name)));
        }
        return new Comparison(left, right, List.copyOf(rows));
    }

    private static void join(
            List<Row> rows, Part part, String group, Map<String, String> left, Map<String, String> right) {
        Set<String> names = new LinkedHashSet<>(left.keySet());
        names.addAll(right.keySet());
        names.forEach(name -> rows.add(
                new Row(part, group, name, Optional.ofNullable(left.get(name)), Optional.ofNullable(right.get(name)))));
    }

    /** A step may run several times in one execution: the last one counts. */
    private static Map<String, StepReport> steps(ExecutionReport report) {
        Map<String, StepReport> steps = new LinkedHashMap<>();
        report.steps().forEach(step -> steps.put(step.step().name(), step));
        return steps;
    }

    private static Map<String, String> facts(ExecutionReport report) {
        BatchExecution execution = report.summary().execution();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("job", execution.jobName());
        facts.put("state", execution.state().name());
        execution.exitStatus().ifPresent(text -> facts.put("exitStatus", text));
        execution.nodeName().ifPresent(text -> facts.put("node", text));
        execution.startedBy().ifPresent(text -> facts.put("startedBy", text));
        seconds(execution.started(), execution.ended()).ifPresent(text -> facts.put("seconds", text));
        return facts;
    }

    private static Map<String, String> facts(StepReport report) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (report == null) {
            return facts;
        }
        BatchStep step = report.step();
        facts.put("state", step.state().name());
        step.exitStatus().ifPresent(text -> facts.put("exitStatus", text));
        seconds(step.started(), step.ended()).ifPresent(text -> facts.put("seconds", text));
        step.counts().forEach((count, value) -> facts.put(count.name(), String.valueOf(value)));
        if (report.partitionCount() > 0) {
            facts.put("partitions", String.valueOf(report.partitionCount()));
        }
        report.readerCheckpoint().ifPresent(text -> facts.put("readerCheckpoint", text));
        report.writerCheckpoint().ifPresent(text -> facts.put("writerCheckpoint", text));
        report.userData().ifPresent(text -> facts.put("userData", text));
        step.exception().ifPresent(text -> facts.put("exception", text));
        return facts;
    }

    private static Optional<String> seconds(Optional<Instant> from, Optional<Instant> to) {
        return from.isPresent() && to.isPresent()
                ? Optional.of(
                        String.valueOf(Duration.between(from.get(), to.get()).toMillis() / 1000.0))
                : Optional.empty();
    }
}
