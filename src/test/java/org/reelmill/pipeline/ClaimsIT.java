package org.reelmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reelmill.media.MediaException;
import org.reelmill.node.Abilities;
import org.reelmill.node.NodeLife;
import org.reelmill.node.NodeRegistry;
import org.reelmill.node.ThisNode;
import org.reelmill.settings.Stage;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.Uuids;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.Sql;

/**
 * Who may work on what, in the real database. The stages are switched off, so that the server's own node takes nothing; its
 * maintenance runs all the time.
 */
class ClaimsIT extends ReelmillIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int THREADS = 8;

    @Inject
    private Claims claims;

    @Inject
    private QueueRepository queueRepository;

    @Inject
    private ClaimRepository claimRepository;

    @Inject
    private JobRepository jobRepository;

    @Inject
    private Foreman foreman;

    @Inject
    private Jobs jobs;

    @Inject
    private TaskFailures failures;

    @Inject
    private Maintenance maintenance;

    @Inject
    private NodeLife nodeLife;

    @Inject
    private NodeRegistry nodes;

    @Inject
    private UserTransaction transaction;

    @Resource
    private ContextService contexts;

    @Resource(lookup = "java:app/jdbc/reelmill")
    private DataSource dataSource;

    private Sql sql;

    @BeforeEach
    void switchStagesOff() {
        sql = new Sql(dataSource);
        Stages.switchOff(sql, nodeLife, foreman);
    }

    @AfterEach
    void switchStagesOn() {
        sql.update("DELETE FROM job WHERE sourceName LIKE 'claims-%'");
        sql.update("DELETE FROM node WHERE name = 'claims'");
        Stages.switchOn(sql);
    }

    @Test
    void givesASegmentToOneHoweverManyAsk() throws Exception {
        long job = transcoding(0, 1);
        for (long round = 1; round <= 10; round++) {
            List<Claim> winners = race(() -> claims.claimSegment(node("A")));

            assertThat(winners).hasSize(1);
            assertThat(winners.get(0).fence()).isEqualTo(round);
            assertThat(claims.release(winners.get(0))).isTrue();
        }
        assertThat(sql.numbers("SELECT fence FROM transcodeJob WHERE fk_jobID = ?", job))
                .containsExactly(10L);
    }

    @Test
    void givesEverySegmentOnceWhenAllAreWanted() throws Exception {
        int segments = 40;
        long job = transcoding(0, segments);
        List<Claim> taken = new ArrayList<>();
        for (int round = 0; taken.size() < segments && round < segments; round++) {
            taken.addAll(race(() -> claims.claimSegment(node("A"))));
        }

        assertThat(taken).extracting(Claim::taskId).doesNotHaveDuplicates().hasSize(segments);
        assertThat(taken).extracting(Claim::fence).containsOnly(1L);
        assertThat(sql.number("SELECT COUNT(*) FROM transcodeJob WHERE fk_jobID = ? AND status = 1 AND fence = 1", job))
                .isEqualTo(segments);
    }

    @Test
    void givesAnExportToOneAndMovesItsJobAlong() throws Exception {
        long job = job(JobStatus.TRANSCODED, 0);
        sql.update("INSERT INTO exportJob (fk_jobID) VALUES (?)", job);

        assertThat(race(() -> claims.claimJob(TaskKind.EXPORT, node("A")))).hasSize(1);
        assertThat(statusOf(job)).isEqualTo(JobStatus.EXPORTING);
    }

    @Test
    void refusesWhateverAnOldFenceAsksFor() throws Exception {
        transcoding(0, 1);
        ThisNode node = node("A");
        Claim old = claims.claimSegment(node).orElseThrow();
        claims.release(old);
        Claim now = claims.claimSegment(node).orElseThrow();

        assertThatNothingIsGranted(old);
        assertThat(now.fence()).isEqualTo(old.fence() + 1);
        assertThat(complete(now)).isTrue();
    }

    @Test
    void refusesWhateverAnotherNodeAsksFor() throws Exception {
        transcoding(0, 1);
        Claim claim = claims.claimSegment(node("A")).orElseThrow();

        assertThatNothingIsGranted(
                new Claim(claim.kind(), claim.taskId(), claim.jobId(), claim.jobUuid(), Uuids.random(), claim.fence()));
        assertThat(claims.renew(claim, 60, 5)).isTrue();
        assertThat(complete(claim)).isTrue();
    }

    @Test
    void refusesToEndATaskTwice() throws Exception {
        transcoding(0, 2);
        Claim claim = claims.claimSegment(node("A")).orElseThrow();
        assertThat(complete(claim)).isTrue();

        assertThatNothingIsGranted(claim);
    }

    @Test
    void opensATaskAgainWhoseLeaseEnded() throws Exception {
        long job = transcoding(0, 1);
        Claim lost = claims.claimSegment(node("A")).orElseThrow();
        endLeases(job);

        awaitTask(job, "0 crashes 1 failures 0 fence 1");
        assertThatNothingIsGranted(lost);
        assertThat(claims.claimSegment(node("A"))).map(Claim::fence).contains(2L);
        assertThat(statusOf(job)).isEqualTo(JobStatus.TRANSCODING);
    }

    @Test
    void endsTheJobOfATaskThatCrashedTooOften() {
        long job = transcoding(0, 2);
        sql.update("UPDATE transcodeJob SET crashes = 2 WHERE fk_jobID = ?", job);
        Claim claim = claims.claimSegment(node("A")).orElseThrow();
        endLeases(job);

        await().pollInSameThread().atMost(PATIENCE).until(() -> statusOf(job) == JobStatus.ERROR);
        assertThat(taskOf(claim)).isEqualTo("13 crashes 3 failures 0 fence 1");
        assertThat(reasonOf(job)).isEqualTo("The node that worked on it fell silent");
    }

    @Test
    void keepsALeaseThatIsRenewed() {
        long job = transcoding(0, 1);
        Claim claim = claims.claimSegment(node("A")).orElseThrow();
        endLeasesIn(job, 2);

        assertThat(claims.renew(claim, 3600, 7)).isTrue();
        assertThat(claims.expire(TaskKind.TRANSCODE)).isZero();
        assertThat(sql.number("SELECT framesDone FROM transcodeJob WHERE fk_jobID = ?", job))
                .isEqualTo(7);
        assertThat(sql.number(
                        "SELECT COUNT(*) FROM transcodeJob WHERE fk_jobID = ?"
                                + " AND lease_until > TIMESTAMPADD(SECOND, 1800, CURRENT_TIMESTAMP(3))",
                        job))
                .isEqualTo(1);
    }

    @Test
    void countsAFailureFirstAndThenCompares() {
        long job = transcoding(0, 1);
        for (int failure = 1; failure <= 2; failure++) {
            Claim claim = claims.claimSegment(node("A")).orElseThrow();
            assertThat(claims.fail(claim, false, "broke")).isTrue();
            assertThat(taskOf(claim)).isEqualTo("0 crashes 0 failures " + failure + " fence " + failure);
            assertThat(claims.claimSegment(node("A")))
                    .as("held back for a while")
                    .isEmpty();
            sql.update("UPDATE transcodeJob SET not_before = NULL WHERE fk_jobID = ?", job);
        }
        Claim third = claims.claimSegment(node("A")).orElseThrow();
        assertThat(claims.fail(third, false, "broke for good")).isTrue();

        assertThat(taskOf(third)).isEqualTo("13 crashes 0 failures 3 fence 3");
        await().pollInSameThread().atMost(PATIENCE).until(() -> statusOf(job) == JobStatus.ERROR);
        assertThat(reasonOf(job)).isEqualTo("broke for good");
    }

    @Test
    void endsATaskAtOnceWhenTheCauseIsFatal() {
        long job = transcoding(0, 1);
        Claim claim = claims.claimSegment(node("A")).orElseThrow();

        assertThat(claims.fail(claim, true, "no film")).isTrue();
        assertThat(taskOf(claim)).isEqualTo("13 crashes 0 failures 1 fence 1");
        await().pollInSameThread().atMost(PATIENCE).until(() -> statusOf(job) == JobStatus.ERROR);
    }

    @Test
    void doesNotCountATaskThatWasGivenBack() {
        transcoding(0, 1);
        for (int time = 1; time <= 5; time++) {
            Claim claim = claims.claimSegment(node("A")).orElseThrow();
            assertThat(claims.release(claim)).isTrue();
            assertThat(taskOf(claim)).isEqualTo("0 crashes 0 failures 0 fence " + time);
        }
    }

    @Test
    void keepsTheSegmentsOfANodeWhoseRowVanished() throws Exception {
        long job = transcoding(0, 3);
        ThisNode node = node("A");
        nodes.join(node);
        claims.claimSegment(node).orElseThrow();
        Claim done = claims.claimSegment(node).orElseThrow();
        complete(done);
        claims.claimSegment(node).orElseThrow();

        assertThat(sql.update("DELETE FROM node WHERE nodeUUID = ?", (Object) Uuids.toBytes(node.uuid())))
                .isEqualTo(1);
        endLeases(job);

        await().pollInSameThread().atMost(PATIENCE).until(() -> sql.numbers(
                        "SELECT status FROM transcodeJob WHERE fk_jobID = ? ORDER BY status", job)
                .equals(List.of(0L, 0L, 2L)));
        assertThat(statusOf(job)).isEqualTo(JobStatus.TRANSCODING);
    }

    @Test
    void prefersPriorityThenAge() {
        long old = job(JobStatus.TRANSCODED, 0);
        long young = job(JobStatus.TRANSCODED, 0);
        long urgent = job(JobStatus.TRANSCODED, 7);
        for (long job : List.of(young, urgent, old)) {
            sql.update("INSERT INTO exportJob (fk_jobID) VALUES (?)", job);
        }

        assertThat(Stream.generate(() ->
                                claims.claimJob(TaskKind.EXPORT, node("A")).orElseThrow())
                        .limit(3))
                .extracting(Claim::jobId)
                .containsExactly(urgent, old, young);
    }

    /** At 600 seconds for a point, two hours are 12 points. */
    @Test
    void aJobThatHasWaitedLongPassesAMoreUrgentOne() {
        long old = added(7200, 0);
        long urgent = added(0, 10);
        long moreUrgent = added(0, 20);
        assertThat(queue()).containsExactly(moreUrgent, old, urgent);

        sql.update("UPDATE job SET priority = 13 WHERE jobID = ?", urgent);
        assertThat(queue()).as("changed by any SQL client").containsExactly(moreUrgent, urgent, old);

        sql.update("UPDATE policy SET value = '60' WHERE policy = 'ageing'");
        try {
            await().pollInSameThread().atMost(PATIENCE).untilAsserted(() -> assertThat(queue())
                    .containsExactly(old, moreUrgent, urgent));
        } finally {
            sql.update("UPDATE policy SET value = '600' WHERE policy = 'ageing'");
            await().pollInSameThread().atMost(PATIENCE).untilAsserted(() -> assertThat(queue())
                    .containsExactly(moreUrgent, urgent, old));
        }
    }

    /** Jobs that wait for their export, in the order in which they get it. */
    private List<Long> queue() {
        return queueRepository.openTasks(TaskKind.EXPORT, Long.MAX_VALUE).stream()
                .map(QueueRepository.Open::jobId)
                .toList();
    }

    private long added(int secondsAgo, int priority) {
        long job = job(JobStatus.TRANSCODED, priority);
        sql.update("INSERT INTO exportJob (fk_jobID) VALUES (?)", job);
        sql.update(
                "UPDATE job SET dateAdded = TIMESTAMPADD(SECOND, ?, CURRENT_TIMESTAMP(3)) WHERE jobID = ?",
                -secondsAgo,
                job);
        return job;
    }

    @Test
    void ingestsNoFurtherAheadThanTheFarmNeedsButWhatIsMoreUrgent() {
        int enough = 5 + 2 * nodes.slots();
        IntStream.range(0, enough).forEach(number -> job(JobStatus.TRANSCODING, 0));
        long next = imported(0);
        assertThat(claims.claimJob(TaskKind.INGEST, node("A"))).isEmpty();

        long urgent = imported(1);
        assertThat(claims.claimJob(TaskKind.INGEST, node("A")))
                .map(Claim::jobId)
                .contains(urgent);

        sql.update("DELETE FROM job WHERE sourceName LIKE 'claims-%' AND status = 2");
        assertThat(claims.claimJob(TaskKind.INGEST, node("A")))
                .map(Claim::jobId)
                .contains(next);
    }

    private long imported(int priority) {
        long job = job(JobStatus.IMPORTED, priority);
        sql.update("INSERT INTO ingestJob (fk_jobID) VALUES (?)", job);
        return job;
    }

    @Test
    void prefersTheMoreUrgentJobAndItsFirstSegments() {
        transcoding(0, 30);
        long urgent = transcoding(1, 30);

        List<Claim> first = Stream.generate(() -> claims.claimSegment(node("A")).orElseThrow())
                .limit(4)
                .toList();

        assertThat(first).extracting(Claim::jobId).containsOnly(urgent);
        assertThat(sql.numbers("SELECT segmentPart FROM transcodeJob WHERE fk_jobID = ? AND status = 1", urgent))
                .hasSize(4)
                .allMatch(part -> part < 12);
    }

    @Test
    void spreadsNodesOverJobsOfTheSamePriority() {
        IntStream.range(0, 4).forEach(number -> transcoding(0, 30));
        List<ThisNode> farm = Stream.generate(() -> node("A")).limit(4).toList();
        farm.forEach(nodes::join);
        try {
            // the server's own node is the fifth: two of five may begin at one of the four jobs
            assertThat(farm.stream()
                            .map(node -> claims.claimSegment(node).orElseThrow())
                            .map(Claim::jobId)
                            .distinct())
                    .hasSizeGreaterThan(2);
        } finally {
            farm.forEach(node -> nodes.leave(node.uuid()));
        }
    }

    /** On MariaDB ({@code -Dtest.database=mariadb}) each deadlock would be an error here. */
    @Test
    void whoClaimsFailsCutsAnewAndCancelsAtOnceGetsThrough() throws Exception {
        for (int round = 0; round < 30; round++) {
            long job = transcoding(0, 12);
            UUID uuid = Uuids.fromBytes((byte[]) sql.rows("SELECT jobUUID FROM job WHERE jobID = ?", job)
                    .get(0)
                    .get(0));
            MediaException.Kind failure = round % 2 == 0 ? MediaException.Kind.REFUSED : MediaException.Kind.CUT_UNSAFE;
            List<Callable<Optional<Claim>>> people = new ArrayList<>();
            for (int node = 0; node < THREADS - 2; node++) {
                boolean fails = node % 2 == 0;
                people.add(() -> {
                    Optional<Claim> claim = claims.claimSegment(node("A"));
                    if (claim.isPresent() && fails) {
                        failures.failed(claim.get(), new MediaException(failure, "as the test wants it"));
                    } else if (claim.isPresent()) {
                        claims.renew(claim.get(), 3600, 1);
                    }
                    return claim;
                });
            }
            people.add(() -> {
                maintenance.run();
                return Optional.empty();
            });
            boolean late = round % 3 == 0;
            people.add(() -> {
                if (late) {
                    maintenance.run();
                }
                try {
                    jobs.cancel(uuid);
                } catch (ConflictException e) {
                    // it has failed before
                }
                return Optional.empty();
            });

            assertThat(together(people)).allMatch(claim -> claim.jobId() == job);
            assertThat(statusOf(job)).isIn(JobStatus.CANCELLED, JobStatus.ERROR);
            assertThat(sql.number("SELECT COUNT(*) FROM transcodeJob WHERE fk_jobID = ? AND status = 1", job))
                    .isZero();
        }
    }

    /** All nodes on one film would wait for each other otherwise. */
    @Test
    void doesNotWaitForTheRowOfTheJobOnceItIsBound() throws Exception {
        long job = transcoding(0, 3);
        claims.claimSegment(node("A")).orElseThrow();
        transaction.begin();
        try {
            jobRepository.lockRow(job);

            assertThat(race(() -> claims.claimSegment(node("A")))).hasSize(2);
        } finally {
            transaction.rollback();
        }
    }

    /** A job is ended while a node is about to claim what it saw open: its segment has another fence now. */
    @Test
    void takesNothingThatWasSeenOpenBeforeItsJobEnded() {
        long job = transcoding(0, 1);
        ThisNode node = node("A");
        QueueRepository.OpenSegment seen =
                queueRepository.openSegments(job, node, 0).get(0);
        claims.revoke(job);
        sql.update("UPDATE job SET encoder = 'A' WHERE jobID = ?", job);

        assertThat(claimRepository.takeSegment(seen.task(), node.uuid(), "A", 60))
                .isFalse();
        assertThat(claims.claimSegment(node)).map(Claim::fence).contains(2L);
    }

    @Test
    void takesNothingOfAPausedJob() {
        long job = transcoding(0, 1);
        long export = job(JobStatus.TRANSCODED, 0);
        sql.update("INSERT INTO exportJob (fk_jobID) VALUES (?)", export);
        sql.update("UPDATE job SET paused = TRUE WHERE jobID IN (?, ?)", job, export);

        assertThat(claims.claimSegment(node("A"))).isEmpty();
        assertThat(claims.claimJob(TaskKind.EXPORT, node("A"))).isEmpty();

        sql.update("UPDATE job SET paused = FALSE WHERE jobID IN (?, ?)", job, export);
        assertThat(claims.claimSegment(node("A"))).isPresent();
        assertThat(claims.claimJob(TaskKind.EXPORT, node("A"))).isPresent();
    }

    @Test
    void takesNothingForAnUnauthorisedNodeNorWithoutAnActiveOutput() {
        Object self = Uuids.toBytes(nodeLife.self().orElseThrow().uuid());
        List<Long> active = sql.numbers("SELECT outputID FROM output WHERE active = TRUE");
        assertThat(active).isNotEmpty();
        try {
            sql.update("UPDATE node SET authorise = FALSE WHERE nodeUUID = ?", self);
            sql.update("UPDATE policy SET value = '1' WHERE policy = 'transcodeEnabled'");
            long job = transcoding(0, 1);
            assertThat(foreman.nextSegment()).isEmpty();

            sql.update("UPDATE output SET active = FALSE");
            sql.update("UPDATE node SET authorise = TRUE WHERE nodeUUID = ?", self);
            assertThat(foreman.nextSegment()).isEmpty();
            assertThat(sql.numbers("SELECT fence FROM transcodeJob WHERE fk_jobID = ?", job))
                    .containsExactly(0L);

            active.forEach(output -> sql.update("UPDATE output SET active = TRUE WHERE outputID = ?", output));
            // it is claimed now, and a job that was never probed is refused (S4.39)
            await().pollInSameThread().atMost(PATIENCE).until(() -> statusOf(job) == JobStatus.ERROR);
            assertThat(reasonOf(job)).contains("no media information");
        } finally {
            sql.update("UPDATE node SET authorise = TRUE WHERE nodeUUID = ?", self);
            active.forEach(output -> sql.update("UPDATE output SET active = TRUE WHERE outputID = ?", output));
        }
    }

    @Test
    void bindsAJobToTheEncoderOfItsFirstSegment() {
        long job = transcoding(0, 3);

        assertThat(claims.claimSegment(node("A"))).isPresent();
        assertThat(claims.claimSegment(node("B"))).isEmpty();
        assertThat(claims.hasOpenSegments(node("B"))).isFalse();
        assertThat(claims.claimSegment(node("A"))).isPresent();
        assertThat(sql.texts("SELECT encoder FROM job WHERE jobID = ?", job)).containsExactly("A");
    }

    /** Each thread stands for a node; all ask at the same moment. */
    /** By fence, so that several attempts at one task are told apart. */
    @Test
    void keepsWhatCameOfEveryAttempt() throws Exception {
        long job = transcoding(0, 1);
        claims.release(claims.claimSegment(node("A")).orElseThrow());
        claims.fail(claims.claimSegment(node("A")).orElseThrow(), false, "it broke");
        sql.update("UPDATE transcodeJob SET not_before = NULL WHERE fk_jobID = ?", job);
        claims.claimSegment(node("A")).orElseThrow();
        endLeases(job);
        awaitTask(job, "0 crashes 1 failures 1 fence 3");
        claims.claimSegment(node("A")).orElseThrow();
        claims.revoke(job);
        Claim last = claims.claimSegment(node("A")).orElseThrow();
        assertThat(complete(last)).isTrue();

        assertThat(sql.texts(
                        "SELECT CONCAT(fence, ' ', verdict, ' ', COALESCE(reason, '-')) FROM attempt"
                                + " WHERE fk_jobID = ? AND ended IS NOT NULL ORDER BY fence",
                        job))
                .containsExactly(
                        "1 RELEASED -", "2 FAILED it broke", "3 LOST The node fell silent", "4 REVOKED -", "6 DONE -");
        assertThat(sql.number("SELECT COUNT(*) FROM attempt WHERE fk_jobID = ?", job))
                .isEqualTo(5);
    }

    private List<Claim> race(Callable<Optional<Claim>> ask) throws Exception {
        return together(Stream.generate(() -> ask).limit(THREADS).toList());
    }

    /** @return the claims that were taken */
    private List<Claim> together(List<Callable<Optional<Claim>>> asking) throws Exception {
        CyclicBarrier start = new CyclicBarrier(asking.size());
        ExecutorService threads = Executors.newFixedThreadPool(asking.size());
        try {
            List<Callable<Optional<Claim>>> runners = asking.stream()
                    .map(ask -> contexts.contextualCallable(() -> {
                        start.await();
                        return ask.call();
                    }))
                    .toList();
            List<Claim> winners = new ArrayList<>();
            for (Future<Optional<Claim>> answer : threads.invokeAll(runners)) {
                answer.get().ifPresent(winners::add);
            }
            return winners;
        } finally {
            threads.shutdownNow();
        }
    }

    private void assertThatNothingIsGranted(Claim claim) throws Exception {
        Object before = rowOf(claim);
        assertThat(claims.release(claim)).isFalse();
        assertThat(claims.fail(claim, true, "not mine")).isFalse();
        assertThat(claims.renew(claim, 3600, 99)).isFalse();
        assertThat(complete(claim)).isFalse();
        assertThat(inTransaction(claim, claims::holds)).isFalse();
        assertThat(rowOf(claim)).isEqualTo(before);
    }

    private Object rowOf(Claim claim) {
        List<Object> row = new ArrayList<>(sql.rows(
                        "SELECT status, fence, failures, crashes, lease_until, framesDone, reason, fk_nodeUUID"
                                + " FROM transcodeJob WHERE transcodeJobID = ?",
                        claim.taskId())
                .get(0));
        byte[] node = (byte[]) row.remove(row.size() - 1);
        row.add(node == null ? null : Uuids.fromBytes(node));
        return row;
    }

    private boolean complete(Claim claim) throws Exception {
        return inTransaction(claim, claims::complete);
    }

    private boolean inTransaction(Claim claim, Predicate<Claim> call) throws Exception {
        transaction.begin();
        try {
            return call.test(claim);
        } finally {
            transaction.commit();
        }
    }

    private long transcoding(int priority, int segments) {
        long job = job(JobStatus.TRANSCODING, priority);
        for (int part = 0; part < segments; part++) {
            sql.update(
                    "INSERT INTO transcodeJob (fk_jobID, segmentPart, startPts, endPts, frames) VALUES (?, ?, 0, 1, 1)",
                    job,
                    part);
        }
        return job;
    }

    private long job(JobStatus status, int priority) {
        UUID uuid = Uuids.random();
        sql.update(
                "INSERT INTO job (jobUUID, sourceName, status, priority) VALUES (?, ?, ?, ?)",
                Uuids.toBytes(uuid),
                "claims-" + uuid + ".mp4",
                status.code(),
                priority);
        return sql.number("SELECT jobID FROM job WHERE jobUUID = ?", (Object) Uuids.toBytes(uuid));
    }

    private static ThisNode node(String encoder) {
        Set<Stage> all = new HashSet<>(EnumSet.allOf(Stage.class));
        return new ThisNode(
                Uuids.random(),
                "claims",
                all,
                2,
                encoder,
                new Abilities(2, 0, Set.of("H264", "H265", "AV1"), List.of()));
    }

    private void endLeases(long job) {
        endLeasesIn(job, -1);
    }

    private void endLeasesIn(long job, int seconds) {
        sql.update(
                "UPDATE transcodeJob SET lease_until = TIMESTAMPADD(SECOND, ?, CURRENT_TIMESTAMP(3))"
                        + " WHERE fk_jobID = ? AND status = 1",
                seconds,
                job);
    }

    private void awaitTask(long job, String state) {
        long task = sql.number("SELECT transcodeJobID FROM transcodeJob WHERE fk_jobID = ?", job);
        await().pollInSameThread().atMost(PATIENCE).untilAsserted(() -> assertThat(taskOf(task))
                .isEqualTo(state));
    }

    private String taskOf(Claim claim) {
        return taskOf(claim.taskId());
    }

    private String taskOf(long task) {
        List<Object> row = sql.rows(
                        "SELECT status, crashes, failures, fence FROM transcodeJob WHERE transcodeJobID = ?", task)
                .get(0);
        return "%s crashes %s failures %s fence %s".formatted(row.toArray());
    }

    private JobStatus statusOf(long job) {
        return JobStatus.of((int) sql.number("SELECT status FROM job WHERE jobID = ?", job));
    }

    private String reasonOf(long job) {
        return sql.texts("SELECT reason FROM job WHERE jobID = ?", job).get(0);
    }
}
