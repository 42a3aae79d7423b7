package org.reelmill.library.batch;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.reelmill.library.ScanWork;

/** Tells those who wait for a scan how far it is, and those who look at the library that there is news. */
@Named
@Dependent
public class ScanSignWriter extends AbstractItemWriter {

    private final ScanWork work;
    private final long scan;

    @Inject
    public ScanSignWriter(ScanWork work, @BatchProperty(name = "scan") long scan) {
        this.work = work;
        this.scan = scan;
    }

    @Override
    public void writeItems(List<Object> results) {
        work.tell(scan, results.stream().map(ScanWork.Result.class::cast).toList());
    }
}
