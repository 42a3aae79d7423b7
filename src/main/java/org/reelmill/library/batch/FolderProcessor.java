package org.reelmill.library.batch;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.reelmill.library.ScanWork;

/** Looks at folders. What it finds is stored at once, in transactions of its own: to look once more does no harm. */
@Named
@Dependent
public class FolderProcessor implements ItemProcessor {

    private final ScanWork work;
    private final long scan;

    @Inject
    public FolderProcessor(ScanWork work, @BatchProperty(name = "scan") long scan) {
        this.work = work;
        this.scan = scan;
    }

    @Override
    public Object processItem(Object folders) {
        return work.look(scan, (long[]) folders);
    }
}
