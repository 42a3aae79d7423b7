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
import java.time.Clock;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.reelmill.node.Predecessor;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.ConfigurationException;
import org.reelmill.settings.SoftwareVersion;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.ApplicationStarted;
import org.reelmill.shared.ApplicationStopping;
import org.reelmill.shared.Patience;
import org.tinylog.Logger;

/**
 * Starts the application in its order: configuration, folders, versions, schema, then the features, which observe
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
    private Predecessor predecessor;

    @Inject
    private Patience patience;

    @Inject
    private Event<ApplicationStarted> started;

    @Inject
    private Event<ApplicationStopping> stopping;

    @Resource(lookup = "java:comp/DefaultContextService")
    private ContextService contexts;

    private Thread hook;
    private ReadyLine readyLine;
    private boolean stopped;

    @PostConstruct
    void start() {
        hook = new Thread(contexts.contextualRunnable(this::stopWork), "reelmill-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            Configuration configuration = ConfigurationProducer.read();
            FileNames.check();
            new WorkFolders(configuration)
                    .prepare()
                    .forEach(problem -> Logger.warn("{}. Until then this node does no work that needs it", problem));
            // the embedded one belongs to the pool
            DataSource migrating =
                    configuration.database().isPresent() ? ReelmillDataSource.withoutLimit(configuration) : dataSource;
            new Restoration(migrating, Clock.systemUTC())
                    .runIfAsked(configuration.home().path());
            new SchemaStart(migrating, SoftwareVersion.current()).run(predecessor.uuid());
            jobOperator.getJobNames();
            // those that have begun before the database went away begin once more
            patience.tell("The start", () -> started.fire(new ApplicationStarted()));
            ReelmillDataSource.started();
            readyLine = ReadyLine.await(configuration);
        } catch (ConfigurationException | VersionException e) {
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
            if (readyLine != null) {
                readyLine.stop();
            }
            stopping.fire(new ApplicationStopping());
        }
    }
}
