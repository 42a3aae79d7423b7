package org.reelmill.library.batch;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;
import org.reelmill.library.ScanWork;
import org.reelmill.library.Scans;

/** Media files of which only the size is known, by their ids; its checkpoint is the last one. */
@Named
@Dependent
public class MediaFileReader extends AbstractItemReader {

    private static final int WINDOW = 100;

    private final ScanWork work;
    private final Scans scans;
    private final long scan;
    private final Deque<Long> window = new ArrayDeque<>();
    private long last;

    @Inject
    public MediaFileReader(ScanWork work, Scans scans, @BatchProperty(name = "scan") long scan) {
        this.work = work;
        this.scans = scans;
        this.scan = scan;
    }

    @Override
    public void open(Serializable checkpoint) {
        last = checkpoint == null ? 0 : (Long) checkpoint;
    }

    @Override
    public Long readItem() {
        if (!scans.isMediaWanted(scan)) {
            return null;
        }
        if (window.isEmpty()) {
            window.addAll(work.unmeasured(last, WINDOW));
        }
        if (window.isEmpty()) {
            return null;
        }
        last = window.remove();
        return last;
    }

    @Override
    public Serializable checkpointInfo() {
        return last;
    }
}
