package org.reelmill.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.pipeline.JobChanged;
import org.reelmill.pipeline.JobStatus;
import org.reelmill.pipeline.Jobs;
import org.reelmill.pipeline.Outputs;
import org.reelmill.pipeline.PipelineJob;
import org.reelmill.pipeline.SourceUploads;

/** Rules of folders on a real database, with the jobs of the product, which nobody works on here. */
class FollowUpsTest {

    @TempDir
    Path home;

    private TestRegister register;
    private FollowUps followUps;
    private Path in;
    private WatchedFolder folder;

    @BeforeEach
    void begin() {
        register = TestRegister.inMemory();
        register.folders().prepare();
        followUps = register.get(FollowUps.class);
        in = home.resolve("in");
    }

    @Test
    void aFolderThatOnlyRegistersWantsNoMore() throws IOException {
        watch(WatchRule.REGISTER, List.of());
        WatchedFile file = registered("film.mp4");

        followUps.follow(folder);

        assertThat(file.followUp()).isEqualTo(FollowUp.NONE);
        assertThat(jobs()).isZero();
    }

    @Test
    void makesOneJobOfAFilmThatStaysWhereItIs() throws IOException {
        watch(WatchRule.JOB, List.of());
        WatchedFile file = registered(name());

        followUps.follow(folder);
        followUps.follow(folder);

        PipelineJob job = job(file);
        assertThat(job.origin()).isEqualTo("WATCH");
        assertThat(job.sourceName()).isEqualTo(file.path().getFileName().toString());
        assertThat(source(job)).hasContent("film");
        assertThat(file.path()).hasContent("film");
        assertThat(jobs()).isEqualTo(1);
        assertThat(status(file.path())).isEqualTo(2);
    }

    @Test
    void goesOnAfterACrashBeforeTheJobWasMade() throws IOException {
        watch(WatchRule.JOB, List.of());
        WatchedFile file = registered(name());
        String name = file.path().getFileName().toString();
        register.get(FollowUpRecords.class).named(file, name);
        register.get(SourceUploads.class).bring(file.path(), name);

        followUps.follow(folder);

        assertThat(job(file).sourceName()).isEqualTo(name);
        assertThat(jobs()).isEqualTo(1);
    }

    @Test
    void aFilmWhoseNameIsTakenGetsAnotherOneInTheSourceFolder() throws IOException {
        watch(WatchRule.JOB, List.of());
        WatchedFile file = registered(name());
        Path other =
                register.folders().source().resolve(file.path().getFileName().toString());
        Files.writeString(other, "another film");

        followUps.follow(folder);

        assertThat(job(file).sourceName()).isEqualTo("watched-" + file.id() + ".mp4");
        assertThat(other).hasContent("another film");
    }

    @Test
    void aJobThatEndsWithoutItsFilmIsAFailureWithItsReason() throws IOException {
        watch(WatchRule.JOB, List.of());
        WatchedFile file = registered(name());
        followUps.follow(folder);
        register.get(Jobs.class).cancel(job(file).uuid());

        followUps.follow(folder);

        assertThat(again(file).followUp()).isEqualTo(FollowUp.FAILED);
        assertThat(again(file).trouble()).contains("Cancelled");
        assertThat(status(file.path())).isEqualTo(4);
    }

    @Test
    void aJobThatIsRetriedCountsAgain() throws IOException {
        watch(WatchRule.JOB, List.of());
        WatchedFile file = registered(name());
        followUps.follow(folder);
        PipelineJob job = job(file);
        register.get(Jobs.class).cancel(job.uuid());
        followUps.follow(folder);

        register.get(FollowUpRecords.class).revived(new JobChanged(job.uuid(), JobStatus.IMPORTED, false, 0));

        assertThat(again(file).followUp()).isEqualTo(FollowUp.IN_WORK);
        assertThat(again(file).trouble()).isEmpty();
        assertThat(status(file.path())).isEqualTo(2);
    }

    @Test
    void aNewContentWaitsForTheJobOfTheOldOne() throws IOException {
        watch(WatchRule.JOB, List.of());
        WatchedFile file = registered(name());
        followUps.follow(folder);
        UUID first = job(file).uuid();
        Path fresh = Files.writeString(home.resolve("fresh.mp4"), "a new film");
        Files.move(fresh, file.path(), StandardCopyOption.REPLACE_EXISTING);
        register(file.path());

        followUps.follow(folder);
        assertThat(again(file).followUp()).isEqualTo(FollowUp.WANTED);
        assertThat(jobs()).isEqualTo(1);

        register.get(Jobs.class).cancel(first);
        followUps.follow(folder);
        assertThat(again(file).followUp())
                .as("its source is not cleaned away yet")
                .isEqualTo(FollowUp.WANTED);

        Files.delete(source(register.get(Jobs.class).get(first)));
        register.sql().update("UPDATE job SET sourceKey = NULL, cleaned = TRUE");
        followUps.follow(folder);
        assertThat(job(file).uuid()).isNotEqualTo(first);
        assertThat(source(job(file))).hasContent("a new film");
    }

    @Test
    void aFilmThatIsKnownToBeGoneIsLeftAlone() throws IOException {
        watch(WatchRule.JOB, List.of());
        WatchedFile file = registered(name());
        register.get(DatabaseLedger.class).gone(folder.id(), List.of(file.path()));

        followUps.follow(folder);

        assertThat(jobs()).isZero();
        assertThat(again(file).trouble()).isEmpty();
    }

    @Test
    void copiesAnMp4WithItsTimesAndRegistersTheCopy_S3_18() throws IOException {
        watch(WatchRule.NORMALISE, List.of(output()));
        Path film = write("trip/film.mp4");
        Files.setLastModifiedTime(film, FileTime.fromMillis(1_600_000_000_000L));
        WatchedFile file = register(film);

        followUps.follow(folder);

        Path result = home.resolve("out/trip/film.mp4");
        assertThat(result).hasContent("film");
        assertThat(Files.getLastModifiedTime(result).toMillis()).isEqualTo(1_600_000_000_000L);
        assertThat(register.sql().texts("SELECT des_video_path FROM videos")).containsExactly(result.toString());
        assertThat(again(file).followUp()).isEqualTo(FollowUp.DONE);
        assertThat(result.getParent()).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void anMp4ThatIsThereAlreadyIsNotMadeAgain_S3_18() throws IOException {
        watch(WatchRule.NORMALISE, List.of(output()));
        Path result = Files.createDirectories(home.resolve("out")).resolve("film.mp4");
        Files.writeString(result, "made before");
        registered("film.avi");

        followUps.follow(folder);

        assertThat(result).hasContent("made before");
        assertThat(register.sql().texts("SELECT des_video_path FROM videos")).containsExactly(result.toString());
        assertThat(jobs()).isZero();
    }

    @Test
    void anythingElseBecomesAnMp4ByAJob() throws IOException {
        watch(WatchRule.NORMALISE, List.of(output()));
        WatchedFile file = registered("watched " + UUID.randomUUID() + ".avi");

        followUps.follow(folder);

        assertThat(job(file).status()).isEqualTo(JobStatus.IMPORTED);
        assertThat(again(file).result()).isPresent();
        assertThat(register.sql().number("SELECT COUNT(*) FROM videos"))
                .as("not made yet")
                .isZero();
    }

    @Test
    void aFilmThatIsGoneKeepsNoOtherBack() throws IOException {
        watch(WatchRule.JOB, List.of());
        WatchedFile gone = registered(name());
        WatchedFile there = registered(name());
        Files.delete(gone.path());

        followUps.follow(folder);

        assertThat(again(gone).followUp()).isEqualTo(FollowUp.WANTED);
        assertThat(again(gone).trouble()).isPresent();
        assertThat(job(there).origin()).isEqualTo("WATCH");
    }

    private void watch(WatchRule rule, List<String> outputs) {
        folder = register.watch(new FolderSettings(
                in.toString(),
                true,
                WatchMode.AUTO,
                rule,
                outputs,
                Optional.of(home.resolve("out").toString()),
                5,
                Optional.empty(),
                true));
    }

    private String output() {
        return register.get(Outputs.class).names().get(0);
    }

    private static String name() {
        return "watched " + UUID.randomUUID() + ".mp4";
    }

    private Path write(String name) throws IOException {
        Path file = in.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "film");
    }

    private WatchedFile registered(String name) throws IOException {
        return register(write(name));
    }

    private WatchedFile register(Path film) {
        register.register(folder, film);
        return register.get(LedgerRepository.class).find(film).orElseThrow();
    }

    private WatchedFile again(WatchedFile file) {
        return register.get(LedgerRepository.class).find(file.id()).orElseThrow();
    }

    private PipelineJob job(WatchedFile file) {
        return register.get(Jobs.class).get(again(file).job().orElseThrow());
    }

    private Path source(PipelineJob job) {
        return register.folders().source().resolve(job.sourceName());
    }

    private long jobs() {
        return register.sql().number("SELECT COUNT(*) FROM job");
    }

    private long status(Path file) {
        return register.sql().number("SELECT status FROM videos WHERE des_video_path = ?", file.toString());
    }
}
