package org.reelmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.node.Abilities;
import org.reelmill.node.Hindrance;
import org.reelmill.node.Node;
import org.reelmill.node.NodeLife;
import org.reelmill.node.NodeRegistry;
import org.reelmill.node.NodeState;
import org.reelmill.node.ThisNode;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.PolicyValues;
import org.reelmill.settings.Stage;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Uuids;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.Sql;

/**
 * The life of nodes and what it means for the work, in the server, whose own node is told to do this and that. Its stages are
 * off unless a test needs them: the jobs here are rows without a film.
 */
@Tag("once")
class NodesIT extends ReelmillIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> ALL_CODECS = Set.of("H264", "H265", "AV1");

    @Inject
    private NodeLife nodeLife;

    @Inject
    private NodeRegistry nodes;

    @Inject
    private NodeTrial trial;

    @Inject
    private Claims claims;

    @Inject
    private TaskFailures failures;

    @Inject
    private DeadAttempts deadAttempts;

    @Inject
    private Space space;

    @Inject
    private Waiting waiting;

    @Inject
    private Jobs jobs;

    @Inject
    private Policies policies;

    @Inject
    private WorkFolders folders;

    @Inject
    private JobFiles files;

    @Resource(lookup = "java:app/jdbc/reelmill")
    private DataSource dataSource;

    private Sql sql;

    @BeforeEach
    void switchStagesOff() {
        sql = new Sql(dataSource);
        until(() -> nodeLife.self().isPresent());
        setStages("0");
        until(() -> nodeLife.tasksInHand() == 0);
        // the register learns by a heartbeat that other tests' work has ended
        nodeLife.holdsLease(1);
        until(() -> !self().active());
    }

    @AfterEach
    void tidyUp() {
        sql.update("DELETE FROM job WHERE sourceName LIKE 'nodes-%'");
        sql.update("DELETE FROM node WHERE name LIKE 'nodes%'");
        sql.update("UPDATE node SET authorise = TRUE, drain = FALSE, suspended = NULL, reason = NULL");
        for (Policy policy :
                List.of(Policy.MIN_FREE_SPACE, Policy.NODE_TIMEOUT, Policy.TERMINATE_ALL, Policy.LEASE_SECONDS)) {
            set(policy, policy.defaultValue());
        }
        trial.succeeded();
        setStages("1");
    }

    @Test
    void measuresWhatItCanDo() {
        Node self = self();

        assertThat(self.abilities().codecs()).isEqualTo(ALL_CODECS);
        assertThat(self.abilities().cores()).isPositive();
        assertThat(self.abilities().memoryBytes()).isGreaterThan(100L << 20);
        assertThat(nodes.report(self.uuid()).state()).isEqualTo(NodeState.IDLE);
    }

    @Test
    void takesOnlyWorkWhoseCodecsItHas() {
        long job = transcoding(1);
        sql.update("UPDATE job SET codecs = 'AV1,H264' WHERE jobID = ?", job);

        assertThat(claims.claimSegment(node(Set.of("H264", "H265")))).isEmpty();
        assertThat(claims.claimSegment(node(Set.of()))).isEmpty();
        assertThat(claims.claimSegment(node(Set.of("H264", "AV1")))).isPresent();
    }

    @Test
    void leavesATaskThatFailedToAnotherNode() {
        long job = transcoding(1);
        ThisNode bad = node(ALL_CODECS);
        ThisNode good = node(ALL_CODECS);
        nodes.join(bad);
        nodes.join(good);
        Claim claim = claims.claimSegment(bad).orElseThrow();
        claims.fail(claim, false, "broke");
        allowAgain(job, 0);

        assertThat(claims.claimSegment(bad)).isEmpty();
        assertThat(claims.claimSegment(good)).isPresent();
    }

    @Test
    void doesNotWaitForOthersWhereThereAreNone() {
        long job = transcoding(1);
        sql.update("UPDATE node SET drain = TRUE");
        ThisNode only = node(ALL_CODECS);
        nodes.join(only);
        claims.fail(claims.claimSegment(only).orElseThrow(), false, "broke");
        allowAgain(job, 0);

        assertThat(claims.claimSegment(only)).isPresent();
    }

    @Test
    void countsCrashesAndFailuresTogether() {
        long job = transcoding(1);
        sql.update("UPDATE transcodeJob SET crashes = 1, failures = 1 WHERE fk_jobID = ?", job);
        claims.fail(claims.claimSegment(node(ALL_CODECS)).orElseThrow(), false, "broke");

        until(() -> statusOf(job) == JobStatus.ERROR);
    }

    @Test
    void isSuspendedWhenDifferentJobsFailOnItAndWorksAgainWhenItHasProvenItself() {
        UUID self = self().uuid();
        long again = transcoding(1);
        for (int i = 0; i < 3; i++) {
            fail(again, new MediaException(Kind.FAILED, "the same job again"));
            sql.update("UPDATE transcodeJob SET failures = 0, not_before = NULL WHERE fk_jobID = ?", again);
        }
        until(() -> !trial.due());
        assertThat(self().mayWork())
                .as("one job, however often, is not a bad node")
                .isTrue();
        trial.succeeded();

        List<Long> failed = Stream.generate(() -> transcoding(1)).limit(3).toList();
        failed.forEach(job -> fail(job, new MediaException(Kind.FAILED, "broke")));

        until(() -> nodes.report(self).state() == NodeState.SUSPENDED);
        assertThat(self().authorised()).isFalse();
        assertThat(self().reason())
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("3 different jobs"));
        until(() -> sql.texts("SELECT message FROM job_log WHERE fk_jobID = ?", failed.get(0)).stream()
                .anyMatch(line -> line.contains("is suspended: 3 different jobs")));

        nodes.authorise(self);
        until(() -> nodes.report(self).state() == NodeState.IDLE);
        assertThat(self().reason()).isEmpty();
        assertThat(self().abilities().codecs()).isEqualTo(ALL_CODECS);
    }

    @Test
    void aSuccessBetweenClearsIt() {
        for (int i = 0; i < 4; i++) {
            fail(transcoding(1), new MediaException(Kind.FAILED, "broke"));
            if (i == 1) {
                trial.succeeded();
            }
        }

        until(() -> !trial.due());
        assertThat(self().mayWork()).isTrue();
    }

    @Test
    void blamesNeitherJobNorNodeForAFullDisk() {
        long job = transcoding(1);
        set(Policy.TRANSCODE_ENABLED, "0");
        fail(job, new MediaException(Kind.FAILED, "ffmpeg ended with exit code 228", "x: No space left on device"));

        assertThat(sql.rows("SELECT status, failures, crashes FROM transcodeJob WHERE fk_jobID = ?", job))
                .containsExactly(List.of(0, 0, 0));
        assertThat(trial.due()).isFalse();
        until(() -> self().hindrance(Stage.TRANSCODE).isPresent());
        assertThat(self().hindrance(Stage.TRANSCODE).orElseThrow())
                .extracting(Hindrance::code, Hindrance::text)
                .containsExactly(Hindrance.Code.SPACE, "The disk stopped the work: No space left on device");
        assertThat(self().hindrance(Stage.INGEST)).isEmpty();
        set(Policy.TRANSCODE_ENABLED, "1");
        assertThat(reasons(job)).contains(WaitingReason.Code.NO_SPACE);
        set(Policy.TRANSCODE_ENABLED, "0");
        until(() -> self().hindrance(Stage.TRANSCODE).isEmpty());
    }

    @Test
    void reservesRoomAndPutsOffWhatHasNone() throws MediaException {
        long job = transcoding(2);
        Claim first = claims.claimSegment(node(ALL_CODECS)).orElseThrow();
        Claim second = claims.claimSegment(node(ALL_CODECS)).orElseThrow();
        long before = claims.reservedBesides(second);

        space.reserve(first, 12_345);

        assertThat(claims.reservedBesides(second) - before).isEqualTo(12_345);
        assertThat(claims.reservedBesides(first)).isEqualTo(before);
        assertThatThrownBy(() -> space.reserve(second, Long.MAX_VALUE / 2))
                .isInstanceOfSatisfying(MediaException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.NO_SPACE);
                    failures.failed(second, e);
                });
        assertThat(sql.numbers("SELECT failures FROM transcodeJob WHERE fk_jobID = ?", job))
                .containsOnly(0L);
        claims.release(first);
        assertThat(claims.reservedBesides(second)).isEqualTo(before);
        until(() -> self().hindrance(Stage.TRANSCODE).isPresent());
        until(() -> self().hindrance(Stage.TRANSCODE).isEmpty());
    }

    @Test
    void saysWhatHoldsAJobUpAndWhatWouldReleaseIt() {
        long job = transcoding(1);
        setStages("1");
        // whatever is changed below, nothing of this job may be claimed while it is
        sql.update("UPDATE job SET paused = TRUE WHERE jobID = ?", job);
        UUID self = self().uuid();
        byte[] bytes = Uuids.toBytes(self);

        nodes.drain(self, true);
        assertReason(job, WaitingReason.Code.DRAINING, "is drained", "take work again");
        nodes.drain(self, false);
        nodes.deauthorise(self, "As the test wants it");
        assertReason(job, WaitingReason.Code.DEAUTHORISED, "not authorised: As the test wants it", "Authorise");
        nodes.authorise(self);
        set(Policy.MIN_FREE_SPACE, String.valueOf(Integer.MAX_VALUE));
        until(() -> self().hindrance(Stage.TRANSCODE).isPresent());
        assertReason(job, WaitingReason.Code.NO_SPACE, "minFreeSpace", "Make room");
        set(Policy.MIN_FREE_SPACE, Policy.MIN_FREE_SPACE.defaultValue());
        until(() -> self().hindrances().isEmpty());
        sql.update("UPDATE job SET codecs = 'AV1' WHERE jobID = ?", job);
        sql.update("UPDATE node SET codecs = 'H264' WHERE nodeUUID = ?", (Object) bytes);
        assertReason(job, WaitingReason.Code.NO_CODEC, "does not encode AV1", "Start a node that encodes AV1");
        sql.update("UPDATE node SET codecs = 'AV1,H264,H265' WHERE nodeUUID = ?", (Object) bytes);
        sql.update("UPDATE job SET encoder = 'another' WHERE jobID = ?", job);
        assertReason(job, WaitingReason.Code.NO_ENCODER, "another build", "try it again");
        sql.update("UPDATE job SET encoder = NULL WHERE jobID = ?", job);
        sql.update("UPDATE node SET roles = 'INGEST' WHERE nodeUUID = ?", (Object) bytes);
        assertReason(job, WaitingReason.Code.NO_NODE, "role transcode", "REELMILL_NODE_ROLES");
        sql.update("UPDATE node SET roles = 'EXPORT,INGEST,TRANSCODE' WHERE nodeUUID = ?", (Object) bytes);

        assertThat(reasons(job)).containsExactly(WaitingReason.Code.PAUSED);
    }

    @Test
    void saysThatAFilmIsNotPreparedWhileEnoughAre() {
        long enough = 5 + 2L * nodes.slots();
        for (long film = 0; film < enough; film++) {
            transcoding(1);
        }
        long job = transcoding(0);
        sql.update("UPDATE job SET status = 0, dateAdded = CURRENT_TIMESTAMP(3) WHERE jobID = ?", job);
        set(Policy.INGEST_ENABLED, "1");

        assertReason(job, WaitingReason.Code.ENOUGH_READY, "films that come first", "higher priority");
        assertThat(reasons(job)).hasSize(1);
        assertThat(claims.claimJob(TaskKind.INGEST, node(ALL_CODECS))).isEmpty();

        sql.update("UPDATE job SET priority = 100, ageing = 600000000, paused = TRUE WHERE jobID = ?", job);
        assertThat(claims.waitsForReadyFilms(jobs.get(uuidOf(job)))).isEmpty();
    }

    /** Found in review: after the policy was lowered, a lease could end before the next heartbeat. */
    @Test
    void beatsInTimeWhenLeasesBecomeShorter() {
        set(Policy.LEASE_SECONDS, "600");
        List<Object> before = lastAccess(self().uuid());
        until(() -> !lastAccess(self().uuid()).equals(before));
        List<Object> last = lastAccess(self().uuid());
        set(Policy.LEASE_SECONDS, Policy.LEASE_SECONDS.defaultValue());

        nodeLife.holdsLease(6);

        until(() -> !lastAccess(self().uuid()).equals(last));
    }

    @Test
    void saysThatTheNodeThatWorksOnAJobIsSilent() {
        long job = transcoding(1);
        claims.claimSegment(node(ALL_CODECS)).orElseThrow();
        assertThat(reasons(job)).isEmpty();

        sql.update(
                "UPDATE transcodeJob SET lease_until = TIMESTAMPADD(SECOND, 5, CURRENT_TIMESTAMP(3)) WHERE fk_jobID = ?",
                job);

        assertThat(reasons(job)).containsExactly(WaitingReason.Code.NODE_SILENT);
        until(() -> !reasons(job).contains(WaitingReason.Code.NODE_SILENT));
        assertThat(sql.numbers("SELECT crashes FROM transcodeJob WHERE fk_jobID = ?", job))
                .containsExactly(1L);
    }

    @Test
    void takesNoWorkWhileAFolderIsMissingAndGoesOnWhenItIsBack() throws IOException {
        long job = transcoding(1);
        sql.update("UPDATE job SET paused = TRUE WHERE jobID = ?", job);
        Path aside = folders.export().resolveSibling("export-aside");
        Files.move(folders.export(), aside);
        try {
            until(() -> self().hindrances().size() == Stage.values().length);
            assertThat(self().hindrances()).extracting(Hindrance::code).containsOnly(Hindrance.Code.FOLDER);
            assertThat(nodes.report(self().uuid()).state()).isEqualTo(NodeState.HINDERED);
            setStages("1");
            assertReason(job, WaitingReason.Code.FOLDER, "is missing", "Mount the folder");
            setStages("0");
            sql.update("UPDATE job SET paused = FALSE WHERE jobID = ?", job);
            fail(job, new MediaException(Kind.REFUSED, "The source is not there"));
            assertThat(sql.numbers("SELECT failures FROM transcodeJob WHERE fk_jobID = ?", job))
                    .as("the folder is to blame")
                    .containsExactly(0L);
        } finally {
            Files.move(aside, folders.export());
        }
        until(() -> self().hindrances().isEmpty());
    }

    @Test
    void refusesWorkThatNoNodeCanDoButKeepsWhatLiesInTheFolder() throws IOException {
        String name = "nodes-" + Uuids.random() + ".mp4";
        Files.writeString(folders.source().resolve(name), "waits");
        sql.update("INSERT INTO output (maxX, maxY, codec, preset) VALUES (98, 54, 'AV1', 'fast')");
        sql.update("UPDATE node SET codecs = 'H264'");
        try {
            assertThatThrownBy(() -> jobs.submit(name, order("API")))
                    .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.field())
                            .isEqualTo("outputs"))
                    .hasMessageContaining("AV1");
            jobs.cancel(jobs.submit(name, order("FOLDER")).uuid());
        } finally {
            sql.update("UPDATE node SET codecs = 'AV1,H264,H265'");
            sql.update("DELETE FROM output WHERE maxX = 98");
        }
        until(() -> sql.number("SELECT COUNT(*) FROM job WHERE sourceName = ? AND cleaned = FALSE", name) == 0);
        Files.delete(folders.quarantine().resolve(name));
        Files.delete(folders.quarantine().resolve(name + ".reason.txt"));
    }

    @Test
    void joinsAnewAsItWasWhenItsRowVanishes() {
        UUID before = self().uuid();
        nodes.deauthorise(before, "As the test wants it");
        // by a heartbeat it learns what people have decided about it; the next one begins when that has ended
        List<Object> seen = lastAccess(before);
        until(() -> !lastAccess(before).equals(seen));
        List<Object> again = lastAccess(before);
        until(() -> !lastAccess(before).equals(again));

        sql.update("DELETE FROM node WHERE nodeUUID = ?", (Object) Uuids.toBytes(before));

        until(() -> !nodeLife.self().orElseThrow().uuid().equals(before));
        assertThat(self().authorised()).isFalse();
        assertThat(self().reason()).contains("As the test wants it");
        assertThat(nodeLife.is(before)).isTrue();
    }

    @Test
    void aNodeThatJoinsWhileAllShallLeaveStaysAndSaysWhy() {
        NodeDuty late = new NodeDuty(nodes, trial, folders, space);
        ThisNode node = node(ALL_CODECS);
        nodes.join(node);
        PolicyValues all = policies.current().with(Policy.TERMINATE_ALL, "1");

        assertThat(late.shallLeave(nodes.find(node.uuid()), all)).isFalse();
        late.tell(node, late.hindrances(node, all));
        assertThat(nodes.find(node.uuid()).orElseThrow().hindrances())
                .extracting(Hindrance::code)
                .containsOnly(Hindrance.Code.LEAVING)
                .hasSize(3);
        assertThat(late.shallLeave(nodes.find(node.uuid()), policies.current())).isFalse();
        assertThat(late.shallLeave(nodes.find(node.uuid()), all))
                .as("this time it was there before")
                .isTrue();
    }

    @Test
    void aDrainedNodeTakesNothingAndStays() {
        long job = transcoding(1);
        UUID self = self().uuid();
        nodes.drain(self, true);
        set(Policy.TRANSCODE_ENABLED, "1");

        assertThat(nodes.report(self).state()).isEqualTo(NodeState.DRAINED);
        assertThat(nodeLife.self()).isPresent();
        assertThat(sql.numbers("SELECT fence FROM transcodeJob WHERE fk_jobID = ?", job))
                .containsExactly(0L);
        nodes.drain(self, false);
        // it is claimed now, and a job that was never probed is refused (S4.39)
        until(() -> statusOf(job) == JobStatus.ERROR);
    }

    @Test
    void closesTheExecutionsOfANodeThatWasPurgedAndNoOthers() {
        ThisNode silent = node(ALL_CODECS);
        ThisNode alive = node(ALL_CODECS);
        nodes.join(silent);
        nodes.join(alive);
        long orphan = execution(silent);
        long running = execution(alive);
        sql.update(
                "UPDATE node SET lastAccess = TIMESTAMPADD(SECOND, -7200, CURRENT_TIMESTAMP(3)) WHERE nodeUUID = ?",
                (Object) Uuids.toBytes(silent.uuid()));

        until(() -> statusOfExecution(orphan).equals("FAILED"));
        assertThat(nodes.find(silent.uuid())).isEmpty();
        assertThat(statusOfExecution(running)).isEqualTo("STARTED");
        sql.update("UPDATE JOB_EXECUTION SET BATCHSTATUS = 'FAILED' WHERE JOBEXECUTIONID = ?", running);
    }

    @Test
    void removesWhatDeadAttemptsLeftAndNothingElse() throws IOException {
        long job = transcoding(3);
        UUID uuid = uuidOf(job);
        Path folder = Files.createDirectories(files.transcodeFolder(uuid));
        sql.update("UPDATE transcodeJob SET status = 2, fence = 2 WHERE fk_jobID = ? AND segmentPart = 0", job);
        sql.update(
                "UPDATE transcodeJob SET status = 1, fence = 3, lease_until = TIMESTAMPADD(SECOND, 600,"
                        + " CURRENT_TIMESTAMP(3)) WHERE fk_jobID = ? AND segmentPart = 1",
                job);
        sql.update("UPDATE transcodeJob SET fence = 1 WHERE fk_jobID = ? AND segmentPart = 2", job);
        sql.update(
                "INSERT INTO part (fk_transcodeJobID, rendition, fence, frames, bytes, sha256, secondsNum, secondsDen,"
                        + " streamHeaders) SELECT transcodeJobID, 'b', 1, 1, 1, 'x', 1, 1, 'x' FROM transcodeJob"
                        + " WHERE fk_jobID = ? AND segmentPart = 0",
                job);
        List<String> alive =
                List.of("0_a.2.mp4", "0_b.1.mp4", "0.2.hash", "tmp-1_a.3.mp4", "tmp-1.3.hash", "1_a.4.mp4", "note.txt");
        List<String> dead = List.of("tmp-0_a.1.mp4", "0.1.hash", "1_a.2.mp4", "tmp-2_a.1.mp4", "2_b_c.d.1.mp4");
        for (String name : Stream.concat(alive.stream(), dead.stream()).toList()) {
            Files.writeString(folder.resolve(name), name);
        }

        sql.update("INSERT INTO verifyJob (fk_jobID, status, fence) VALUES (?, 1, 2)", job);
        Path ingest = Files.createDirectories(files.ingestFolder(uuid));
        Path dying = Files.createFile(ingest.resolve("tmp-1-frames.hash"));
        Path living = Files.createFile(ingest.resolve("tmp-2-frames.hash"));

        assertThat(deadAttempts.sweep(job)).isEqualTo(dead.size() + 1);

        assertThat(dying).doesNotExist();
        assertThat(living).exists();

        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(alive);
        }
        JobFiles.removeTree(folder);
        JobFiles.removeTree(ingest);
    }

    private void assertReason(long job, WaitingReason.Code code, String text, String remedy) {
        assertThat(waiting.reasons(uuidOf(job)))
                .filteredOn(reason -> reason.code() == code)
                .singleElement()
                .satisfies(reason -> {
                    assertThat(reason.text().english()).contains(text);
                    assertThat(reason.remedy().english()).contains(remedy);
                });
    }

    private List<WaitingReason.Code> reasons(long job) {
        return waiting.reasons(uuidOf(job)).stream().map(WaitingReason::code).toList();
    }

    /** This node takes the first segment of the job and it comes to nothing. */
    private void fail(long job, MediaException cause) {
        Path source = files.source(
                sql.texts("SELECT sourceName FROM job WHERE jobID = ?", job).get(0));
        try {
            // a job whose source is gone has failed for that reason alone
            Files.writeString(source, "no film");
            failWithSource(job, cause);
            Files.delete(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void failWithSource(long job, MediaException cause) {
        ThisNode self = nodeLife.self().orElseThrow();
        List<Object> row = sql.rows("SELECT transcodeJobID, fence FROM transcodeJob WHERE fk_jobID = ?", job)
                .get(0);
        long fence = ((Number) row.get(1)).longValue() + 1;
        sql.update(
                "UPDATE transcodeJob SET status = 1, fence = ?, fk_nodeUUID = ?, lease_until = TIMESTAMPADD(SECOND, 600,"
                        + " CURRENT_TIMESTAMP(3)) WHERE transcodeJobID = ?",
                fence,
                Uuids.toBytes(self.uuid()),
                row.get(0));
        failures.failed(
                new Claim(TaskKind.TRANSCODE, ((Number) row.get(0)).longValue(), job, uuidOf(job), self.uuid(), fence),
                cause);
    }

    private void allowAgain(long job, int secondsAgo) {
        sql.update(
                "UPDATE transcodeJob SET not_before = TIMESTAMPADD(SECOND, ?, CURRENT_TIMESTAMP(3)) WHERE fk_jobID = ?",
                -secondsAgo,
                job);
    }

    private long execution(ThisNode node) {
        sql.update("INSERT INTO JOB_INSTANCE (JOBNAME, APPLICATIONNAME) VALUES ('nodes', 'nodes')");
        long instance = sql.number("SELECT MAX(JOBINSTANCEID) FROM JOB_INSTANCE");
        sql.update(
                "INSERT INTO JOB_EXECUTION (JOBINSTANCEID, CREATETIME, STARTTIME, BATCHSTATUS, NODEUUID)"
                        + " VALUES (?, CURRENT_TIMESTAMP(3), CURRENT_TIMESTAMP(3), 'STARTED', ?)",
                instance,
                Uuids.toBytes(node.uuid()));
        return sql.number("SELECT MAX(JOBEXECUTIONID) FROM JOB_EXECUTION WHERE JOBINSTANCEID = ?", instance);
    }

    private String statusOfExecution(long execution) {
        return sql.texts("SELECT BATCHSTATUS FROM JOB_EXECUTION WHERE JOBEXECUTIONID = ?", execution)
                .get(0);
    }

    private Node self() {
        return nodes.find(nodeLife.self().orElseThrow().uuid()).orElseThrow();
    }

    private List<Object> lastAccess(UUID node) {
        return new ArrayList<>(sql.rows("SELECT lastAccess FROM node WHERE nodeUUID = ?", (Object) Uuids.toBytes(node))
                .get(0));
    }

    private static ThisNode node(Set<String> codecs) {
        Set<Stage> all = new HashSet<>(EnumSet.allOf(Stage.class));
        return new ThisNode(Uuids.random(), "nodes", all, 2, "A", new Abilities(2, 0, codecs, List.of()));
    }

    private long transcoding(int segments) {
        UUID uuid = Uuids.random();
        String name = "nodes-" + uuid + ".mp4";
        sql.update(
                "INSERT INTO job (jobUUID, sourceName, sourceKey, status) VALUES (?, ?, ?, 2)",
                Uuids.toBytes(uuid),
                name,
                Jobs.key(name));
        long job = sql.number("SELECT jobID FROM job WHERE jobUUID = ?", (Object) Uuids.toBytes(uuid));
        for (int part = 0; part < segments; part++) {
            sql.update(
                    "INSERT INTO transcodeJob (fk_jobID, segmentPart, startPts, endPts, frames) VALUES (?, ?, 0, 1, 1)",
                    job,
                    part);
        }
        return job;
    }

    private UUID uuidOf(long job) {
        return Uuids.fromBytes((byte[])
                sql.rows("SELECT jobUUID FROM job WHERE jobID = ?", job).get(0).get(0));
    }

    private JobStatus statusOf(long job) {
        return JobStatus.of((int) sql.number("SELECT status FROM job WHERE jobID = ?", job));
    }

    private static JobOrder order(String origin) {
        return new JobOrder(origin, 0, Optional.empty(), List.of());
    }

    private void set(Policy policy, String value) {
        sql.update("UPDATE policy SET value = ? WHERE policy = ?", value, policy.key());
    }

    private void setStages(String value) {
        for (TaskKind kind : TaskKind.values()) {
            set(kind.stageSwitch(), value);
        }
    }

    private static void until(Callable<Boolean> condition) {
        await().pollInSameThread().atMost(PATIENCE).until(condition);
    }
}
