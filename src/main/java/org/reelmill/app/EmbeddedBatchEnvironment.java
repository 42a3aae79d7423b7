package org.reelmill.app;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionManager;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jberet.repository.JdbcRepository;
import org.jberet.repository.JobRepository;
import org.jberet.spi.ArtifactFactory;
import org.jberet.spi.BatchEnvironment;
import org.jberet.spi.JobExecutor;
import org.jberet.spi.JobTask;
import org.jberet.spi.JobXmlResolver;
import org.jberet.tools.MetaInfBatchJobsJobXmlResolver;
import org.reelmill.operator.RunningExecutions;
import org.reelmill.shared.LogContext;
import org.reelmill.shared.Patience;

/**
 * What the embedded batch runtime needs from the server. It is embedded because the two servers' own ones differ: one
 * cannot share a transaction with our database, the other keeps its executions in memory unless the
 * server is configured for it. Its tables are in the application's database, so that a checkpoint and the rows of its chunk
 * are one transaction.
 */
@ApplicationScoped
public class EmbeddedBatchEnvironment implements BatchEnvironment {

    private static final List<String> TRANSACTION_MANAGERS =
            List.of("java:appserver/TransactionManager", "java:jboss/TransactionManager");

    @Resource(lookup = "java:app/jdbc/reelmill")
    private DataSource dataSource;

    @Resource
    private ContextService contexts;

    private final CdiArtifactFactory artifacts;
    private final RunningExecutions running;
    private final Patience patience;
    private DataSource inStep;
    private ExecutorService pool;
    private JobExecutor executor;
    private TransactionManager transactions;
    private JobRepository repository;

    /** For CDI's proxy. */
    protected EmbeddedBatchEnvironment() {
        this(null, null, null);
    }

    @Inject
    public EmbeddedBatchEnvironment(CdiArtifactFactory artifacts, RunningExecutions running, Patience patience) {
        this.artifacts = artifacts;
        this.running = running;
        this.patience = patience;
    }

    /**
     * Each task gets a context of its own. The threads of one {@code ManagedThreadFactory} share theirs on Payara: the one
     * that begins a transaction takes into it the connections that the others have open, with what they write.
     */
    @PostConstruct
    void open() {
        ServerLog.quieten();
        pool = Executors.newCachedThreadPool();
        executor =
                new UnboundedJobExecutor(task -> pool.execute(LogContext.without(contexts.contextualRunnable(task))));
        transactions = findTransactionManager();
        inStep = BatchDataSource.over(dataSource, transactions);
        repository = PatientJobRepository.over(
                ReportedRepository.over(new JdbcRepository(inStep), running), transactions, patience);
    }

    /** Where the runtime's tables are, for whoever tends them beside it. */
    public DataSource dataSource() {
        return inStep;
    }

    @PreDestroy
    void close() {
        pool.shutdownNow();
        ServerLog.leave();
    }

    private static TransactionManager findTransactionManager() {
        for (String name : TRANSACTION_MANAGERS) {
            try {
                return InitialContext.doLookup(name);
            } catch (NamingException e) {
                // the other server's name
            }
        }
        throw new IllegalStateException("No transaction manager under any of " + TRANSACTION_MANAGERS);
    }

    @Override
    public ClassLoader getClassLoader() {
        return EmbeddedBatchEnvironment.class.getClassLoader();
    }

    @Override
    public ArtifactFactory getArtifactFactory() {
        return artifacts;
    }

    @Override
    public void submitTask(JobTask task) {
        executor.execute(task);
    }

    @Override
    public TransactionManager getTransactionManager() {
        return transactions;
    }

    @Override
    public JobRepository getJobRepository() {
        return repository;
    }

    @Override
    public JobXmlResolver getJobXmlResolver() {
        return new MetaInfBatchJobsJobXmlResolver();
    }

    @Override
    public Properties getBatchConfigurationProperties() {
        return new Properties();
    }

    @Override
    public String getApplicationName() {
        return "reelmill";
    }

    /** Partitions wait for their step's thread and the other way round: a bound could make them wait for ever. */
    private static final class UnboundedJobExecutor extends JobExecutor {

        private static final int PLENTY = 100_000;

        UnboundedJobExecutor(Executor threads) {
            super(threads);
        }

        @Override
        protected int getMaximumPoolSize() {
            return PLENTY;
        }
    }
}
