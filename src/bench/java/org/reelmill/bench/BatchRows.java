package org.reelmill.bench;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The rows that a farm leaves which has milled films for a month: of each film an ingest, a verification, an encoding in two
 * partitions and an export, on twenty nodes. Some failed, and some that failed were started again.
 */
final class BatchRows {

    static final int NODES = 20;
    static final List<String> JOBS =
            List.of("pipeline-ingest", "pipeline-verify", "pipeline-transcode", "pipeline-export");

    private static final List<List<String>> STEPS = List.of(
            List.of("probe", "prepare", "verify", "publish", "sound"),
            List.of("decode"),
            List.of("encode"),
            List.of("check", "audio", "join", "publish"));
    private static final int STEPS_OF_A_FILM = 11;
    private static final int AT_ONCE = 1_000;
    private static final Duration PERIOD = Duration.ofDays(30);

    private final Random random = new Random(20261125);
    private final Instant end;
    private final int films;
    private long executions;
    private long steps;

    /** @param steps that there shall be about */
    BatchRows(int steps, Instant end) {
        this.films = steps / STEPS_OF_A_FILM;
        this.end = end;
    }

    long executions() {
        return executions;
    }

    long steps() {
        return steps;
    }

    int films() {
        return films;
    }

    /** The number of a film job. */
    static UUID film(int number) {
        return new UUID(0x5eed, number);
    }

    static String node(int number) {
        return "node-" + number + ":8080";
    }

    /** What the server has run by itself goes: the rows have numbers of their own. */
    void write(Connection connection) throws SQLException {
        run(
                connection,
                Stream.of("execution_film", "PARTITION_EXECUTION", "STEP_EXECUTION", "JOB_EXECUTION", "JOB_INSTANCE")
                        .map(table -> "DELETE FROM " + table)
                        .toList());
        connection.setAutoCommit(false);
        try (PreparedStatement instance = connection.prepareStatement(
                        "INSERT INTO JOB_INSTANCE (JOBINSTANCEID, JOBNAME, APPLICATIONNAME) VALUES (?, ?, 'reelmill')");
                PreparedStatement execution = connection.prepareStatement(
                        "INSERT INTO JOB_EXECUTION (JOBEXECUTIONID, JOBINSTANCEID, CREATETIME, STARTTIME, ENDTIME, LASTUPDATEDTIME,"
                                + " BATCHSTATUS, EXITSTATUS, JOBPARAMETERS, JOBNAME, NODENAME) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement step = connection.prepareStatement(
                        "INSERT INTO STEP_EXECUTION (STEPEXECUTIONID, JOBEXECUTIONID, STEPNAME, STARTTIME, ENDTIME, BATCHSTATUS,"
                                + " EXITSTATUS, EXECUTIONEXCEPTION, READCOUNT, WRITECOUNT, COMMITCOUNT, ROLLBACKCOUNT, READSKIPCOUNT,"
                                + " PROCESSSKIPCOUNT, FILTERCOUNT, WRITESKIPCOUNT) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0)");
                PreparedStatement partition = connection.prepareStatement(
                        "INSERT INTO PARTITION_EXECUTION (PARTITIONEXECUTIONID, STEPEXECUTIONID, BATCHSTATUS, EXITSTATUS)"
                                + " VALUES (?, ?, ?, ?)");
                PreparedStatement film = connection.prepareStatement(
                        "INSERT INTO execution_film (jobUUID, fk_jobExecutionID, segments) VALUES (?, ?, ?)")) {
            List<PreparedStatement> all = List.of(instance, execution, step, partition, film);
            for (int number = 0; number < films; number++) {
                for (int job = 0; job < JOBS.size(); job++) {
                    add(number, job, instance, execution, step, partition, film);
                }
                if (number % AT_ONCE == AT_ONCE - 1 || number == films - 1) {
                    for (PreparedStatement statement : all) {
                        statement.executeBatch();
                    }
                    connection.commit();
                }
            }
        }
        connection.setAutoCommit(true);
    }

    private void add(
            int number,
            int job,
            PreparedStatement instance,
            PreparedStatement execution,
            PreparedStatement step,
            PreparedStatement partition,
            PreparedStatement film)
            throws SQLException {
        executions++;
        String state = state();
        Timestamp begun =
                Timestamp.from(end.minus(PERIOD.multipliedBy(films - number).dividedBy(films)));
        Timestamp ended = Timestamp.from(begun.toInstant().plusSeconds(20 + random.nextInt(300)));
        set(instance, executions, JOBS.get(job));
        set(
                execution,
                executions,
                executions,
                begun,
                begun,
                ended,
                ended,
                state,
                state,
                "jobUuid = " + film(number) + "\nfence = 1\nnode = " + node(number % NODES) + "\n",
                JOBS.get(job),
                node(random.nextInt(NODES)));
        set(film, bytes(film(number)), executions, job == 2 ? 40 : 0);
        for (String name : STEPS.get(job)) {
            steps++;
            String trace = state.equals("FAILED")
                    ? "org.reelmill.media.MediaException: ffmpeg ended with 1\n\tat x.y(Z.java:1)\n".repeat(20)
                    : null;
            set(step, steps, executions, name, begun, ended, state, state, trace, 40, 40, 41);
            for (int part = 0; job == 2 && part < 2; part++) {
                set(partition, part, steps, state, state);
            }
        }
    }

    private String state() {
        int dice = random.nextInt(1_000);
        return dice < 15 ? "FAILED" : dice < 25 ? "STOPPED" : dice < 29 ? "ABANDONED" : "COMPLETED";
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
    }

    private static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    static void run(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
