package org.reelmill.operator.view;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Collection;
import org.reelmill.operator.BatchConsole;
import org.reelmill.operator.JobDefinition;
import org.reelmill.shared.view.PageMessages;

/** The list of batch jobs. */
@Named
@RequestScoped
public class BatchJobsBacking {

    private final BatchConsole console;

    /** For CDI's proxy. */
    protected BatchJobsBacking() {
        this(null);
    }

    @Inject
    public BatchJobsBacking(BatchConsole console) {
        this.console = console;
    }

    public Collection<JobDefinition> getAll() {
        return console.definitions();
    }

    /** In the language of the page. */
    public String describe(JobDefinition job) {
        return PageMessages.findText("operator.describes." + job.name()).orElse(job.description());
    }
}
