package org.reelmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reelmill.node.Abilities;
import org.reelmill.node.NodeLife;
import org.reelmill.node.ThisNode;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.Stage;
import org.reelmill.shared.Uuids;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.Sql;

/** A segment that two nodes have in hand. The stages are switched off, so that the server's own node takes nothing. */
class BackupAttemptsIT extends ReelmillIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ThisNode slow = node("slow");
    private final ThisNode fast = node("fast");

    @Inject
    private Claims claims;

    @Inject
    private Foreman foreman;

    @Inject
    private Jobs jobs;

    @Inject
    private NodeLife nodeLife;

    @Inject
    private Policies policies;

    @Inject
    private Completion completion;

    @Resource
    private ContextService contexts;

    @Resource(lookup = "java:app/jdbc/reelmill")
    private DataSource dataSource;

    private Sql sql;
    private UUID job;
    private long task;

    /** One segment is done, at 100 pictures a second, one nearly so; the slow node has done 50 pictures of the last in 10 seconds. */
    @BeforeEach
    void lastSegmentOfAFilmIsWithASlowNode() {
        sql = new Sql(dataSource);
        Stages.switchOff(sql, nodeLife, foreman);
        await().pollInSameThread().atMost(PATIENCE).until(() -> policies.recent()
                .isOn(Policy.BACKUP_ATTEMPTS));
        job = Uuids.random();
        sql.update(
                "INSERT INTO job (jobUUID, sourceName, status) VALUES (?, ?, 2)",
                Uuids.toBytes(job),
                "backup-" + job + ".mp4");
        long id = sql.number("SELECT jobID FROM job WHERE jobUUID = ?", (Object) Uuids.toBytes(job));
        sql.update(
                "INSERT INTO transcodeJob (fk_jobID, segmentPart, startPts, endPts, frames, framesDone, status, doneBy, encodeMillis)"
                        + " VALUES (?, 0, 0, 1, 500, 500, 2, 'fast', 5000), (?, 1, 1, 2, 500, 0, 0, NULL, NULL)",
                id,
                id);
        sql.update(
                "INSERT INTO transcodeJob (fk_jobID, segmentPart, startPts, endPts, frames, framesDone, status, fence, fk_nodeUUID,"
                        + " started, lease_until) VALUES (?, 2, 2, 3, 500, 499, 1, 1, ?, CURRENT_TIMESTAMP(3),"
                        + " TIMESTAMPADD(HOUR, 1, CURRENT_TIMESTAMP(3)))",
                id,
                Uuids.toBytes(Uuids.random()));
        task = sql.number("SELECT transcodeJobID FROM transcodeJob WHERE fk_jobID = ? AND segmentPart = 1", id);
    }

    @AfterEach
    void switchStagesOn() {
        sql.update("UPDATE policy SET value = '1' WHERE policy = 'backupAttempts'");
        sql.update("DELETE FROM job WHERE sourceName LIKE 'backup-%'");
        Stages.switchOn(sql);
    }

    @Test
    void theFirstAttemptWinsWhenItEndsFirst() throws Exception {
        Claim first = claim();
        Claim backup = backup();
        assertThat(List.of(first.fence(), backup.fence())).containsExactly(1L, 2L);
        assertThat(claims.renew(first, 60, 60)).isTrue();
        assertThat(claims.renew(backup, 60, 10)).isTrue();
        assertThat(row())
                .as("the progress is that of the first")
                .isEqualTo("1 fence 1 backup 2 failures 0 crashes 0 done 60");

        assertThat(complete(first)).isTrue();

        assertThatNothingIsGranted(backup);
        assertThat(row()).isEqualTo("2 fence 1 backup 2 failures 0 crashes 0 done 60");
        assertThat(sql.rows(
                        "SELECT fk_nodeUUID, lease_until, fk_backupUUID, backup_until FROM transcodeJob"
                                + " WHERE transcodeJobID = ?",
                        task))
                .allSatisfy(row -> assertThat(row).containsOnlyNulls());
        sql.update("UPDATE transcodeJob SET status = 0 WHERE transcodeJobID = ?", task);
        assertThat(claims.claimSegment(slow))
                .as("a fence is never given twice")
                .map(Claim::fence)
                .contains(3L);
    }

    @Test
    void theBackupWinsWhenItEndsFirst() throws Exception {
        Claim first = claim();
        Claim backup = backup();

        assertThat(complete(backup)).isTrue();

        assertThatNothingIsGranted(first);
        assertThat(row()).isEqualTo("2 fence 2 backup 2 failures 0 crashes 0 done 50");
    }

    @Test
    void theBackupGoesOnAloneWhenTheFirstFails() throws Exception {
        Claim first = claim();
        Claim backup = backup();

        assertThat(claims.fail(first, false, "broke")).isTrue();

        assertThatNothingIsGranted(first);
        assertThat(row()).isEqualTo("1 fence 2 backup 2 failures 1 crashes 0 done 50");
        assertThat(claims.renew(backup, 60, 70)).isTrue();
        assertThat(complete(backup)).isTrue();
    }

    @Test
    void theFirstGoesOnAloneWhenTheBackupFails() throws Exception {
        Claim first = claim();
        Claim backup = backup();

        assertThat(claims.fail(backup, false, "broke")).isTrue();

        assertThatNothingIsGranted(backup);
        assertThat(row()).isEqualTo("1 fence 1 backup 2 failures 1 crashes 0 done 50");
        assertThat(backup().fence()).isEqualTo(3);
        assertThat(complete(first)).isTrue();
    }

    @Test
    void aFatalFailureOfEitherEndsTheSegmentForBoth() throws Exception {
        Claim first = claim();
        Claim backup = backup();

        assertThat(claims.fail(backup, true, "no film")).isTrue();

        assertThatNothingIsGranted(first);
        assertThatNothingIsGranted(backup);
        assertThat(row()).startsWith("13 ");
    }

    @Test
    void theLossOfEitherNodeIsHarmless() throws Exception {
        claim();
        Claim backup = backup();
        sql.update(
                "UPDATE transcodeJob SET lease_until = TIMESTAMPADD(SECOND, -1, CURRENT_TIMESTAMP(3))"
                        + " WHERE transcodeJobID = ?",
                task);
        await().pollInSameThread().atMost(PATIENCE).untilAsserted(() -> assertThat(row())
                .isEqualTo("1 fence 2 backup 2 failures 0 crashes 1 done 50"));

        ThisNode third = node("third");
        makeSlow();
        Claim another = claims.claimBackup(third).orElseThrow();
        assertThat(another.fence()).isEqualTo(3);
        sql.update(
                "UPDATE transcodeJob SET backup_until = TIMESTAMPADD(SECOND, -1, CURRENT_TIMESTAMP(3))"
                        + " WHERE transcodeJobID = ?",
                task);
        await().pollInSameThread().atMost(PATIENCE).untilAsserted(() -> assertThat(row())
                .isEqualTo("1 fence 2 backup 3 failures 0 crashes 2 done 50"));
        assertThatNothingIsGranted(another);
        assertThat(complete(backup)).isTrue();
    }

    @Test
    void aNodeThatLeavesHandsOver() throws Exception {
        Claim first = claim();
        Claim backup = backup();
        claims.releaseAll(slow.uuid());
        assertThatNothingIsGranted(first);
        assertThat(row()).isEqualTo("1 fence 2 backup 2 failures 0 crashes 0 done 50");

        claims.releaseAll(fast.uuid());
        assertThatNothingIsGranted(backup);
        assertThat(row()).startsWith("0 fence 2 backup 2 ");
    }

    @Test
    void whoCancelsStopsBoth() throws Exception {
        Claim first = claim();
        Claim backup = backup();

        jobs.cancel(job);

        assertThatNothingIsGranted(first);
        assertThatNothingIsGranted(backup);
        assertThat(row()).startsWith("0 fence 3 backup 2 ");
    }

    @Test
    void backsUpNothingThatAnybodyMayBeginNorItsOwnNorThatIsNotSlow() {
        Claim first = claim();
        assertThat(claims.claimBackup(slow)).as("its own").isEmpty();
        sql.update("UPDATE transcodeJob SET framesDone = 400 WHERE transcodeJobID = ?", task);
        assertThat(claims.claimBackup(fast)).as("nearly done").isEmpty();
        makeSlow();
        sql.update(
                "INSERT INTO transcodeJob (fk_jobID, segmentPart, startPts, endPts, frames) VALUES (?, 3, 3, 4, 500)",
                first.jobId());
        assertThat(claims.claimBackup(fast)).as("there is one to begin").isEmpty();
        sql.update("DELETE FROM transcodeJob WHERE fk_jobID = ? AND segmentPart = 3", first.jobId());

        assertThat(claims.claimBackup(fast)).isPresent();
        assertThat(claims.claimBackup(node("third"))).as("backed up already").isEmpty();
    }

    @Test
    void exactlyOneCountsWhenBothEndAtTheSameMoment() throws Exception {
        for (int round = 0; round < 20; round++) {
            // a node leaves what failed on it to others for a while
            Claim first = claim(node("slow"));
            Claim backup = backup();
            boolean fails = round % 2 == 1;

            List<Boolean> granted = together(
                    () -> fails ? claims.fail(first, false, "broke") : complete(first), () -> complete(backup));

            List<Object> row = sql.rows(
                            "SELECT status, fence, failures FROM transcodeJob WHERE transcodeJobID = ?", task)
                    .get(0);
            assertThat(row.get(0)).isEqualTo(2);
            if (fails) {
                assertThat(granted.get(1)).isTrue();
                assertThat(row.get(1)).isEqualTo(backup.fence());
                assertThat(row.get(2)).isEqualTo(granted.get(0) ? 1 : 0);
            } else {
                assertThat(granted).containsOnlyOnce(true);
                assertThat(row.get(1)).isEqualTo(granted.get(0) ? first.fence() : backup.fence());
            }
            sql.update(
                    "UPDATE transcodeJob SET status = 0, failures = 0, not_before = NULL WHERE transcodeJobID = ?",
                    task);
        }
    }

    private List<Boolean> together(Callable<Boolean> one, Callable<Boolean> other) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Boolean> answers = new ArrayList<>();
            for (Future<Boolean> answer : threads.invokeAll(List.of(at(start, one), at(start, other)))) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    private Callable<Boolean> at(CyclicBarrier start, Callable<Boolean> call) {
        return contexts.contextualCallable(() -> {
            start.await();
            return call.call();
        });
    }

    @Test
    void backsUpNothingByPolicy() {
        claim();
        sql.update("UPDATE policy SET value = '0' WHERE policy = ?", Policy.BACKUP_ATTEMPTS.key());

        await().pollInSameThread().atMost(PATIENCE).untilAsserted(() -> assertThat(claims.hasSlowSegments(fast))
                .isFalse());
        assertThat(claims.claimBackup(fast)).isEmpty();
    }

    private Claim claim() {
        return claim(slow);
    }

    private Claim claim(ThisNode node) {
        Claim claim = claims.claimSegment(node).orElseThrow();
        makeSlow();
        return claim;
    }

    private void makeSlow() {
        sql.update(
                "UPDATE transcodeJob SET framesDone = 50, started = TIMESTAMPADD(SECOND, -10, CURRENT_TIMESTAMP(3)),"
                        + " lease_until = TIMESTAMPADD(HOUR, 1, CURRENT_TIMESTAMP(3)) WHERE transcodeJobID = ?",
                task);
    }

    private Claim backup() {
        Claim backup = claims.claimBackup(fast).orElseThrow();
        assertThat(claims.renew(backup, 3600, 0)).isTrue();
        return backup;
    }

    private boolean complete(Claim claim) {
        return completion.of(claim);
    }

    private void assertThatNothingIsGranted(Claim claim) throws Exception {
        String before = row();
        assertThat(claims.renew(claim, 3600, 499)).isFalse();
        assertThat(claims.fail(claim, true, "not mine")).isFalse();
        assertThat(claims.release(claim)).isFalse();
        assertThat(complete(claim)).isFalse();
        assertThat(row()).isEqualTo(before);
    }

    private String row() {
        return "%s fence %s backup %s failures %s crashes %s done %s"
                .formatted(sql.rows(
                                "SELECT status, fence, backupFence, failures, crashes, framesDone FROM transcodeJob"
                                        + " WHERE transcodeJobID = ?",
                                task)
                        .get(0)
                        .toArray());
    }

    private static ThisNode node(String name) {
        return new ThisNode(
                Uuids.random(),
                name,
                EnumSet.allOf(Stage.class),
                1,
                "A",
                new Abilities(2, 0, Set.of("H264", "H265", "AV1"), List.of()));
    }
}
