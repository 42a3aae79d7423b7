package org.reelmill.app;

import jakarta.batch.operations.JobOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.jberet.operations.JobOperatorImpl;

/**
 * Gives features the operator of the embedded batch runtime. Never ask {@code BatchRuntime} for one: that would be the
 * server's.
 */
@ApplicationScoped
public class BatchProducer {

    @Produces
    @ApplicationScoped
    JobOperator jobOperator(EmbeddedBatchEnvironment environment) {
        return new JobOperatorImpl(environment);
    }
}
