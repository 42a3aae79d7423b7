package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.Sql;

/** Connections beside the transactions of the batch runtime, which a timer has started, in several threads. */
class BatchDataSourceIT extends ReelmillIT {

    private static final int THREADS = 6;
    private static final int CHUNKS = 60;
    private static final int EACH_FAILING = 10;
    private static final int FAILED = CHUNKS / EACH_FAILING;

    /** Of each thread: written by the runtime first and last, by the application in the chunk and beside it. */
    private static final int ROWS = 4;

    @Inject
    private TrialStarter starter;

    @Inject
    private Counter counter;

    @Inject
    private EmbeddedBatchEnvironment environment;

    @Resource(lookup = "java:app/jdbc/reelmill")
    private DataSource dataSource;

    @BeforeEach
    void createTable() {
        new Sql(dataSource).update("CREATE TABLE batch_trial (id INT PRIMARY KEY, n INT NOT NULL)");
        IntStream.range(0, THREADS * ROWS)
                .forEach(row -> new Sql(dataSource).update("INSERT INTO batch_trial VALUES (?, 0)", row));
    }

    @AfterEach
    void dropTable() {
        new Sql(dataSource).update("DROP TABLE batch_trial");
    }

    @Test
    void whatTheRuntimeWritesIsInItsTransactionAndNothingIsLost() throws Exception {
        List<FutureTask<Void>> threads = IntStream.range(0, THREADS)
                .mapToObj(thread -> new FutureTask<Void>(() -> {
                    doChunks(thread * ROWS);
                    return null;
                }))
                .toList();

        starter.start(threads);
        for (FutureTask<Void> thread : threads) {
            thread.get(3, TimeUnit.MINUTES);
        }

        int done = CHUNKS - FAILED;
        assertThat(new Sql(dataSource).numbers("SELECT n FROM batch_trial ORDER BY id"))
                .isEqualTo(IntStream.range(0, THREADS)
                        .boxed()
                        .flatMap(thread -> List.of(done, done, done, CHUNKS).stream())
                        .map(Integer::longValue)
                        .toList());
    }

    private void doChunks(int row) throws Exception {
        TransactionManager transactions = environment.getTransactionManager();
        Sql runtime = new Sql(BatchDataSource.over(dataSource, transactions));
        for (int chunk = 1; chunk <= CHUNKS; chunk++) {
            transactions.begin();
            runtime.update("UPDATE batch_trial SET n = n + 1 WHERE id = ?", row);
            counter.countBeside(row + 3);
            counter.count(row + 2);
            runtime.update("UPDATE batch_trial SET n = n + 1 WHERE id = ?", row + 1);
            if (chunk % EACH_FAILING == 0) {
                transactions.rollback();
            } else {
                transactions.commit();
            }
        }
    }

    @ApplicationScoped
    @Transactional
    public static class Counter {

        @PersistenceContext
        private EntityManager entityManager;

        public void count(int row) {
            entityManager
                    .createNativeQuery("UPDATE batch_trial SET n = n + 1 WHERE id = ?1")
                    .setParameter(1, row)
                    .executeUpdate();
        }

        @Transactional(TxType.REQUIRES_NEW)
        public void countBeside(int row) {
            count(row);
        }
    }
}
