package org.reelmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reelmill.node.NodeLife;
import org.reelmill.shared.Uuids;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.Sql;

/** Who deals with the files of an ended job: one node at a time, and nobody who has stood still too long. */
class CleanupIT extends ReelmillIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final UUID ONE = new UUID(1, 1);
    private static final UUID OTHER = new UUID(2, 2);

    @Inject
    private JobRepository jobs;

    @Inject
    private CleanupRepository repository;

    @Inject
    private Cleanup cleanup;

    @Inject
    private JobFiles files;

    @Inject
    private NodeLife nodeLife;

    @Inject
    private Foreman foreman;

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
        sql.update("DELETE FROM job WHERE sourceName LIKE 'cleanup-%'");
        Stages.switchOn(sql);
    }

    @Test
    void leavesAJobAloneThatAnotherNodeCleans() throws IOException {
        long job = failedJob(ONE, 600);
        Path part = part(job);

        assertThat(repository.claim(job, OTHER, 60)).isFalse();
        cleanup.run();
        assertThat(part).exists();

        // the other node died in the middle
        sql.update(
                "UPDATE job SET cleaning_until = TIMESTAMPADD(SECOND, -1, CURRENT_TIMESTAMP(3)) WHERE jobID = ?", job);
        await().pollInSameThread().atMost(SOON).until(() -> {
            cleanup.run();
            return jobs.find(job).filter(PipelineJob::cleaned).isPresent();
        });
        assertThat(part).doesNotExist();
        assertThat(sql.numbers("SELECT COUNT(*) FROM job WHERE jobID = ? AND cleaner IS NULL", job))
                .containsExactly(1L);
    }

    @Test
    void losesItsRightToAJobThatWasTriedAgain() {
        long job = failedJob(ONE, 600);
        assertThat(repository.prolong(job, ONE, 600)).isTrue();
        assertThat(repository.prolong(job, OTHER, 600)).isFalse();
        repository.done(job, ONE);
        assertThat(jobs.revive(job, null)).isTrue();

        assertThat(repository.prolong(job, ONE, 600)).isFalse();
        assertThat(repository.quarantine(job, ONE, "elsewhere.mp4")).isFalse();
        repository.done(job, ONE);
        assertThat(jobs.find(job).map(PipelineJob::cleaned)).contains(false);
        assertThat(jobs.find(job).flatMap(PipelineJob::quarantineName)).isEqualTo(Optional.empty());
    }

    @Test
    void removesAJobThatSomebodyDeletesWhileItIsCleaned() {
        long job = failedJob(ONE, 600);
        assertThat(jobs.remove(job)).isFalse();
        repository.done(job, OTHER);
        assertThat(jobs.find(job)).isPresent();
        repository.done(job, ONE);
        assertThat(jobs.find(job)).isEmpty();
    }

    /** Found by a build that was red: who read the job before it was done with only marked it, and nobody looked at it again. */
    @Test
    void removesAJobThatIsDoneWithJustBeforeSomebodyDeletesIt() {
        long job = failedJob(ONE, 600);
        repository.done(job, ONE);

        assertThat(jobs.remove(job)).isTrue();

        assertThat(jobs.find(job)).isEmpty();
    }

    /** Found by attack: it went to quarantine under the reason of the film before. */
    @Test
    void leavesAFilmAloneThatTookTheNameOfTheOneThatFailed() throws IOException {
        long job = failedJob(ONE, -1);
        Path source = files.source(jobs.find(job).orElseThrow().sourceName());
        Files.writeString(source, "another film");
        sql.update("UPDATE job SET sourceBytes = 7, sourceModified = 1 WHERE jobID = ?", job);
        try {
            await().pollInSameThread().atMost(SOON).until(() -> {
                cleanup.run();
                return jobs.find(job).filter(PipelineJob::cleaned).isPresent();
            });

            assertThat(source).hasContent("another film");
        } finally {
            Files.delete(source);
        }
    }

    private long failedJob(UUID cleaner, int seconds) {
        UUID uuid = Uuids.random();
        sql.update(
                "INSERT INTO job (jobUUID, sourceName, status, failed, paused, dateAdded, dateCompleted, reason, cleaner,"
                        + " cleaning_until) VALUES (?, ?, 13, TRUE, TRUE, CURRENT_TIMESTAMP(3), CURRENT_TIMESTAMP(3), 'a test', ?,"
                        + " TIMESTAMPADD(SECOND, ?, CURRENT_TIMESTAMP(3)))",
                Uuids.toBytes(uuid),
                "cleanup-" + uuid + ".mp4",
                Uuids.toBytes(cleaner),
                seconds);
        return sql.number("SELECT jobID FROM job WHERE jobUUID = ?", (Object) Uuids.toBytes(uuid));
    }

    private Path part(long job) throws IOException {
        Path folder = files.transcodeFolder(jobs.find(job).orElseThrow().uuid());
        return Files.writeString(Files.createDirectories(folder).resolve("part.mp4"), "part");
    }
}
