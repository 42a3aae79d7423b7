package org.reelmill.operator.batch;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;
import org.reelmill.operator.BatchConsole;

/**
 * Finds executions that need not be kept, a window at a time. What it has found is gone with its chunk, so it always looks
 * from the beginning; its checkpoint only says how many there were so far.
 */
@Named
@Dependent
public class OldExecutionReader extends AbstractItemReader {

    /** As many as the chunk has items: the next window is read when these are gone. */
    private static final int WINDOW = 100;

    private final BatchConsole console;
    private final int days;
    private final int rows;
    private final Deque<Long> window = new ArrayDeque<>();
    private long found;

    @Inject
    public OldExecutionReader(
            BatchConsole console, @BatchProperty(name = "days") int days, @BatchProperty(name = "rows") int rows) {
        this.console = console;
        this.days = days;
        this.rows = rows;
    }

    @Override
    public void open(Serializable checkpoint) {
        found = checkpoint == null ? 0 : (Long) checkpoint;
    }

    @Override
    public Long readItem() {
        if (window.isEmpty()) {
            window.addAll(console.removable(days, rows, WINDOW));
        }
        if (window.isEmpty()) {
            return null;
        }
        found++;
        return window.remove();
    }

    @Override
    public Serializable checkpointInfo() {
        return found;
    }
}
