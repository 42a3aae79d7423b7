package org.reelmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.reelmill.app.MigratedDatabase;
import org.reelmill.shared.Uuids;
import org.reelmill.testing.MariaDbServer;

/** What is asked all the time is found by an index on a real MariaDB, with thousands of jobs and segments in its tables. */
@Tag("serverless")
class QueuePlansIT {

    /** Status, how many jobs are in it, and how many segments each has. */
    private static final List<int[]> JOBS = List.of(
            new int[] {5, 4000, 0},
            new int[] {13, 300, 4},
            new int[] {0, 1000, 0},
            new int[] {2, 60, 500},
            new int[] {3, 20, 40},
            new int[] {4, 5, 40});

    private static DataSource dataSource;
    private static Map<String, String> queries;

    /** One step of a plan, as MariaDB explains it. */
    private record Step(String table, String type, String key, String extra) {}

    @BeforeAll
    static void fill() throws SQLException {
        dataSource = MigratedDatabase.of(MariaDbServer.get().createDatabase());
        try (Connection connection = dataSource.getConnection()) {
            for (int[] kind : JOBS) {
                fill(connection, kind[0], kind[1], kind[2]);
            }
            execute(connection, "INSERT INTO ingestJob (fk_jobID) SELECT jobID FROM job WHERE status = 0");
            execute(connection, "INSERT INTO exportJob (fk_jobID) SELECT jobID FROM job WHERE status IN (3, 4)");
            execute(
                    connection,
                    "INSERT INTO verifyJob (fk_jobID, status) SELECT jobID, jobID % 3 FROM job WHERE status = 2");
            // of each film a quarter is done, and some are in hand
            execute(
                    connection,
                    "UPDATE transcodeJob SET status = 2 WHERE segmentPart < 125 OR fk_jobID IN (SELECT jobID FROM job WHERE status > 2)");
            execute(
                    connection,
                    "UPDATE transcodeJob SET status = 1, started = CURRENT_TIMESTAMP(3), lease_until = CURRENT_TIMESTAMP(3),"
                            + " fk_nodeUUID = x'00' WHERE segmentPart IN (125, 126) AND status = 0");
            execute(connection, "ANALYZE TABLE job, ingestJob, transcodeJob, verifyJob, exportJob");
            long job = number(connection, "SELECT MAX(jobID) FROM job WHERE status = 2");
            queries = HotQueries.all(
                    job, number(connection, "SELECT MAX(transcodeJobID) FROM transcodeJob WHERE fk_jobID = " + job));
        }
    }

    @TestFactory
    Stream<DynamicTest> isLedByAnIndex() {
        return queries.entrySet().stream()
                .map(query -> DynamicTest.dynamicTest(query.getKey(), () -> assertThat(explain(query.getValue()))
                        .as(query.getValue())
                        .isNotEmpty()
                        .allMatch(QueuePlansIT::readsFewRows)));
    }

    /** Whatever of a film is done already is not read. */
    @TestFactory
    Stream<DynamicTest> passesOverNoFinishedSegment() {
        return Stream.of("jobs with open segments", "open segments of a job", "its last open segments")
                .map(name -> DynamicTest.dynamicTest(name, () -> assertThat(explain(queries.get(name)))
                        .as(queries.get(name))
                        .extracting(Step::key)
                        .contains("ix_transcode_claim")));
    }

    /** The head of the queue comes in its order: nothing is sorted that grows with the queue. */
    @TestFactory
    Stream<DynamicTest> needsNoSorting() {
        return Stream.of(
                        "open ingest",
                        "open export",
                        "is enough ready",
                        "jobs with open segments",
                        "open segments of a job")
                .map(name -> DynamicTest.dynamicTest(name, () -> assertThat(explain(queries.get(name)))
                        .as(queries.get(name))
                        .noneMatch(step -> step.extra().contains("filesort"))));
    }

    private static boolean readsFewRows(Step step) {
        return step.table() == null
                || step.table().startsWith("<")
                || !Set.of("ALL", "index").contains(step.type()) && step.key() != null;
    }

    private static void fill(Connection connection, int status, int jobs, int segments) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO job"
                + " (jobUUID, sourceName, status, dateAdded, dateCompleted, cleaned, encoder)"
                + " VALUES (?, 'film.mp4', ?, TIMESTAMPADD(SECOND, ?, '2026-01-01'), NULL, TRUE, 'encoder')")) {
            for (int job = 0; job < jobs; job++) {
                insert.setBytes(1, Uuids.toBytes(Uuids.random()));
                insert.setInt(2, status);
                insert.setInt(3, job * 7919 % 100_000);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        for (int part = 0; part < segments; part++) {
            execute(
                    connection,
                    "INSERT INTO transcodeJob (fk_jobID, segmentPart, startPts, endPts, frames) SELECT jobID, " + part
                            + ", 0, 1, 250 FROM job WHERE status = " + status);
        }
    }

    private static List<Step> explain(String query) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN " + query)) {
            List<Step> steps = new ArrayList<>();
            while (rows.next()) {
                steps.add(new Step(
                        rows.getString("table"),
                        String.valueOf(rows.getString("type")),
                        rows.getString("key"),
                        String.valueOf(rows.getString("Extra"))));
            }
            return steps;
        }
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var running = connection.createStatement()) {
            running.execute(statement);
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
