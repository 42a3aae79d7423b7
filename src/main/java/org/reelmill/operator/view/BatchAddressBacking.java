package org.reelmill.operator.view;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import org.omnifaces.cdi.Param;
import org.omnifaces.util.Faces;

/**
 * Tells the pages below {@code /batch} apart: the list of executions, {@code /batch/7} one of them, {@code /batch/compare} two,
 * {@code /batch/jobs} the jobs and {@code /batch/jobs/operator-sweep} one of those.
 */
@Named
@RequestScoped
public class BatchAddressBacking {

    private final String first;
    private final String second;

    /** For CDI's proxy. */
    protected BatchAddressBacking() {
        this(null, null);
    }

    @Inject
    public BatchAddressBacking(@Param(pathIndex = 0) String first, @Param(pathIndex = 1) String second) {
        this.first = first == null ? "" : first;
        this.second = second == null ? "" : second;
    }

    /** The word by which the page's include is called. */
    public String getPage() {
        return switch (first) {
            case "" -> "executions";
            case "jobs" -> second.isEmpty() ? "jobs" : "job";
            case "compare" -> "comparison";
            default -> "execution";
        };
    }

    /** Answers that there is no such page when the address is none of ours. */
    public void check() {
        if (getPage().equals("execution") && !first.matches("[1-9][0-9]{0,17}")) {
            Faces.responseSendError(HttpServletResponse.SC_NOT_FOUND, "");
        }
    }
}
