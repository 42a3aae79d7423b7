package org.reelmill.app;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

@Named
@Dependent
public class TrialBatchlet extends AbstractBatchlet {

    private final BatchJournal journal;
    private final JobContext context;
    private final String name;

    @Inject
    public TrialBatchlet(BatchJournal journal, JobContext context, @BatchProperty(name = "name") String name) {
        this.journal = journal;
        this.context = context;
        this.name = name;
    }

    @Override
    public String process() {
        journal.note(name, List.of(context.getExecutionId()));
        return "DONE";
    }
}
