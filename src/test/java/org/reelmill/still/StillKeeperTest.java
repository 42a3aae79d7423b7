package org.reelmill.still;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.media.MediaEngine;
import org.reelmill.media.Picture;
import org.reelmill.media.PictureForm;
import org.reelmill.media.PreviewMaker;
import org.reelmill.pipeline.UploadedBytes;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.Policies;
import org.reelmill.simulation.Beans;
import org.reelmill.testing.FakeMediaEngine;
import org.reelmill.testing.Sql;

/** Jobs whose server died, on a real database. */
class StillKeeperTest {

    @TempDir
    static Path home;

    private static Beans beans;

    private StillJobRepository repository;
    private StillKeeper keeper;
    private StillFiles files;
    private String name;

    @BeforeAll
    static void startUp() throws Exception {
        Configuration configuration = Beans.inMemory(home, "stills", Map.of());
        beans = new Beans(
                configuration,
                Map.of(
                        MediaEngine.class,
                        new FakeMediaEngine(),
                        PreviewMaker.class,
                        (PreviewMaker) (source, target, form, supervision) -> draw(target, form),
                        UploadedBytes.class,
                        (UploadedBytes) owner -> 0));
        beans.get(Policies.class).addMissing();
    }

    private static Picture draw(Path target, PictureForm form) {
        try {
            Files.writeString(target, "a picture");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Picture(form.width(), form.height(), form.format());
    }

    @BeforeEach
    void begin() {
        repository = beans.get(StillJobRepository.class);
        keeper = beans.get(StillKeeper.class);
        files = beans.get(StillFiles.class);
        name = "film " + UUID.randomUUID() + ".mp4";
    }

    @Test
    void anUploadThatBreaksOffWithItsServerIsGivenUpAndItsNameIsFree() throws IOException {
        VideoJob job = add();
        Files.writeString(files.arriving(job), "half of it");
        keeper.often();
        assertThat(now(job).status()).isEqualTo(StillStatus.QUEUED);
        assertThatThrownBy(this::add).isInstanceOf(PersistenceException.class);

        silence(StillKind.VIDEO);
        keeper.often();

        assertThat(now(job).status()).isEqualTo(StillStatus.FAILED);
        assertThat(now(job).error()).contains("Nothing arrived for too long");
        assertThat(files.arriving(job)).doesNotExist();
        assertThat(repository.renew(job, 60)).as("whoever still sends it").isFalse();
        assertThat(repository.arrived(job, 1, false)).isFalse();
        assertThat(add().id()).isGreaterThan(job.id());
    }

    @Test
    void whatANodeLeftInTheMiddleAnotherDoesUnlessItKillsThemAll() {
        VideoJob job = arrived();
        StillJob first = repository.claim(StillKind.VIDEO, job.id(), 60, false).orElseThrow();
        assertThat(repository.claim(StillKind.VIDEO, job.id(), 60, false)).isEmpty();
        silence(StillKind.VIDEO);

        keeper.often();

        assertThat(now(job).status()).isEqualTo(StillStatus.COMPLETED);
        assertThat(files.video(name)).exists();
        assertThat(repository.complete(first)).as("the node that fell silent").isFalse();
        assertThat(repository.fail(first, "late")).isFalse();

        name = "second " + name;
        VideoJob deadly = arrived();
        for (int node = 0; node < 3; node++) {
            StillJob claimed =
                    repository.claim(StillKind.VIDEO, deadly.id(), 60, false).orElseThrow();
            silence(StillKind.VIDEO);
            repository.giveBack(claimed);
        }
        repository.claim(StillKind.VIDEO, deadly.id(), 60, false).orElseThrow();
        silence(StillKind.VIDEO);
        keeper.often();
        assertThat(now(deadly).status()).isEqualTo(StillStatus.FAILED);
    }

    @Test
    void makesThumbnailsThatNobodyWaitsForAndOneMayBeMadeAnewWhenItsFileIsGone() throws IOException {
        VideoJob video = arrived();
        keeper.often();
        Thumbnails thumbnails = beans.get(Thumbnails.class);
        PictureForm form = new PictureForm(32, 18, PictureForm.Fit.EXACT, PictureForm.Format.JPEG, Optional.empty());

        ThumbnailJob job = thumbnails.make(video.id(), form, false);
        assertThat(job.status()).isEqualTo(StillStatus.QUEUED);
        keeper.often();

        assertThat(thumbnails.get(job.id()).status()).isEqualTo(StillStatus.COMPLETED);
        Path file = thumbnails.file(video.id(), 32, 18).orElseThrow();
        assertThat(file).hasFileName("thumbnail_" + video.id() + "_32_18.jpg");
        Files.delete(file);
        assertThat(thumbnails.make(video.id(), form, true).status()).isEqualTo(StillStatus.COMPLETED);
        assertThat(file).exists();
    }

    private VideoJob add() {
        VideoJob job = new VideoJob(name, "me", 0);
        repository.add(job, 60);
        return job;
    }

    /** All bytes of it are there. */
    private VideoJob arrived() {
        VideoJob job = add();
        FakeMediaEngine.writeFilm(files.arriving(job), 64, 48, 10, 5);
        assertThat(repository.arrived(job, 10, true)).isTrue();
        return now(job);
    }

    private VideoJob now(VideoJob job) {
        return repository.find(VideoJob.class, job.id()).orElseThrow();
    }

    /** Whoever held something gave no sign of life for too long. */
    private static void silence(StillKind kind) {
        new Sql(beans.dataSource())
                .update("UPDATE " + kind.table() + " SET lease_until = TIMESTAMPADD(SECOND, -1, CURRENT_TIMESTAMP(3))"
                        + " WHERE lease_until IS NOT NULL");
    }
}
