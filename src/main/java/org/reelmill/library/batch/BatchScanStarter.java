package org.reelmill.library.batch;

import jakarta.batch.operations.BatchRuntimeException;
import jakarta.batch.operations.JobOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Properties;
import org.reelmill.library.ScanStarter;
import org.reelmill.settings.Configuration;
import org.tinylog.Logger;

/** Starts {@code library-measure} and {@code library-probe}. Their parameters name scan and node, for the operator. */
@ApplicationScoped
public class BatchScanStarter implements ScanStarter {

    private final JobOperator operator;
    private final Configuration configuration;

    @Inject
    BatchScanStarter(JobOperator operator, Configuration configuration) {
        this.operator = operator;
        this.configuration = configuration;
    }

    /** For CDI's proxy. */
    protected BatchScanStarter() {
        this(null, null);
    }

    @Override
    public long start(long scan, boolean media, Optional<Long> before) {
        Properties parameters = new Properties();
        parameters.setProperty("scan", String.valueOf(scan));
        parameters.setProperty("node", configuration.nodeName());
        String job = media ? "library-probe" : "library-measure";
        if (before.isPresent()) {
            try {
                return operator.restart(before.get(), parameters);
            } catch (BatchRuntimeException e) {
                Logger.info(
                        "{} begins anew, because its execution {} cannot go on: {}", job, before.get(), e.toString());
            }
        }
        return operator.start(job, parameters);
    }
}
