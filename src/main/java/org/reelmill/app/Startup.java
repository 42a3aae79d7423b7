package org.reelmill.app;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.batch.operations.JobOperator;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.ConfigurationException;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.ApplicationStarted;
import org.reelmill.shared.ApplicationStopping;
import org.tinylog.Logger;

/**
 * Starts the application in its order: configuration, folders, schema, then the features, which observe
 * {@link ApplicationStarted}. A fault ends the deployment with one plain message in the log.
 */
@Singleton
@jakarta.ejb.Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Startup {

    @Resource(lookup = "java:app/jdbc/reelmill")
    private DataSource dataSource;

    @Inject
    private JobOperator jobOperator;

    @Inject
    private Event<ApplicationStarted> started;

    @Inject
    private Event<ApplicationStopping> stopping;

    @Resource(lookup = "java:comp/DefaultContextService")
    private ContextService contexts;

    private Thread hook;
    private boolean stopped;

    @PostConstruct
    void start() {
        hook = new Thread(contexts.contextualRunnable(this::stopWork), "reelmill-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            Configuration configuration = ConfigurationProducer.read();
            new WorkFolders(configuration).prepare();
            // the embedded one belongs to the pool
            DataSource migrating =
                    configuration.database().isPresent() ? ReelmillDataSource.withoutLimit(configuration) : dataSource;
            new SchemaMigration(migrating).run();
            jobOperator.getJobNames();
            started.fire(new ApplicationStarted());
            Logger.info(
                    "Reelmill is ready at http://127.0.0.1:{}/ with its home in {}",
                    configuration.httpPort(),
                    configuration.home().path());
        } catch (ConfigurationException e) {
            Logger.error("Reelmill cannot start. {}", e.getMessage());
            throw e;
        } catch (SQLException | FlywayException e) {
            Logger.error("Reelmill cannot start. The database cannot be used: {}", e.getMessage());
            throw new IllegalStateException("The database cannot be used", e);
        }
    }

    @PreDestroy
    void stop() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            Logger.debug("The hook runs already: the whole server stops");
        }
        stopWork();
        Logger.info("Reelmill has stopped");
    }

    /**
     * By whichever comes first. When the whole server stops, Payara takes the database away before it tells us so; a hook of
     * the virtual machine is early enough.
     */
    private synchronized void stopWork() {
        if (!stopped) {
            stopped = true;
            stopping.fire(new ApplicationStopping());
        }
    }
}
