package org.reelmill.conversion.batch;

import jakarta.batch.operations.JobOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Properties;
import org.reelmill.conversion.ConversionStarter;
import org.reelmill.settings.Configuration;

/** Starts {@code conversion-run}: while it runs, its partitions find all items there are. */
@ApplicationScoped
public class BatchConversionStarter implements ConversionStarter {

    private final JobOperator operator;
    private final Configuration configuration;
    private final Converters converters = new Converters();

    @Inject
    BatchConversionStarter(JobOperator operator, Configuration configuration) {
        this.operator = operator;
        this.configuration = configuration;
    }

    /** For CDI's proxy. */
    protected BatchConversionStarter() {
        this(null, null);
    }

    @Override
    public void start(int slots) {
        converters.missing(slots).ifPresent(this::start);
    }

    private void start(Converters.Run run) {
        Properties parameters = new Properties();
        parameters.setProperty("slots", String.valueOf(run.count()));
        parameters.setProperty("run", String.valueOf(run.number()));
        parameters.setProperty("node", configuration.nodeName());
        try {
            operator.start("conversion-run", parameters);
        } catch (RuntimeException e) {
            converters.ended(run.number());
            throw e;
        }
    }

    /** Whether a converter of this execution is one too many by now; then it has to end. */
    boolean retires(long execution, int slots) {
        return converters.retires(run(execution), slots);
    }

    void ended(long execution) {
        converters.ended(run(execution));
    }

    private long run(long execution) {
        return Long.parseLong(
                operator.getJobExecution(execution).getJobParameters().getProperty("run"));
    }
}
