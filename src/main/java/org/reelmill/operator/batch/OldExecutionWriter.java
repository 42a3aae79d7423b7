package org.reelmill.operator.batch;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.reelmill.operator.BatchConsole;

/** Removes executions, with what belongs to them, in one transaction with the checkpoint. */
@Named
@Dependent
public class OldExecutionWriter extends AbstractItemWriter {

    private final BatchConsole console;

    @Inject
    public OldExecutionWriter(BatchConsole console) {
        this.console = console;
    }

    @Override
    public void writeItems(List<Object> items) {
        console.remove(items.stream().map(Long.class::cast).toList());
    }
}
