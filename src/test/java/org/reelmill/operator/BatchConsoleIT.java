package org.reelmill.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reelmill.app.BatchJournal;
import org.reelmill.node.NodeLife;
import org.reelmill.operator.ExecutionReport.Action;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Uuids;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.Sql;

/** The operator's console on the batch runtime and the database at hand. What another node would do is done by SQL. */
class BatchConsoleIT extends ReelmillIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    private BatchConsole console;

    @Inject
    private RunningExecutions running;

    @Inject
    private BatchJournal journal;

    @Inject
    private NodeLife nodeLife;

    @Inject
    private Clock clock;

    @Resource(lookup = "java:app/jdbc/reelmill")
    private DataSource dataSource;

    private Sql sql;
    private String name;

    @BeforeEach
    void prepare() {
        sql = new Sql(dataSource);
        name = "console-" + Uuids.toHex(Uuids.random()).substring(0, 8);
    }

    @Test
    void startsAJobAndTellsAllAboutItsExecution() {
        long id = console.start("test-partition", Map.of("name", name, "partitions", "3"));
        ExecutionReport report = ended(id, ExecutionState.COMPLETED);

        assertThat(report.summary().execution().jobName()).isEqualTo("test-partition");
        assertThat(report.summary().execution().nodeName()).isPresent();
        assertThat(report.summary().silent()).isFalse();
        assertThat(report.parameters()).containsEntry("name", name).containsKey("node");
        assertThat(report.steps()).hasSize(1);
        StepReport step = report.steps().get(0);
        assertThat(step.step().counts())
                .containsEntry(BatchStep.Count.WRITE, 30)
                .containsEntry(BatchStep.Count.ROLLBACK, 0);
        assertThat(step.partitionCount()).isEqualTo(3);
        assertThat(step.partitions()).extracting(it -> it.partition().number()).containsExactly(0, 1, 2);
        assertThat(step.partitions())
                .extracting(it -> it.readerCheckpoint().orElse(""))
                .containsExactly("10", "20", "30");
        assertThat(report.allowed()).isEmpty();
        assertThat(report.attempts()).hasSize(1);
    }

    @Test
    void restartsAFailedExecutionFromItsCheckpointOnce() {
        long id = console.start("test-restart", Map.of("name", name, "to", "6", "over", "5"));
        ExecutionReport failed = ended(id, ExecutionState.FAILED);
        assertThat(failed.allowed()).containsExactly(Action.RESTART, Action.ABANDON);
        assertThat(failed.steps().get(0).readerCheckpoint()).contains("5");
        assertThat(failed.steps().get(0).step().exception()).get().asString().contains("stumbled over <5>");
        assertThat(journal.of(name)).containsExactly(1, 2, 3, 4);

        long next = console.restart(id);
        ended(next, ExecutionState.COMPLETED);

        assertThat(journal.of(name)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(console.get(id).summary().execution().successor()).contains(next);
        assertThat(console.get(id).allowed()).isEmpty();
        assertThat(console.get(next).attempts()).extracting(BatchExecution::id).containsExactly(id, next);
        assertThatThrownBy(() -> console.restart(id))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("restarted already");
        assertThatThrownBy(() -> console.abandon(id)).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> console.restart(next))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("this one is Completed");

        Comparison comparison = console.compare(id, next);
        assertThat(comparison.rows())
                .filteredOn(Comparison.Row::different)
                .extracting(Comparison.Row::name)
                .contains("state", "WRITE", "exception");
        assertThat(comparison.rows())
                .filteredOn(row -> row.part() == Comparison.Part.PARAMETER)
                .noneMatch(Comparison.Row::different);
    }

    @Test
    void abandonsWhatShallNotBeRestarted() {
        long id = console.start("test-restart", Map.of("name", name, "to", "2", "over", "1"));
        ended(id, ExecutionState.FAILED);

        console.abandon(id);

        assertThat(console.get(id).summary().execution().state()).isEqualTo(ExecutionState.ABANDONED);
        assertThatThrownBy(() -> console.restart(id)).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> console.abandon(id)).isInstanceOf(ConflictException.class);
    }

    @Test
    void stopsAChunkAndGoesOnFromThere() {
        long id = console.start("test-restart", Map.of("name", name, "to", "10000", "millis", "20"));
        await().pollInSameThread().atMost(PATIENCE).until(() -> journal.of(name).size() >= 2);

        console.stop(id);

        ExecutionReport stopped = ended(id, ExecutionState.STOPPED);
        int done = journal.of(name).size();
        assertThat(done).isLessThan(10_000);
        assertThat(stopped.steps().get(0).readerCheckpoint()).contains(String.valueOf(done + 1));
        long next = console.restart(id);
        await().pollInSameThread().atMost(PATIENCE).until(() -> journal.of(name).size() > done + 4);
        console.stop(next);
        ended(next, ExecutionState.STOPPED);
        assertThat(journal.of(name))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, journal.of(name).size())
                                .<Object>mapToObj(Integer::valueOf)
                                .toList());
    }

    /** Another node can only write into the database that it wants an execution stopped. */
    @Test
    void obeysAnotherNodeThatWantsABatchletStopped() {
        long id = console.start("test-wait", Map.of());
        await().pollInSameThread()
                .atMost(PATIENCE)
                .until(() -> !console.get(id).steps().isEmpty());

        sql.update("UPDATE JOB_EXECUTION SET BATCHSTATUS = 'STOPPING' WHERE JOBEXECUTIONID = ?", id);
        sql.update("UPDATE STEP_EXECUTION SET BATCHSTATUS = 'STOPPING' WHERE JOBEXECUTIONID = ?", id);

        ExecutionReport stopped = ended(id, ExecutionState.STOPPED);
        assertThat(stopped.steps().get(0).step().exitStatus()).contains("TOLD");
        assertThatThrownBy(() -> console.stop(id)).isInstanceOf(ConflictException.class);
    }

    @Test
    void keepsWhatItRunsAlive() {
        long id = console.start("test-wait", Map.of());
        await().pollInSameThread()
                .atMost(PATIENCE)
                .until(() -> !console.get(id).steps().isEmpty());

        sql.update("UPDATE JOB_EXECUTION SET ALIVEUNTIL = ? WHERE JOBEXECUTIONID = ?", "2020-01-01 00:00:00", id);
        await().pollInSameThread()
                .atMost(PATIENCE)
                .until(() -> !console.get(id).summary().silent());

        assertThatThrownBy(() -> console.close(id))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("signs of life");
        console.stop(id);
        ended(id, ExecutionState.STOPPED);
    }

    @Test
    void marksAnExecutionWhoseServerIsGoneAndClosesIt() {
        long id = stray("STARTED", clock.instant().minusSeconds(3_600));
        sql.update(
                "INSERT INTO STEP_EXECUTION (JOBEXECUTIONID, STEPNAME, BATCHSTATUS) VALUES (?, 'count', 'STARTED')",
                id);

        assertThat(console.get(id).summary().silent()).isTrue();
        assertThat(console.get(id).allowed()).containsExactly(Action.CLOSE);
        assertThatThrownBy(() -> console.stop(id)).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> console.restart(id)).isInstanceOf(ConflictException.class);
        console.close(id);

        ExecutionReport closed = console.get(id);
        assertThat(closed.summary().execution().state()).isEqualTo(ExecutionState.FAILED);
        assertThat(closed.summary().execution().exitStatus()).contains("LOST");
        assertThat(closed.summary().execution().ended()).isPresent();
        assertThat(closed.steps().get(0).step().state()).isEqualTo(ExecutionState.FAILED);
        assertThat(closed.allowed()).containsExactly(Action.RESTART, Action.ABANDON);
        assertThatThrownBy(() -> console.close(id)).isInstanceOf(ConflictException.class);
    }

    /** The database went away when they began or ended. */
    @Test
    void closesWhatIsOpenAndRunsNowhere() {
        Instant begun = clock.instant().minusSeconds(3_600);
        long own = stray("STARTED", begun, nodeLife.self().orElseThrow().uuid());
        long unnoted = stray("STARTING", begun, null);
        long foreign = stray("STARTED", begun);

        ended(own, ExecutionState.FAILED);
        ended(unnoted, ExecutionState.FAILED);
        assertThat(console.get(foreign).summary().execution().state()).isEqualTo(ExecutionState.STARTED);
    }

    /** This server had fallen silent, and another node closed what it ran: its work must not count any more. */
    @Test
    void endsWhatSomebodyElseHasClosed() {
        long id = console.start("test-restart", Map.of("name", name, "to", "10000", "millis", "20"));
        await().pollInSameThread().atMost(PATIENCE).until(() -> journal.of(name).size() >= 2);

        sql.update("UPDATE JOB_EXECUTION SET BATCHSTATUS = 'FAILED', EXITSTATUS = 'LOST' WHERE JOBEXECUTIONID = ?", id);
        long checkpoint = commits(id);

        await().pollInSameThread().atMost(PATIENCE).until(() -> !running.isHere(id));
        assertThat(console.get(id).summary().execution().state()).isEqualTo(ExecutionState.FAILED);
        assertThat(console.get(id).summary().execution().exitStatus()).contains("LOST");
        // the chunk that was being committed when it was closed, and none after it
        assertThat(commits(id)).isBetween(checkpoint, checkpoint + 1);
    }

    @Test
    void refusesParametersThatTheJobDoesNotDeclare() {
        assertRefused("color", "test-restart", Map.of("name", name, "to", "1", "color", "red"));
        assertRefused("to", "test-restart", Map.of("name", name));
        assertRefused("to", "test-restart", Map.of("name", name, "to", "  "));
        assertRefused("name", "test-restart", Map.of("name", "a\nnode = other", "to", "1"));
        assertRefused("name", "test-restart", Map.of("name", "#{environmentVariables['PATH']}", "to", "1"));
        assertRefused("name", "test-restart", Map.of("name", "x".repeat(1_001), "to", "1"));
        assertRefused(
                "jberet.restart.mode", "test-restart", Map.of("name", name, "to", "1", "jberet.restart.mode", "force"));
        assertThatThrownBy(() -> console.start("no-such-job", Map.of())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> console.start("../web", Map.of())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> console.start(
                        "pipeline-ingest", Map.of("jobUuid", UUID.randomUUID().toString())))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("claim");
    }

    @Test
    void listsByStateJobNodeFilmAndTime() {
        String node = "node-" + name;
        UUID film = Uuids.random();
        Instant now = clock.instant();
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            long id = stray(i == 2 ? "ABANDONED" : "STOPPED", now.minus(Duration.ofDays(100 - i)));
            sql.update("UPDATE JOB_EXECUTION SET NODENAME = ? WHERE JOBEXECUTIONID = ?", node, id);
            all.add(0, id);
        }
        sql.update(
                "INSERT INTO execution_film (jobUUID, fk_jobExecutionID) VALUES (?, ?)",
                Uuids.toBytes(film),
                all.get(1));

        ExecutionFilter ofNode = filter(Set.of(), Optional.of(node), Optional.empty());
        assertThat(ids(console.list(ofNode, Position.top(), 10))).isEqualTo(all);
        KeyedPage<ExecutionSummary> first = console.list(ofNode, Position.top(), 2);
        assertThat(ids(first)).isEqualTo(all.subList(0, 2));
        assertThat(first.newer()).isEmpty();
        KeyedPage<ExecutionSummary> second =
                console.list(ofNode, Position.below(first.older().orElseThrow()), 2);
        assertThat(ids(second)).isEqualTo(all.subList(2, 4));
        assertThat(ids(console.list(ofNode, Position.above(second.newer().orElseThrow()), 2)))
                .isEqualTo(all.subList(0, 2));
        assertThat(ids(console.list(
                        filter(Set.of(ExecutionState.ABANDONED), Optional.of(node), Optional.empty()),
                        Position.top(),
                        9)))
                .containsExactly(all.get(2));
        assertThat(ids(console.list(ExecutionFilter.all().ofFilm(film), Position.top(), 9)))
                .containsExactly(all.get(1));
        assertThat(ids(console.list(ExecutionFilter.all().ofFilm(Uuids.random()), Position.top(), 9)))
                .isEmpty();
        assertThat(ids(console.list(
                        filter(Set.of(), Optional.of(node), Optional.of("test-batchlet")), Position.top(), 9)))
                .isEmpty();
        ExecutionFilter inTime = new ExecutionFilter(
                Set.of(),
                Optional.of("test-restart"),
                Optional.of(node),
                Optional.empty(),
                Optional.of(now.minus(Duration.ofDays(99)).minusSeconds(1)),
                Optional.of(now.minus(Duration.ofDays(97)).minusSeconds(1)));
        assertThat(ids(console.list(inTime, Position.top(), 9))).isEqualTo(List.of(all.get(2), all.get(3)));
    }

    @Test
    void removesWhatNeedNotBeKeptAndNothingThatRuns() {
        Instant old = clock.instant().minus(Duration.ofDays(4_000));
        long ended = stray("COMPLETED", old);
        long open = stray("STARTED", old);
        long young = stray("FAILED", clock.instant());
        sql.update("UPDATE JOB_EXECUTION SET ENDTIME = CREATETIME WHERE JOBEXECUTIONID IN (?, ?)", ended, young);
        sql.update(
                "INSERT INTO STEP_EXECUTION (JOBEXECUTIONID, STEPNAME, BATCHSTATUS) VALUES (?, 'count', 'COMPLETED')",
                ended);
        long instance = console.get(ended).summary().execution().instanceId();

        long sweep = console.start(BatchConsole.SWEEP, Map.of("days", "3999", "rows", "0"));
        ended(sweep, ExecutionState.COMPLETED);

        assertThat(sql.numbers(
                        "SELECT JOBEXECUTIONID FROM JOB_EXECUTION WHERE JOBEXECUTIONID IN (?, ?, ?)",
                        ended,
                        open,
                        young))
                .containsExactlyInAnyOrder(open, young);
        assertThat(sql.numbers("SELECT COUNT(*) FROM STEP_EXECUTION WHERE JOBEXECUTIONID = ?", ended))
                .containsExactly(0L);
        assertThat(sql.numbers("SELECT COUNT(*) FROM JOB_INSTANCE WHERE JOBINSTANCEID = ?", instance))
                .containsExactly(0L);
        console.close(open);
        assertThat(console.retention().kept()).isPositive();
        assertThat(console.removable(0, 1, 1_000)).contains(young).doesNotContain(sweep);
    }

    @Test
    void listsTheInstancesOfAJob() {
        long id = console.start("test-batchlet", Map.of("name", name));
        ended(id, ExecutionState.COMPLETED);

        InstanceSummary newest =
                console.instances("test-batchlet", Position.top(), 1).rows().get(0);

        assertThat(newest.attempts()).extracting(BatchExecution::id).containsExactly(id);
        assertThat(console.instances("no-such-job", Position.top(), 1).rows()).isEmpty();
    }

    private void assertRefused(String field, String job, Map<String, String> parameters) {
        assertThatThrownBy(() -> console.start(job, parameters))
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.field()).isEqualTo(field));
    }

    private ExecutionReport ended(long id, ExecutionState state) {
        await().pollInSameThread()
                .atMost(PATIENCE)
                .until(() -> console.get(id).summary().execution().ended().isPresent());
        ExecutionReport report = console.get(id);
        assertThat(report.summary().execution().state())
                .as(report.steps().stream()
                        .flatMap(step -> step.step().exception().stream())
                        .findFirst()
                        .orElse(""))
                .isEqualTo(state);
        return report;
    }

    /** An execution that a server which is gone has made. */
    private long stray(String state, Instant created) {
        return stray(state, created, UUID.randomUUID());
    }

    /** @param node null when it was not noted any more whose it is */
    private long stray(String state, Instant created, UUID node) {
        sql.update("INSERT INTO JOB_INSTANCE (JOBNAME, APPLICATIONNAME) VALUES ('test-restart', ?)", name);
        long instance = sql.number("SELECT MAX(JOBINSTANCEID) FROM JOB_INSTANCE WHERE APPLICATIONNAME = ?", name);
        sql.update(
                "INSERT INTO JOB_EXECUTION (JOBINSTANCEID, JOBNAME, CREATETIME, BATCHSTATUS, NODEUUID, JOBPARAMETERS)"
                        + " VALUES (?, 'test-restart', ?, ?, ?, '')",
                instance,
                Timestamp.from(created),
                state,
                node == null ? null : Uuids.toBytes(node));
        return sql.number("SELECT JOBEXECUTIONID FROM JOB_EXECUTION WHERE JOBINSTANCEID = ?", instance);
    }

    private long commits(long id) {
        return sql.number("SELECT COALESCE(COMMITCOUNT, 0) FROM STEP_EXECUTION WHERE JOBEXECUTIONID = ?", id);
    }

    private static ExecutionFilter filter(Set<ExecutionState> states, Optional<String> node, Optional<String> job) {
        return new ExecutionFilter(states, job, node, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static List<Long> ids(KeyedPage<ExecutionSummary> page) {
        return page.rows().stream().map(row -> row.execution().id()).toList();
    }
}
