package org.reelmill.library.batch;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.listener.AbstractJobListener;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.reelmill.library.Scans;

/**
 * The execution of a scan has ended: the scan as well, unless it was only interrupted. One that failed, because the database was
 * away, goes on from its checkpoint when it has been silent for as long as one whose server died.
 */
@Named
@Dependent
public class ScanEndListener extends AbstractJobListener {

    private final JobContext context;
    private final Scans scans;
    private final long scan;

    @Inject
    public ScanEndListener(JobContext context, Scans scans, @BatchProperty(name = "scan") long scan) {
        this.context = context;
        this.scans = scans;
        this.scan = scan;
    }

    @Override
    public void afterJob() {
        BatchStatus status = context.getBatchStatus();
        if (status == BatchStatus.STOPPING || status == BatchStatus.STOPPED) {
            scans.interrupted(scan);
        } else if (status == BatchStatus.COMPLETED) {
            scans.ended(scan);
        }
    }
}
