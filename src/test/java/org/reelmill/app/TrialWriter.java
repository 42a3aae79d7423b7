package org.reelmill.app;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

@Named
@Dependent
public class TrialWriter extends AbstractItemWriter {

    private final BatchJournal journal;
    private final String name;

    @Inject
    public TrialWriter(BatchJournal journal, @BatchProperty(name = "name") String name) {
        this.journal = journal;
        this.name = name;
    }

    @Override
    public void writeItems(List<Object> items) {
        journal.note(name, items);
    }
}
