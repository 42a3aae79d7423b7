package org.reelmill.operator.view;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import org.omnifaces.cdi.Param;
import org.reelmill.operator.BatchConsole;
import org.reelmill.operator.BatchStep;
import org.reelmill.operator.Comparison;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.view.PageMessages;

/** Two executions side by side. */
@Named
@RequestScoped
public class BatchComparisonBacking {

    private final BatchConsole console;
    private final String left;
    private final String right;

    private Comparison comparison;

    /** For CDI's proxy. */
    protected BatchComparisonBacking() {
        this(null, null, null);
    }

    @Inject
    public BatchComparisonBacking(
            BatchConsole console, @Param(name = "left") String left, @Param(name = "right") String right) {
        this.console = console;
        this.left = left == null ? "" : left.strip();
        this.right = right == null ? "" : right.strip();
    }

    /** Reads both. One that does not exist leaves the page with the form only. */
    public void open() {
        if (left.matches("[0-9]{1,18}") && right.matches("[0-9]{1,18}")) {
            try {
                comparison = console.compare(Long.parseLong(left), Long.parseLong(right));
            } catch (NotFoundException e) {
                comparison = null;
            }
        }
    }

    /** Null when there is nothing to compare. */
    public Comparison getComparison() {
        return comparison;
    }

    /** What a value is called that both have. */
    public String label(String name) {
        String kind = Arrays.stream(BatchStep.Count.values())
                        .anyMatch(count -> count.name().equals(name))
                ? "count."
                : "fact.";
        return PageMessages.text("operator." + kind + name);
    }

    /** Whether two were asked for that are not both there. */
    public boolean isMissing() {
        return comparison == null && !(left.isEmpty() && right.isEmpty());
    }

    public String getLeft() {
        return left;
    }

    public String getRight() {
        return right;
    }
}
