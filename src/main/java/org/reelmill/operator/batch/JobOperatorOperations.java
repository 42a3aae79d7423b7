package org.reelmill.operator.batch;

import jakarta.batch.operations.BatchRuntimeException;
import jakarta.batch.operations.JobExecutionNotRunningException;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.NoSuchJobExecutionException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.reelmill.operator.BatchOperations;
import org.reelmill.settings.Configuration;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.Sentence;
import org.tinylog.Logger;

/** The batch runtime of this server. */
@ApplicationScoped
public class JobOperatorOperations implements BatchOperations {

    private static final String FOLDER = "/WEB-INF/classes/META-INF/batch-jobs/";
    private static final String SUFFIX = ".xml";

    private final JobOperator operator;
    private final Configuration configuration;
    private final ServletContext application;

    @Inject
    JobOperatorOperations(JobOperator operator, Configuration configuration, ServletContext application) {
        this.operator = operator;
        this.configuration = configuration;
        this.application = application;
    }

    /** For CDI's proxy. */
    protected JobOperatorOperations() {
        this(null, null, null);
    }

    @Override
    public Map<String, String> definitions() {
        Map<String, String> definitions = new TreeMap<>();
        for (String path : application.getResourcePaths(FOLDER)) {
            if (path.endsWith(SUFFIX)) {
                definitions.put(path.substring(FOLDER.length(), path.length() - SUFFIX.length()), read(path));
            }
        }
        return definitions;
    }

    @Override
    public long start(String job, Map<String, String> parameters) {
        return refusing(() -> operator.start(job, properties(parameters)));
    }

    @Override
    public long restart(long execution, Map<String, String> parameters) {
        return refusing(() -> operator.restart(execution, properties(parameters)));
    }

    @Override
    public void stop(long execution) {
        try {
            operator.stop(execution);
        } catch (JobExecutionNotRunningException | NoSuchJobExecutionException e) {
            Logger.debug("Execution {} had ended before it was stopped", execution);
        }
    }

    /** The node is a parameter as well, so that it can be seen where jobs are looked at by other means. */
    private Properties properties(Map<String, String> parameters) {
        Properties properties = new Properties();
        properties.putAll(parameters);
        properties.setProperty("node", configuration.nodeName());
        return properties;
    }

    private static long refusing(Supplier<Long> action) {
        try {
            return action.get();
        } catch (BatchRuntimeException e) {
            Logger.warn(e, "The batch runtime refused");
            throw new ConflictException(Sentence.of("operator.refusal.runtime", e.getMessage()));
        }
    }

    private String read(String path) {
        try (InputStream bytes = application.getResourceAsStream(path)) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }
}
