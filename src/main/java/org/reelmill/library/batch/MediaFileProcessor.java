package org.reelmill.library.batch;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.reelmill.library.ScanWork;

/** Looks into a media file. What it finds is stored at once, in a transaction of its own. */
@Named
@Dependent
public class MediaFileProcessor implements ItemProcessor {

    private final ScanWork work;
    private final long scan;

    @Inject
    public MediaFileProcessor(ScanWork work, @BatchProperty(name = "scan") long scan) {
        this.work = work;
        this.scan = scan;
    }

    @Override
    public Object processItem(Object file) {
        return work.probe(scan, (Long) file);
    }
}
