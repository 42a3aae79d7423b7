package org.reelmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reelmill.media.jave.TestFfmpeg;
import org.reelmill.node.NodeLife;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.Json;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Uuids;
import org.reelmill.testing.DamagedPackets;
import org.reelmill.testing.FrameCounterReader;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.SourceFilms;
import org.reelmill.testing.Sql;

/**
 * Films through the whole mill, in the server, with the real encoder: what becomes of good ones, bad ones, and of both when
 * something is done to them on the way. Policies and outputs are changed by SQL, as any third-party front end may.
 */
class PipelineIT extends ReelmillIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final List<String> BOTH = List.of("144p60", "72p60");
    private static final List<Policy> TOUCHED = List.of(
            Policy.SOURCE_INTAKE,
            Policy.SETTLE_SECONDS,
            Policy.SEGMENT_LENGTH,
            Policy.INGEST_ENABLED,
            Policy.TRANSCODE_ENABLED,
            Policy.EXPORT_ENABLED,
            Policy.FAILURE_TOLERANCE,
            Policy.ACCEPT_CUT_OFF);

    private static Path noise;

    @Inject
    private Jobs jobs;

    @Inject
    private Rounds rounds;

    @Inject
    private Waiting waitingReasons;

    @Inject
    private Claims claims;

    @Inject
    private Transcode transcode;

    @Inject
    private CellRetry cells;

    @Inject
    private Cleanup cleanup;

    @Inject
    private Policies policies;

    @Inject
    private WorkFolders folders;

    @Inject
    private NodeLife nodeLife;

    @Inject
    private UserTransaction transaction;

    @Resource
    private ContextService contexts;

    @Resource(lookup = "java:app/jdbc/reelmill")
    private DataSource dataSource;

    private final String prefix = "pipe" + Uuids.toHex(Uuids.random()).substring(0, 8) + "-";
    private Sql sql;
    private List<Long> activeBefore;
    private int expectedFaults;

    @BeforeEach
    void prepare() {
        sql = new Sql(dataSource);
        activeBefore = sql.numbers("SELECT outputID FROM output WHERE active = TRUE");
        sql.update("UPDATE output SET active = FALSE");
        addOutput(192, 144, "ultrafast");
        addOutput(96, 72, "ultrafast");
        set(Policy.SEGMENT_LENGTH, "2");
        set(Policy.SOURCE_INTAKE, "0");
        await().pollInSameThread().atMost(SOON).until(() -> nodeLife.self().isPresent());
    }

    @AfterEach
    void tidyUp() throws IOException {
        for (String hex : ours("status < 5")) {
            jobs.cancel(Uuids.fromHex(hex));
        }
        waiting(SOON).until(() -> ours("cleaned = FALSE").isEmpty());
        sql.update("DELETE FROM output WHERE maxY IN (144, 96, 72, 24)");
        activeBefore.forEach(id -> sql.update("UPDATE output SET active = TRUE WHERE outputID = ?", id));
        for (Policy policy : TOUCHED) {
            set(policy, policy.defaultValue());
        }
        for (Path folder : List.of(folders.source(), folders.quarantine(), folders.delivery())) {
            for (Path file : ourFiles(folder)) {
                Files.delete(file);
            }
        }
    }

    @Test
    void millsAFilmThatSettlesInTheSourceFolder() throws IOException {
        set(Policy.SETTLE_SECONDS, "1");
        set(Policy.SOURCE_INTAKE, "1");
        String name = prefix + "settles.mp4";
        Path source = put(SourceFilms.Kind.H264_CLOSED.file(), name);

        // by the server's own timer alone
        UUID uuid = await().pollInSameThread()
                .atMost(SOON)
                .until(() -> findByName(name), Optional::isPresent)
                .get();
        await().pollInSameThread().atMost(PATIENCE).until(() -> {
            boolean there = Files.exists(source);
            PipelineJob job = jobs.get(uuid);
            assertThat(there || job.status() == JobStatus.COMPLETED)
                    .as("the source is kept until the job has completed")
                    .isTrue();
            return job.status().ended() && job.cleaned();
        });

        PipelineJob job = jobs.get(uuid);
        assertWhole(job, SourceFilms.FRAMES, BOTH);
        assertThat(FrameCounterReader.read(delivered(job, "144p60")))
                .extracting(FrameCounterReader.Frame::counter)
                .containsExactlyElementsOf(
                        IntStream.range(0, SourceFilms.FRAMES).boxed().toList());
        assertThat(log(job)).anyMatch(line -> line.contains("4 segments, 2 renditions"));
        assertThat(log(job)).last().asString().isEqualTo("INFO Completed: 2 renditions published");
    }

    @Test
    void makesOneJobOfARowAndItsFileTogether() throws IOException {
        set(Policy.SETTLE_SECONDS, "0");
        set(Policy.INGEST_ENABLED, "0");
        set(Policy.SOURCE_INTAKE, "1");
        String rowFirst = prefix + "row.mp4";
        sql.update("INSERT INTO job (sourceName) VALUES (?)", rowFirst);
        put(SourceFilms.Kind.H264_CLOSED.file(), rowFirst);
        String fileFirst = prefix + "file.mp4";
        put(SourceFilms.Kind.H264_CLOSED.file(), fileFirst);
        await().pollInSameThread().atMost(SOON).until(() -> findByName(fileFirst), Optional::isPresent);
        sql.update("INSERT INTO job (sourceName) VALUES (?)", fileFirst);
        await().pollInSameThread().atMost(SOON).until(() -> sql.texts(
                        "SELECT origin FROM job WHERE sourceName = ?", fileFirst)
                .equals(List.of("SQL")));

        set(Policy.INGEST_ENABLED, "1");
        for (String name : List.of(rowFirst, fileFirst)) {
            assertWhole(ended(findByName(name).orElseThrow()), SourceFilms.FRAMES, BOTH);
            assertThat(sql.number("SELECT COUNT(*) FROM job WHERE sourceName = ?", name))
                    .isEqualTo(1);
        }
    }

    @Test
    @Tag("once")
    void deliversASecondFilmOfTheSameNameBesideTheFirst() throws IOException {
        String name = prefix + "twice.mp4";
        PipelineJob first = ended(submit(SourceFilms.Kind.H264_CLOSED, name));
        String before = JobFiles.sha256(delivered(first, "144p60"));
        PipelineJob second = ended(submit(SourceFilms.Kind.NO_AUDIO, name));

        assertWhole(first, SourceFilms.FRAMES, BOTH);
        assertWhole(second, SourceFilms.FRAMES, BOTH);
        assertThat(delivered(second, "144p60")).hasFileName(prefix + "twice144p60 (2).mp4");
        assertThat(JobFiles.sha256(delivered(first, "144p60"))).isEqualTo(before);
    }

    @Test
    @Tag("once")
    void leavesANameToTheExportThatTookItFirst() throws IOException {
        set(Policy.EXPORT_ENABLED, "0");
        UUID uuid = submit(SourceFilms.Kind.H264_CLOSED, prefix + "name.mp4");
        awaitStatus(uuid, JobStatus.TRANSCODED);
        put(SourceFilms.Kind.NO_AUDIO.file(), prefix + "name.mkv");
        UUID other = jobs.submit(prefix + "name.mkv", order()).uuid();
        jobs.pause(other);
        sql.update(
                "INSERT INTO delivery_name (nameKey, fk_jobID) VALUES (?, ?)",
                Jobs.key(prefix + "name144p60.mp4"),
                id(other));
        set(Policy.EXPORT_ENABLED, "1");

        PipelineJob job = ended(uuid);
        assertWhole(job, SourceFilms.FRAMES, BOTH);
        assertThat(delivered(job, "144p60")).hasFileName(prefix + "name144p60 (2).mp4");
        assertThat(delivered(job, "72p60")).hasFileName(prefix + "name72p60.mp4");
        jobs.cancel(other);
        ended(other);
        assertThat(sql.number("SELECT COUNT(*) FROM delivery_name")).isZero();
    }

    @Test
    void refusesWhatIsNoFilmAndGoesOnWithTheOthers() throws IOException {
        Path outside = Files.writeString(folders.work().resolve(prefix + "outside.mp4"), "not to be touched");
        Map<String, String> files = Map.of(
                prefix + "text.mp4",
                "This is no film.\n".repeat(50),
                prefix + "playlist.mp4",
                "#EXTM3U\n#EXTINF:10,\nfile:" + outside + "\n");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folders.source().resolve(file.getKey()), file.getValue());
        }
        put(SourceFilms.Kind.INDEX_MISSING.file(), prefix + "moov.mp4");
        put(SourceFilms.Kind.H264_CLOSED.file(), prefix + "good.mp4");
        List<String> withFile = List.of(prefix + "text.mp4", prefix + "playlist.mp4", prefix + "moov.mp4");
        List<String> withoutFile =
                List.of(outside.toString(), "../" + outside.getFileName(), "a/../../" + outside.getFileName());
        Stream.of(withFile, withoutFile, List.of(prefix + "missing.mp4", prefix + "good.mp4"))
                .flatMap(List::stream)
                .forEach(name -> sql.update("INSERT INTO job (sourceName) VALUES (?)", name));
        sql.update("INSERT INTO job (sourceName, status) VALUES (?, 2)", prefix + "midway.mp4");

        assertWhole(ended(awaitAdopted(prefix + "good.mp4")), SourceFilms.FRAMES, BOTH);
        for (String name : withFile) {
            PipelineJob job = assertEnded(name, JobStatus.ERROR);
            Path quarantined = folders.quarantine().resolve(name);
            assertThat(quarantined).exists();
            assertThat(Cleanup.reasonFile(quarantined))
                    .content()
                    .contains(job.reason().orElseThrow());
            assertThat(folders.source().resolve(name)).doesNotExist();
            assertThat(folders.export().resolve(Uuids.toHex(job.uuid()))).doesNotExist();
        }
        for (String name : withoutFile) {
            assertEnded(name, JobStatus.REJECTED);
        }
        assertThat(assertEnded(prefix + "midway.mp4", JobStatus.REJECTED).reason())
                .contains("A row that is written by hand begins with the status 0");
        assertThat(assertEnded(prefix + "missing.mp4", JobStatus.ERROR).reason())
                .contains("The source is neither in the source folder nor in quarantine");
        assertThat(outside).content().isEqualTo("not to be touched");

        // another one of the same name does not push the first out of quarantine
        Files.writeString(folders.source().resolve(prefix + "text.mp4"), "Nor is this.");
        UUID again = jobs.submit(prefix + "text.mp4", order()).uuid();
        assertThat(ended(again).quarantineName()).contains(prefix + "text.mp4." + Uuids.toHex(again));
        assertThat(folders.quarantine().resolve(prefix + "text.mp4")).content().startsWith("This is no film.");
        Files.delete(outside);
    }

    @Test
    void refusesAFilmWithTheLongestNameThatThereIs() throws IOException {
        String name = prefix + "xx" + "\uD83C\uDFAC".repeat(59) + ".mp4";
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSize(255);
        List<UUID> refused = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            Files.writeString(folders.source().resolve(name), "no film");
            refused.add(jobs.submit(name, order()).uuid());

            PipelineJob job = ended(refused.get(round));

            assertThat(job.status()).isEqualTo(JobStatus.ERROR);
            Path quarantined = folders.quarantine().resolve(job.quarantineName().orElseThrow());
            assertThat(quarantined).content().isEqualTo("no film");
            assertThat(Cleanup.reasonFile(quarantined))
                    .content()
                    .contains(job.uuid().toString(), job.reason().orElseThrow());
        }
        assertThat(jobs.get(refused.get(0)).quarantineName()).contains(name);
        assertThat(jobs.get(refused.get(1)).quarantineName().orElseThrow())
                .startsWith(prefix + "xx\uD83C\uDFAC")
                .endsWith("\uD83C\uDFAC." + Uuids.toHex(refused.get(1)));
        assertThat(ourFiles(folders.quarantine())).hasSize(4);
    }

    @Test
    @Tag("once")
    void takesTheOtherFilesWhereOneHasANameThatCannotBecomeAJob() throws Exception {
        set(Policy.INGEST_ENABLED, "0");
        List<String> good = new ArrayList<>();
        // in whichever order the folder is read, most likely some of these come behind some of those
        for (int i = 0; i < 6; i++) {
            writeUndecodable(folders.source().resolve(prefix + "bad" + i));
            good.add(prefix + "good" + i + ".mp4");
            Files.writeString(folders.source().resolve(good.get(i)), "waits for its ingest");
        }
        Path deep = folders.source().resolve(prefix + "deep");
        Path tooLong = deep.resolve(("x".repeat(250) + "/").repeat(5) + "film.mp4");
        Files.createDirectories(tooLong.getParent());
        Files.writeString(tooLong, "has a path longer than the column");
        set(Policy.SETTLE_SECONDS, "0");
        set(Policy.SOURCE_INTAKE, "1");

        try {
            await().pollInSameThread().atMost(SOON).until(() -> good.stream()
                    .allMatch(name -> findByName(name).isPresent()));
        } finally {
            set(Policy.SOURCE_INTAKE, "0");
            JobFiles.removeTree(deep);
        }
        assertThat(ours("sourceName NOT LIKE '%good%'")).isEmpty();
    }

    @Test
    void cleansUpTheOtherJobsWhereManyCannotBe() throws IOException {
        String outside = "../" + prefix + "outside.mp4";
        int many = 2 * CleanupRepository.AT_A_TIME;
        for (int i = 0; i < many; i++) {
            sql.update(
                    "INSERT INTO job (jobUUID, sourceName, status, failed, dateCompleted)"
                            + " VALUES (?, ?, 13, TRUE, CURRENT_TIMESTAMP)",
                    Uuids.toBytes(Uuids.random()),
                    outside);
        }
        try {
            Files.writeString(folders.source().resolve(prefix + "later.mp4"), "no film");
            PipelineJob later = ended(jobs.submit(prefix + "later.mp4", order()).uuid());

            assertThat(later.quarantineName()).contains(prefix + "later.mp4");
            assertThat(sql.number("SELECT COUNT(*) FROM job WHERE sourceName = ? AND cleaned = FALSE", outside))
                    .isEqualTo(many);
        } finally {
            sql.update("DELETE FROM job WHERE sourceName = ?", outside);
        }
    }

    @Test
    @Tag("once")
    void saysSoWhenTheSourceWasReplacedBeforeItsSegmentsWereEncoded() throws IOException {
        set(Policy.TRANSCODE_ENABLED, "0");
        UUID uuid = submit(SourceFilms.Kind.H264_CLOSED, prefix + "replaced.mp4");
        awaitStatus(uuid, JobStatus.TRANSCODING);
        awaitVerified(uuid);
        put(noise(), prefix + "replaced.mp4");
        set(Policy.TRANSCODE_ENABLED, "1");

        assertReplaced(ended(uuid), noise());
    }

    @Test
    @Tag("once")
    void saysSoWhenTheSourceWasReplacedBeforeItsExport() throws IOException {
        set(Policy.EXPORT_ENABLED, "0");
        UUID uuid = submit(SourceFilms.Kind.H264_CLOSED, prefix + "exchanged.mp4");
        awaitStatus(uuid, JobStatus.TRANSCODED);
        put(SourceFilms.Kind.NO_AUDIO.file(), prefix + "exchanged.mp4");
        set(Policy.EXPORT_ENABLED, "1");

        assertReplaced(ended(uuid), SourceFilms.Kind.NO_AUDIO.file());
    }

    /** Found by attack: shares and copying programs set the time of a file late. */
    @Test
    @Tag("once")
    void goesOnWhereTheSourceGotNothingButAnotherTime() throws IOException {
        set(Policy.EXPORT_ENABLED, "0");
        UUID uuid = submit(SourceFilms.Kind.H264_CLOSED, prefix + "touched.mp4");
        awaitStatus(uuid, JobStatus.TRANSCODED);
        Files.setLastModifiedTime(
                folders.source().resolve(prefix + "touched.mp4"),
                FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        set(Policy.EXPORT_ENABLED, "1");

        assertWhole(ended(uuid), SourceFilms.FRAMES, BOTH);
    }

    private void assertReplaced(PipelineJob job, Path replacement) throws IOException {
        assertThat(job.status()).isEqualTo(JobStatus.ERROR);
        assertThat(job.reason()).contains(TaskFailures.SOURCE_CHANGED);
        assertThat(ourFiles(folders.delivery())).isEmpty();
        // it is a film of its own, that nobody has judged
        assertThat(ourFiles(folders.quarantine())).isEmpty();
        assertThat(JobFiles.sha256(folders.source().resolve(job.sourceName()))).isEqualTo(JobFiles.sha256(replacement));
    }

    /** A file whose name ends in a byte that is no UTF-8. Java can read such a name but not make one. */
    private static void writeUndecodable(Path stem) throws Exception {
        int exit = new ProcessBuilder("sh", "-c", "echo film > \"$1$(printf '\\377')\"", "sh", stem.toString())
                .start()
                .waitFor();
        assertThat(exit).isZero();
    }

    @Test
    void revivesAFailedJobFromQuarantine() throws IOException {
        List<UUID> failed = new ArrayList<>();
        for (String name : List.of(prefix + "button.mp4", prefix + "sql.mp4")) {
            Files.writeString(folders.source().resolve(name), "damaged on the way");
            failed.add(jobs.submit(name, order()).uuid());
        }
        for (UUID uuid : failed) {
            assertThat(ended(uuid).status()).isEqualTo(JobStatus.ERROR);
            Files.copy(
                    SourceFilms.Kind.H264_CLOSED.file(),
                    folders.quarantine().resolve(jobs.get(uuid).sourceName()),
                    StandardCopyOption.REPLACE_EXISTING);
        }

        jobs.retry(failed.get(0));
        sql.update("UPDATE job SET status = 0 WHERE jobUUID = ?", (Object) Uuids.toBytes(failed.get(1)));

        for (UUID uuid : failed) {
            waiting(SOON).until(() -> jobs.get(uuid).status() != JobStatus.ERROR);
            assertWhole(ended(uuid), SourceFilms.FRAMES, BOTH);
            assertThat(sql.number("SELECT COUNT(*) FROM job WHERE failed = TRUE AND jobUUID = ?", (Object)
                            Uuids.toBytes(uuid)))
                    .isZero();
        }
        assertThat(ourFiles(folders.quarantine())).isEmpty();
    }

    @Test
    @Tag("once")
    void startsAJobAnewThatWasSetBackDuringItsIngest() throws IOException {
        UUID uuid = submit(noise(), prefix + "setback.mp4");
        await().pollInSameThread()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    rounds.run();
                    return jobs.get(uuid).status() == JobStatus.INGESTING;
                });
        sql.update("UPDATE job SET status = 0 WHERE status = 1 AND jobUUID = ?", (Object) Uuids.toBytes(uuid));

        assertWhole(ended(uuid), SourceFilms.FRAMES, BOTH);
    }

    @Test
    @Tag("once")
    void startsAJobAnewThatWasSetBackAmongItsSegments() throws IOException {
        set(Policy.TRANSCODE_ENABLED, "0");
        UUID uuid = submit(noise(), prefix + "back.mp4");
        waiting(PATIENCE).until(() -> jobs.get(uuid).status() == JobStatus.TRANSCODING);
        sql.update("UPDATE job SET status = 0 WHERE jobUUID = ?", (Object) Uuids.toBytes(uuid));
        set(Policy.TRANSCODE_ENABLED, "1");

        assertWhole(ended(uuid), SourceFilms.FRAMES, BOTH);
    }

    @Test
    void stopsTheWorkOnAJobThatIsDeletedAndForgetsIt() throws IOException {
        makeOutputsSlow();
        UUID uuid = submit(noise(), prefix + "delete.mp4");
        awaitEncoders();

        assertThat(jobs.delete(uuid)).isFalse();

        waiting(SOON).until(() -> jobs.find(uuid).isEmpty() && encoders().isEmpty());
        assertThat(folders.quarantine().resolve(prefix + "delete.mp4")).exists();
    }

    @Test
    void stopsTheEncodersOfACancelledJob() throws IOException {
        makeOutputsSlow();
        UUID uuid = submit(noise(), prefix + "cancel.mp4");
        awaitEncoders();

        jobs.cancel(uuid);

        await().pollInSameThread().atMost(Duration.ofSeconds(10)).until(() -> encoders()
                .isEmpty());
        PipelineJob job = ended(uuid);
        assertThat(job.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(job.completed()).isFalse();
        assertNoWorkFolders(job);
        assertThat(folders.export().resolve(Uuids.toHex(uuid))).doesNotExist();
        Path quarantined = folders.quarantine().resolve(prefix + "cancel.mp4");
        assertThat(JobFiles.sha256(quarantined)).isEqualTo(JobFiles.sha256(noise()));
        assertThat(Cleanup.reasonFile(quarantined)).content().contains("Cancelled");
        assertThat(ourFiles(folders.delivery())).isEmpty();

        jobs.delete(uuid);
        assertThat(jobs.find(uuid)).isEmpty();
        assertThat(quarantined).exists();
    }

    @Test
    void aSegmentOfAJobThatHasEndedLeavesNoFolder() throws IOException {
        set(Policy.TRANSCODE_ENABLED, "0");
        UUID uuid = submit(SourceFilms.Kind.H264_CLOSED, prefix + "ended.mp4");
        awaitVerified(uuid);
        Claim claim = claims.claimSegment(nodeLife.self().orElseThrow()).orElseThrow();
        jobs.cancel(uuid);
        ended(uuid);

        assertThatThrownBy(() -> transcode.read(claim)).hasMessageContaining("The claim was lost");
        assertNoWorkFolders(jobs.get(uuid));
    }

    @Test
    void tellsWhoCancelsTooLateWhatTheJobIsNow() throws Exception {
        set(Policy.INGEST_ENABLED, "0");
        UUID uuid = submit(SourceFilms.Kind.H264_CLOSED, prefix + "both.mp4");
        CompletableFuture<Throwable> refusal = new CompletableFuture<>();
        Thread second = new Thread(contexts.contextualRunnable(() -> {
            try {
                jobs.cancel(uuid);
                refusal.complete(null);
            } catch (RuntimeException e) {
                refusal.complete(e);
            }
        }));

        transaction.begin();
        try {
            sql.update(
                    "UPDATE job SET status = 14, reason = 'Cancelled' WHERE jobUUID = ?", (Object) Uuids.toBytes(uuid));
            second.start();
            // it has read the job as it was, and waits for the row
            await().atMost(SOON).until(() -> Arrays.stream(second.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(JobRepository.class.getName())
                            && frame.getMethodName().equals("end")));
        } finally {
            transaction.commit();
        }

        assertThat(refusal.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ConflictException.class)
                .hasMessage("The job has ended: Cancelled");
    }

    @Test
    void stopsTheEncodersOfAJobWhoseRowWasDeleted() throws IOException {
        makeOutputsSlow();
        UUID uuid = submit(noise(), prefix + "deleted.mp4");
        awaitEncoders();
        Path folder = folders.transcode().resolve(Uuids.toHex(uuid));
        assertThat(folder).exists();

        sql.update("DELETE FROM job WHERE jobUUID = ?", (Object) Uuids.toBytes(uuid));

        await().pollInSameThread().atMost(SOON).until(() -> encoders().isEmpty());
        waiting(SOON).until(() -> nodeLife.tasksInHand() == 0);
        cleanup.sweepOrphans();
        // a node with the wrong database must not empty a farm's work folder: only what is old goes
        assertThat(folder).exists();
        Path ingest = folders.ingest().resolve(Uuids.toHex(uuid));
        for (Path orphan : List.of(folder, ingest)) {
            Files.setLastModifiedTime(orphan, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        }
        cleanup.sweepOrphans();
        assertThat(folder).doesNotExist();
        assertThat(ingest).doesNotExist();
    }

    @Test
    @Tag("once")
    void countsAKilledEncoderAsAFailureAndCompletesAllTheSame() throws IOException {
        makeOutputsSlow();
        UUID uuid = submit(noise(), prefix + "killed.mp4");
        awaitEncoders();
        awaitVerified(uuid);
        ProcessHandle victim = encoders().get(0);
        assertThat(victim.destroyForcibly()).isTrue();

        PipelineJob job = ended(uuid);
        assertWhole(job, SourceFilms.FRAMES, BOTH);
        assertThat(log(job)).anyMatch(line -> line.startsWith("WARN transcode failed: "));
        assertThat(attempts(job)).contains(2L).doesNotContain(3L);
    }

    @Test
    @Tag("once")
    void comparesWhatWasEncodedBeforeTheSequentialDecodeHadEnded() throws IOException {
        UUID uuid = encodedUnverified(prefix + "beside.mp4");
        assertThat(sql.number(
                        "SELECT COUNT(*) FROM transcodeJob WHERE fk_jobID = ? AND framesCompared = TRUE", id(uuid)))
                .isZero();
        rounds.run();
        assertThat(jobs.get(uuid).status()).isEqualTo(JobStatus.TRANSCODING);
        assertThat(waitingReasons.reasons(uuid))
                .extracting(WaitingReason::code)
                .containsExactly(WaitingReason.Code.STAGE_OFF);

        set(Policy.INGEST_ENABLED, "1");

        PipelineJob job = ended(uuid);
        assertWhole(job, SourceFilms.FRAMES, BOTH);
        assertThat(attempts(job)).containsOnly(1L);
    }

    @Test
    @Tag("once")
    void millsInOnePieceWhenAPictureTurnsOutDifferentAfterwards() throws IOException {
        UUID uuid = encodedUnverified(prefix + "different.mp4");
        Path kept = folders.transcode().resolve(Uuids.toHex(uuid)).resolve("1.1.hash");
        byte[] hashes = Files.readAllBytes(kept);
        hashes[hashes.length - 1] ^= 1;
        Files.write(kept, hashes);

        set(Policy.INGEST_ENABLED, "1");

        PipelineJob job = ended(uuid);
        assertThat(job.status()).as(() -> job.reason().orElse("")).isEqualTo(JobStatus.COMPLETED);
        assertThat(certificate(job).segments()).singleElement().satisfies(segment -> {
            assertThat(segment.frames()).isEqualTo(SourceFilms.FRAMES);
            assertThat(segment.compared()).isTrue();
        });
        assertThat(certificate(job).pictures().recipeReason())
                .startsWith("Milled in one piece: the picture at ")
                .endsWith(" is not the one that the sequential decode has there");
    }

    @Test
    @Tag("once")
    void encodesASegmentAgainWhosePicturesCanNotBeComparedAnyMore() throws IOException {
        UUID uuid = encodedUnverified(prefix + "lost.mp4");
        Files.delete(folders.transcode().resolve(Uuids.toHex(uuid)).resolve("2.1.hash"));

        set(Policy.INGEST_ENABLED, "1");

        PipelineJob job = ended(uuid);
        assertWhole(job, SourceFilms.FRAMES, BOTH);
        assertThat(attempts(job)).containsExactly(1L, 1L, 2L, 1L);
    }

    @Test
    @Tag("once")
    void verifiesAgainWhenTheSequentialDecodeWasKilled() throws IOException {
        set(Policy.TRANSCODE_ENABLED, "0");
        UUID uuid = submit(film("size=1280x720:rate=25:duration=40"), prefix + "decode.mp4");
        ProcessHandle victim = await().pollInSameThread()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> {
                            rounds.run();
                            return jobs.get(uuid).status() == JobStatus.TRANSCODING
                                    ? encoders().stream().findFirst()
                                    : Optional.<ProcessHandle>empty();
                        },
                        Optional::isPresent)
                .get();
        assertThat(victim.destroyForcibly()).isTrue();
        waiting(PATIENCE)
                .until(() -> log(jobs.get(uuid)).stream().anyMatch(line -> line.startsWith("WARN verify failed: ")));

        set(Policy.TRANSCODE_ENABLED, "1");

        assertWhole(ended(uuid), 40 * 25, BOTH);
    }

    /** A film whose segments are all encoded while its sequential decode has not begun, and may not: the stage is off. */
    private UUID encodedUnverified(String name) throws IOException {
        set(Policy.TRANSCODE_ENABLED, "0");
        UUID uuid = submit(SourceFilms.Kind.H264_CLOSED, name);
        awaitVerified(uuid);
        set(Policy.INGEST_ENABLED, "0");
        Files.delete(folders.ingest().resolve(Uuids.toHex(uuid)).resolve("frames.hash"));
        // as if in hand: a round that had read the policy before would still take it
        sql.update(
                "UPDATE verifyJob SET status = 1, lease_until = TIMESTAMPADD(HOUR, 1, CURRENT_TIMESTAMP(3))"
                        + " WHERE fk_jobID = ?",
                id(uuid));
        set(Policy.TRANSCODE_ENABLED, "1");
        waiting(PATIENCE)
                .until(() -> sql.number("SELECT COUNT(*) FROM transcodeJob WHERE fk_jobID = ? AND status = 2", id(uuid))
                        == 4);
        sql.update("UPDATE verifyJob SET status = 0, lease_until = NULL WHERE fk_jobID = ?", id(uuid));
        return uuid;
    }

    private void awaitVerified(UUID uuid) {
        waiting(PATIENCE)
                .until(() ->
                        sql.number("SELECT COUNT(*) FROM verifyJob WHERE fk_jobID = ? AND status = 2", id(uuid)) == 1);
    }

    @Test
    void makesDamagedAndMissingPartsAgainAndNoOthers() throws IOException {
        set(Policy.EXPORT_ENABLED, "0");
        UUID uuid = submit(SourceFilms.Kind.H264_CLOSED, prefix + "damaged.mp4");
        awaitStatus(uuid, JobStatus.TRANSCODED);
        Path truncated = part(uuid, 1, "144p60");
        Files.write(truncated, Arrays.copyOf(Files.readAllBytes(truncated), 1000));
        Files.delete(part(uuid, 2, "72p60"));

        set(Policy.EXPORT_ENABLED, "1");

        PipelineJob job = ended(uuid);
        assertWhole(job, SourceFilms.FRAMES, BOTH);
        assertThat(attempts(job)).containsExactly(1L, 2L, 2L, 1L);
        assertThat(log(job)).anyMatch(line -> line.contains("2 parts missing or damaged, 0 segments lack"));
    }

    @Test
    void encodesOneCellAgainAndNoOther() throws IOException {
        set(Policy.EXPORT_ENABLED, "0");
        UUID uuid = submit(SourceFilms.Kind.H264_CLOSED, prefix + "cell.mp4");
        awaitStatus(uuid, JobStatus.TRANSCODED);
        List<List<Object>> before = parts(uuid, "72p60");

        cells.retry(uuid, 1, "144p60");

        assertThat(jobs.get(uuid).status()).isEqualTo(JobStatus.TRANSCODING);
        assertThatThrownBy(() -> cells.retry(uuid, 0, "9p9")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> cells.retry(uuid, 99, "144p60")).isInstanceOf(NotFoundException.class);
        awaitStatus(uuid, JobStatus.TRANSCODED);
        assertThat(parts(uuid, "144p60")).extracting(row -> row.get(0)).containsExactly(1L, 2L, 1L, 1L);
        assertThat(parts(uuid, "72p60")).isEqualTo(before);
        set(Policy.EXPORT_ENABLED, "1");
        PipelineJob job = ended(uuid);
        assertWhole(job, SourceFilms.FRAMES, BOTH);
        assertThat(attempts(job)).containsExactly(1L, 2L, 1L, 1L);
        assertThat(log(job)).contains("INFO Segment 1 is encoded again as 144p60");
        assertThatThrownBy(() -> cells.retry(uuid, 1, "144p60")).isInstanceOf(NotFoundException.class);
    }

    @Test
    @Tag("once")
    void triesASegmentAgainAtOnceThatIsHeldBack() throws IOException {
        set(Policy.TRANSCODE_ENABLED, "0");
        UUID uuid = submit(SourceFilms.Kind.H264_CLOSED, prefix + "held.mp4");
        awaitStatus(uuid, JobStatus.TRANSCODING);
        assertThatThrownBy(() -> cells.retry(uuid, 0, "72p60"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("waits");
        sql.update(
                "UPDATE transcodeJob SET failures = 2, not_before = TIMESTAMPADD(SECOND, 3600, CURRENT_TIMESTAMP(3))"
                        + " WHERE fk_jobID = ?",
                id(uuid));
        for (int part = 0; part < 4; part++) {
            cells.retry(uuid, part, "72p60");
        }
        set(Policy.TRANSCODE_ENABLED, "1");

        assertWhole(ended(uuid), SourceFilms.FRAMES, BOTH);
    }

    @Test
    void healsAJobWhoseOutputsChangeWithoutChargingIt() throws IOException {
        set(Policy.FAILURE_TOLERANCE, "1");
        set(Policy.EXPORT_ENABLED, "0");
        UUID uuid = submit(SourceFilms.Kind.H264_CLOSED, prefix + "outputs.mp4");
        awaitStatus(uuid, JobStatus.TRANSCODED);
        List<List<Object>> before = parts(uuid, "144p60");

        // one is added, one gets another quality, one stays
        addOutput(128, 96, "ultrafast");
        sql.update("UPDATE output SET CRF = 40 WHERE maxY = 72");
        set(Policy.TRANSCODE_ENABLED, "0");
        set(Policy.EXPORT_ENABLED, "1");
        awaitStatus(uuid, JobStatus.TRANSCODING);
        set(Policy.EXPORT_ENABLED, "0");
        set(Policy.TRANSCODE_ENABLED, "1");
        awaitStatus(uuid, JobStatus.TRANSCODED);

        assertThat(before).hasSize(4).isEqualTo(parts(uuid, "144p60"));
        assertThat(parts(uuid, "96p60")).hasSize(4).allMatch(part -> part.get(0).equals(2L));
        assertThat(parts(uuid, "72p60")).hasSize(4).allMatch(part -> part.get(0).equals(2L));
        assertThat(sql.numbers("SELECT DISTINCT failures + crashes FROM transcodeJob WHERE fk_jobID = ?", id(uuid)))
                .containsExactly(0L);
        assertThat(sql.numbers("SELECT failures + crashes FROM exportJob WHERE fk_jobID = ?", id(uuid)))
                .containsExactly(0L);

        // one is removed: nothing is to be made again
        sql.update("UPDATE output SET active = FALSE WHERE maxY = 72");
        set(Policy.EXPORT_ENABLED, "1");
        PipelineJob job = ended(uuid);
        assertWhole(job, SourceFilms.FRAMES, List.of("144p60", "96p60"));
        assertThat(attempts(job)).containsOnly(2L);
    }

    @Test
    @Tag("once")
    void endsAJobWhoseSegmentFailsTooOften() throws IOException {
        set(Policy.FAILURE_TOLERANCE, "2");
        set(Policy.TRANSCODE_ENABLED, "0");
        UUID uuid = submit(SourceFilms.Kind.H264_CLOSED, prefix + "fails.mp4");
        awaitStatus(uuid, JobStatus.TRANSCODING);
        Path folder = folders.transcode().resolve(Uuids.toHex(uuid));
        Files.delete(folder);
        Files.createFile(folder);
        set(Policy.TRANSCODE_ENABLED, "1");

        PipelineJob job = ended(uuid);

        assertThat(job.status()).isEqualTo(JobStatus.ERROR);
        assertThat(job.reason().orElseThrow())
                .startsWith("Unexpected error ")
                .doesNotContain(folders.home().toString());
        assertThat(sql.numbers("SELECT failures FROM transcodeJob WHERE fk_jobID = ? AND status = 13", id(uuid)))
                .isNotEmpty()
                .containsOnly(2L);
        assertThat(folders.quarantine().resolve(prefix + "fails.mp4")).exists();

        Files.deleteIfExists(folder);
        expectedFaults = (int) log(job).stream()
                .filter(line -> line.contains("Unexpected error"))
                .count();
        assertThat(expectedFaults).isGreaterThanOrEqualTo(2);
        jobs.retry(uuid);
        assertWhole(ended(uuid), SourceFilms.FRAMES, BOTH);
    }

    @Test
    void startsNothingOfAPausedJobUntilItIsResumed() throws IOException {
        set(Policy.TRANSCODE_ENABLED, "0");
        UUID paused = submit(SourceFilms.Kind.H264_CLOSED, prefix + "paused.mp4");
        awaitStatus(paused, JobStatus.TRANSCODING);
        jobs.pause(paused);
        set(Policy.TRANSCODE_ENABLED, "1");

        assertWhole(ended(submit(SourceFilms.Kind.NO_AUDIO, prefix + "other.mp4")), SourceFilms.FRAMES, BOTH);
        assertThat(sql.numbers("SELECT DISTINCT fence FROM transcodeJob WHERE fk_jobID = ?", id(paused)))
                .containsExactly(0L);
        assertThat(jobs.get(paused).paused()).isTrue();

        jobs.resume(paused);
        assertWhole(ended(paused), SourceFilms.FRAMES, BOTH);
    }

    @Test
    @Tag("once")
    void millsFilmsWithoutSoundWithManyTracksAndOfSmallSize() throws IOException {
        UUID silent = submit(SourceFilms.Kind.NO_AUDIO, prefix + "silent.mp4");
        UUID tracks = submit(SourceFilms.Kind.TRACKS_AND_CHAPTERS, prefix + "tracks.mkv");
        put(SourceFilms.Kind.H264_CLOSED.file(), prefix + "small.mp4");
        UUID small = jobs.submit(
                        prefix + "small.mp4",
                        new JobOrder("API", 0, Optional.of("tester"), List.of("1080p60", "720p60")))
                .uuid();

        assertWhole(ended(silent), SourceFilms.FRAMES, BOTH);
        assertThat(streams(delivered(jobs.get(silent), "144p60"), "a")).isEmpty();
        assertWhole(ended(tracks), SourceFilms.FRAMES, BOTH);
        for (String rendition : BOTH) {
            assertThat(streams(delivered(jobs.get(tracks), rendition), "a")).containsExactly("eng", "ger");
            assertThat(streams(delivered(jobs.get(tracks), rendition), "s")).containsExactly("eng", "ger");
        }
        // S4.42: the smallest output's name and settings, in the source's own size
        PipelineJob job = ended(small);
        assertWhole(job, SourceFilms.FRAMES, List.of("720p60"));
        assertThat(delivered(job, "720p60")).hasFileName(prefix + "small720p60.mp4");
        assertThat(certificate(job).films()).singleElement().satisfies(film -> {
            assertThat(film.width()).isEqualTo(SourceFilms.WIDTH);
            assertThat(film.height()).isEqualTo(SourceFilms.HEIGHT);
        });
    }

    /** ADR 50 and X4: what is lost of the sound, and an output for which the film is too small. */
    @Test
    @Tag("once")
    void refusesWhatLacksTooMuchAndSaysWhatIsLeftOut() throws IOException {
        sql.update("INSERT INTO output (maxX, maxY, codec) VALUES (32, 24, 'AV1')");
        String tooSmall = "Output 24p60 is left out: AV1 takes no pictures of 32x24 pixels";
        Path lossy = Files.createTempFile("lossy", ".mp4");
        try {
            Files.copy(SourceFilms.Kind.H264_CLOSED.file(), lossy, StandardCopyOption.REPLACE_EXISTING);
            DamagedPackets.overwrite(lossy, "a", Integer.MAX_VALUE, packet -> packet >= 100 && packet < 147);
            put(SourceFilms.Kind.H264_CLOSED.file(), prefix + "small.mp4");
            UUID small = jobs.submit(
                            prefix + "small.mp4", new JobOrder("API", 0, Optional.of("tester"), List.of("24p60")))
                    .uuid();

            PipelineJob refused = ended(submit(lossy, prefix + "lossy.mp4"));

            assertThat(refused.status()).isEqualTo(JobStatus.ERROR);
            assertThat(refused.reason())
                    .contains("The source is damaged: 1.0 s of its sound are lost: audio stream 1 (aac)");
            assertThat(folders.quarantine().resolve(prefix + "lossy.mp4")).exists();
            assertThat(ourFiles(folders.delivery())).isEmpty();
            assertThat(ended(small).reason()).contains(tooSmall);
            set(Policy.ACCEPT_CUT_OFF, "1");
            PipelineJob taken = ended(submit(lossy, prefix + "taken.mp4"));
            assertWhole(taken, SourceFilms.FRAMES, BOTH);
            assertThat(certificate(taken).notes())
                    .contains(tooSmall)
                    .anyMatch(note -> note.endsWith("1.0 s of its sound are lost: audio stream 1 (aac)"));
        } finally {
            Files.delete(lossy);
        }
    }

    /** Found by attack: one such row kept every list from being shown. */
    @Test
    @Tag("once")
    void takesNoRowWithAStatusThatThereIsNot() {
        assertThatThrownBy(() -> sql.update("INSERT INTO job (sourceName, status) VALUES (?, 99)", prefix + "odd.mp4"))
                .hasRootCauseInstanceOf(SQLException.class);
    }

    @Test
    @Tag("once")
    void keepsTheLastGoodValueOfAPolicyWhoseRowHoldsNonsense() throws IOException {
        set(Policy.SEGMENT_LENGTH, "4");
        assertThat(policies.current().text(Policy.SEGMENT_LENGTH)).isEqualTo("4");
        set(Policy.SEGMENT_LENGTH, "four or so");
        set(Policy.EXPORT_ENABLED, "perhaps");
        sql.update("DELETE FROM policy WHERE policy = 'carryChapters'");

        PipelineJob job = ended(submit(SourceFilms.Kind.H264_CLOSED, prefix + "nonsense.mp4"));

        assertThat(certificate(job).segments()).hasSize(2);
        policies.addMissing();
        assertThat(sql.texts("SELECT value FROM policy WHERE policy = 'carryChapters'"))
                .containsExactly("1");
    }

    private void assertWhole(PipelineJob job, long frames, List<String> renditions) throws IOException {
        assertThat(job.status()).as(() -> job.reason().orElse("")).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.completed()).isTrue();
        assertThat(log(job))
                .filteredOn(line -> line.contains("Unexpected error"))
                .hasSize(expectedFaults);
        Certificate certificate = certificate(job);
        assertThat(certificate.verdict()).isEqualTo("VALID");
        assertThat(certificate.pictures().compared()).isTrue();
        assertThat(certificate.segments()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(certificate.segments().stream()
                        .mapToLong(Certificate.SegmentProof::frames)
                        .sum())
                .isEqualTo(frames);
        assertThat(certificate.films())
                .extracting(Certificate.Film::rendition)
                .containsExactlyInAnyOrderElementsOf(renditions);
        for (Certificate.Film film : certificate.films()) {
            Path file = delivered(job, film.rendition());
            assertThat(file).hasSize(film.bytes()).hasParent(folders.delivery());
            assertThat(JobFiles.sha256(file)).isEqualTo(film.sha256());
            assertThat(film.frames()).isEqualTo(frames);
        }
        assertThat(folders.source().resolve(job.sourceName())).doesNotExist();
        assertThat(folders.quarantine().resolve(job.sourceName())).doesNotExist();
        assertNoWorkFolders(job);
        assertThat(folders.export().resolve(Uuids.toHex(job.uuid()))).doesNotExist();
        for (TaskKind kind : TaskKind.values()) {
            assertThat(sql.number("SELECT COUNT(*) FROM " + kind.table() + " WHERE fk_jobID = ?", job.id()))
                    .isZero();
        }
    }

    private void assertNoWorkFolders(PipelineJob job) {
        assertThat(folders.ingest().resolve(Uuids.toHex(job.uuid()))).doesNotExist();
        assertThat(folders.transcode().resolve(Uuids.toHex(job.uuid()))).doesNotExist();
    }

    private PipelineJob assertEnded(String name, JobStatus status) {
        PipelineJob job = ended(awaitAdopted(name));
        assertThat(job.status()).as(name).isEqualTo(status);
        assertThat(job.reason().orElse(""))
                .as(name)
                .isNotBlank()
                .doesNotContain(folders.home().toString());
        return job;
    }

    private UUID submit(SourceFilms.Kind film, String name) throws IOException {
        return submit(film.file(), name);
    }

    private UUID submit(Path film, String name) throws IOException {
        put(film, name);
        return jobs.submit(name, order()).uuid();
    }

    private static JobOrder order() {
        return new JobOrder("API", 0, Optional.empty(), List.of());
    }

    private Path put(Path film, String name) throws IOException {
        Path temporary = Files.copy(film, folders.source().resolve("." + name));
        return Files.move(temporary, folders.source().resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Waits for something that the mill does, and does not wait for its next turn. */
    private ConditionFactory waiting(Duration patience) {
        return await().pollInSameThread()
                .atMost(patience)
                .pollInterval(Duration.ofMillis(100))
                .conditionEvaluationListener(condition -> rounds.run());
    }

    private PipelineJob ended(UUID uuid) {
        waiting(PATIENCE).until(() -> {
            PipelineJob job = jobs.get(uuid);
            return job.status().ended() && job.cleaned();
        });
        return jobs.get(uuid);
    }

    private void awaitStatus(UUID uuid, JobStatus status) {
        waiting(PATIENCE).until(() -> jobs.get(uuid).status() == status);
    }

    private UUID awaitAdopted(String name) {
        return waiting(SOON).until(() -> findByName(name), Optional::isPresent).orElseThrow();
    }

    private Optional<UUID> findByName(String name) {
        return sql.rows("SELECT jobUUID FROM job WHERE sourceName = ? AND jobUUID IS NOT NULL", name).stream()
                .map(row -> Uuids.fromBytes((byte[]) row.get(0)))
                .findFirst();
    }

    private long id(UUID uuid) {
        return jobs.get(uuid).id();
    }

    private List<String> ours(String condition) {
        return sql
                .rows(
                        "SELECT jobUUID FROM job WHERE sourceName LIKE ? AND jobUUID IS NOT NULL AND " + condition,
                        prefix + "%")
                .stream()
                .map(row -> Uuids.toHex(Uuids.fromBytes((byte[]) row.get(0))))
                .toList();
    }

    private List<Path> ourFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }

    private Path delivered(PipelineJob job, String rendition) {
        return jobs.renditions(job).stream()
                .filter(one -> one.name().equals(rendition))
                .findFirst()
                .flatMap(JobRendition::deliveryName)
                .map(folders.delivery()::resolve)
                .orElseThrow();
    }

    private static Certificate certificate(PipelineJob job) {
        return Json.read(job.certificate().orElseThrow(), Certificate.class);
    }

    /** How often each segment was claimed until it was done. */
    private static List<Long> attempts(PipelineJob job) {
        return certificate(job).segments().stream()
                .map(Certificate.SegmentProof::attempt)
                .toList();
    }

    private List<String> log(PipelineJob job) {
        return jobs.log(job, 0, 100).rows().stream()
                .map(entry -> entry.level() + " " + entry.message())
                .toList();
    }

    private Path part(UUID uuid, int part, String rendition) throws IOException {
        try (Stream<Path> files = Files.list(folders.transcode().resolve(Uuids.toHex(uuid)))) {
            return files.filter(file -> file.getFileName().toString().startsWith(part + "_" + rendition + "."))
                    .collect(Collectors.collectingAndThen(Collectors.toList(), found -> {
                        assertThat(found).hasSize(1);
                        return found.get(0);
                    }));
        }
    }

    private List<List<Object>> parts(UUID uuid, String rendition) {
        return sql.rows(
                "SELECT p.fence, p.sha256, p.partID FROM part p JOIN transcodeJob t"
                        + " ON t.transcodeJobID = p.fk_transcodeJobID WHERE t.fk_jobID = ? AND p.rendition = ?"
                        + " ORDER BY t.segmentPart",
                id(uuid),
                rendition);
    }

    private static List<String> streams(Path film, String type) {
        return TestFfmpeg.ffprobe(List.of(
                "-v",
                "error",
                "-select_streams",
                type,
                "-show_entries",
                "stream_tags=language",
                "-of",
                "csv=p=0",
                film.toString()));
    }

    /** Processes that the server has started and that work now. */
    private static List<ProcessHandle> encoders() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info()
                        .command()
                        .filter(command -> command.endsWith("ffmpeg"))
                        .isPresent())
                .toList();
    }

    private void awaitEncoders() {
        await().pollInSameThread()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    rounds.run();
                    return !sql.numbers("SELECT 1 FROM transcodeJob WHERE status = 1")
                                    .isEmpty()
                            && !encoders().isEmpty();
                });
    }

    private void makeOutputsSlow() {
        sql.update("UPDATE output SET preset = 'veryslow', CRF = 10 WHERE maxY IN (144, 72)");
    }

    /** A film that encoders need their time for. */
    private static synchronized Path noise() throws IOException {
        if (noise == null) {
            noise = film("size=480x360:rate=25:duration=" + SourceFilms.SECONDS + ",noise=alls=30:allf=t");
        }
        return noise;
    }

    private static Path film(String picture) throws IOException {
        Path film = Files.createTempFile("film", ".mp4");
        film.toFile().deleteOnExit();
        TestFfmpeg.ffmpeg(List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=" + picture + ",format=yuv420p",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-g",
                "25",
                film.toString()));
        return film;
    }

    private void addOutput(int width, int height, String preset) {
        sql.update("INSERT INTO output (maxX, maxY, preset) VALUES (?, ?, ?)", width, height, preset);
    }

    private void set(Policy policy, String value) {
        sql.update("UPDATE policy SET value = ? WHERE policy = ?", value, policy.key());
    }
}
