package org.reelmill.app;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** Reads the whole numbers of a range. */
@Named
@Dependent
public class TrialReader extends AbstractItemReader {

    private final int to;
    private int next;

    @Inject
    public TrialReader(@BatchProperty(name = "from") int from, @BatchProperty(name = "to") int to) {
        this.next = from;
        this.to = to;
    }

    @Override
    public void open(Serializable checkpoint) {
        next = checkpoint == null ? next : (Integer) checkpoint;
    }

    @Override
    public Object readItem() {
        return next > to ? null : next++;
    }

    @Override
    public Serializable checkpointInfo() {
        return next;
    }
}
