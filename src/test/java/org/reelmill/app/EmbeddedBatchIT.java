package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.annotation.Resource;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.JobExecution;
import jakarta.batch.runtime.Metric;
import jakarta.batch.runtime.StepExecution;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.ReelmillIT;

/** The embedded batch runtime on the server at hand: artifacts, chunks, partitions, time limits, its tables. */
class EmbeddedBatchIT extends ReelmillIT {

    @Inject
    private JobOperator operator;

    @Inject
    private BatchJournal journal;

    @Resource(lookup = "java:app/jdbc/reelmill")
    private DataSource dataSource;

    @Test
    void runsABatchletThatCdiMade() {
        JobExecution execution = run("test-batchlet", Map.of("name", "batchlet"));

        assertThat(execution.getBatchStatus()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(journal.of("batchlet")).containsExactly(execution.getExecutionId());
    }

    @Test
    void runsChunks() {
        JobExecution execution = run("test-chunk", chunk("chunk", 5, 0, 60));

        assertThat(execution.getBatchStatus()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(journal.of("chunk")).containsExactly(1, 2, 3, 4, 5);
        assertThat(metric(execution, Metric.MetricType.WRITE_COUNT)).isEqualTo(5);
        assertThat(metric(execution, Metric.MetricType.COMMIT_COUNT)).isEqualTo(3);
    }

    @Test
    void runsPartitionsAtTheSameTimeHoweverMany() {
        int partitions = 24;

        JobExecution execution = run("test-partition", Map.of("name", "partition", "partitions", "" + partitions));

        assertThat(execution.getBatchStatus()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(journal.of("partition"))
                .containsExactlyInAnyOrder(
                        IntStream.range(0, partitions * 10).boxed().toArray());
    }

    /** The counterpart of the next test: it shows that the property is what decides. */
    @Test
    void endsAChunkThatLastsLongerThanItsStepAllows() {
        JobExecution execution = run("test-chunk", chunk("short", 1, 4_000, 1));

        assertThat(execution.getBatchStatus()).isEqualTo(BatchStatus.FAILED);
    }

    @Test
    void letsAChunkLastAsLongAsItsStepAllows() {
        JobExecution execution = run("test-chunk", chunk("long", 1, 4_000, 604_800));

        assertThat(execution.getBatchStatus()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(journal.of("long")).containsExactly(1);
    }

    /** The row is awaited: JBeret ends the execution that it holds in memory before it writes it. */
    @Test
    void keepsExecutionsInTheDatabaseOfTheApplication() {
        long execution = run("test-batchlet", Map.of("name", "stored")).getExecutionId();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(storedStatus(execution)).isEqualTo("COMPLETED"));
    }

    private String storedStatus(long execution) throws SQLException {
        try (var connection = dataSource.getConnection();
                var query =
                        connection.prepareStatement("SELECT BATCHSTATUS FROM JOB_EXECUTION WHERE JOBEXECUTIONID = ?")) {
            query.setLong(1, execution);
            try (var rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getString(1);
            }
        }
    }

    private static Map<String, String> chunk(String name, int to, int millis, int timeoutSeconds) {
        return Map.of("name", name, "to", "" + to, "millis", "" + millis, "timeout", "" + timeoutSeconds);
    }

    private JobExecution run(String job, Map<String, String> parameters) {
        Properties properties = new Properties();
        properties.putAll(parameters);
        long id = operator.start(job, properties);
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> operator.getJobExecution(id),
                        execution ->
                                execution.getEndTime() != null && execution.getBatchStatus() != BatchStatus.STARTED);
    }

    private long metric(JobExecution execution, Metric.MetricType type) {
        StepExecution step =
                operator.getStepExecutions(execution.getExecutionId()).get(0);
        return Arrays.stream(step.getMetrics())
                .filter(metric -> metric.getType() == type)
                .findFirst()
                .orElseThrow()
                .getValue();
    }
}
