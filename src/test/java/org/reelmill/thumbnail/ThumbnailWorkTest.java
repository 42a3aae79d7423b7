package org.reelmill.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.library.MediaInvalidated;
import org.reelmill.media.FilmPreview;
import org.reelmill.media.FilmPreviewMaker;
import org.reelmill.media.FrameSize;
import org.reelmill.media.MediaEngine;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.Picture;
import org.reelmill.media.PictureForm.Format;
import org.reelmill.media.PreviewMaker;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.Policies;
import org.reelmill.settings.WorkFolders;
import org.reelmill.simulation.Beans;
import org.reelmill.testing.FakeMediaEngine;
import org.reelmill.testing.Mounts;

/** What becomes of wishes, on a real database; the pictures are texts. */
class ThumbnailWorkTest {

    private static final int NONE_IN_HAND = 0;

    @TempDir
    static Path home;

    private static Beans beans;
    private static WorkFolders folders;
    private static Optional<Kind> trouble = Optional.empty();
    private static boolean there;
    private static final List<Integer> STARTED = new ArrayList<>();

    private ThumbnailRepository repository;
    private ThumbnailWork work;
    private ThumbnailKeeper keeper;
    private PreviewCache cache;
    private String origin;

    @BeforeAll
    static void startUp() throws Exception {
        Configuration configuration = Beans.inMemory(home, "thumbnails", Map.of());
        folders = new WorkFolders(configuration);
        Subjects subjects = new Subjects() {
            @Override
            Optional<Path> file(Subject subject) {
                return there ? Optional.of(home) : Optional.empty();
            }
        };
        beans = new Beans(
                configuration,
                Map.of(
                        MediaEngine.class,
                        new FakeMediaEngine(),
                        PreviewMaker.class,
                        (PreviewMaker) (source, target, form, supervision) -> draw(target),
                        FilmPreviewMaker.class,
                        (FilmPreviewMaker) (source, folder, supervision) -> film(folder),
                        ThumbnailStarter.class,
                        (ThumbnailStarter) STARTED::add,
                        Subjects.class,
                        subjects));
        beans.get(Policies.class).addMissing();
    }

    private static Picture draw(Path target) throws MediaException {
        if (trouble.isPresent()) {
            throw new MediaException(trouble.get(), "as told");
        }
        write(target, "0123456789");
        return new Picture(320, 200, Format.PNG);
    }

    private static FilmPreview film(Path folder) throws MediaException {
        Picture poster = draw(folder.resolve(FilmPreview.POSTER));
        write(folder.resolve(FilmPreview.sheet(0)), "tiles");
        return new FilmPreview(
                new Picture(poster.width(), poster.height(), Format.JPEG),
                60,
                new FrameSize(160, 90),
                List.of(new FilmPreview.Tile(0, 0, 0, 0)),
                true);
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void begin() {
        repository = beans.get(ThumbnailRepository.class);
        work = beans.get(ThumbnailWork.class);
        keeper = beans.get(ThumbnailKeeper.class);
        cache = beans.get(PreviewCache.class);
        origin = "film:" + UUID.randomUUID() + "/film.mp4";
        trouble = Optional.empty();
        there = true;
        STARTED.clear();
    }

    private Subject subject(Thumbnail.Kind kind, long modified) {
        return new Subject(origin, "library", kind, modified, 100);
    }

    private Thumbnail now(Subject subject) {
        return repository.find(List.of(subject)).get(origin);
    }

    private boolean makeNext() {
        Optional<ThumbnailClaim> claim = work.next(NONE_IN_HAND);
        claim.flatMap(it -> work.make(it, () -> false)).ifPresent(made -> work.record(List.of(made)));
        return claim.isPresent();
    }

    /** X12: a file that was reused for ever. */
    @Test
    void whatTheLibraryForgetsIsMadeAnew() {
        long entry = System.nanoTime();
        origin = Subject.origin(entry);
        Subject subject = subject(Thumbnail.Kind.IMAGE, 1);
        repository.add(List.of(subject));
        assertThat(makeNext()).isTrue();
        assertThat(cache.contains(subject.cacheKey())).isTrue();

        beans.get(ForgottenPreviews.class).forget(new MediaInvalidated(List.of(entry + 1, entry)));

        assertThat(now(subject)).isNull();
        assertThat(cache.contains(subject.cacheKey())).isFalse();
        beans.get(ForgottenPreviews.class).forget(new MediaInvalidated(List.of()));
    }

    @Test
    void aWishBecomesAPictureThatCanBeShown() {
        Subject subject = subject(Thumbnail.Kind.IMAGE, 1);
        repository.add(List.of(subject));
        keeper.often();
        assertThat(STARTED).isNotEmpty();

        assertThat(makeNext()).isTrue();

        Thumbnail made = now(subject);
        assertThat(made.state()).isEqualTo(Thumbnail.State.READY);
        assertThat(made.poster()).contains(new Thumbnail.Poster("png", 320, 200));
        assertThat(cache.file(subject.cacheKey(), "poster.png")).isPresent();
        STARTED.clear();
        keeper.often();
        assertThat(STARTED).as("nothing is left to do").isEmpty();
        assertThat(makeNext()).isFalse();
    }

    @Test
    void aFilmHasTilesAsWell() {
        Subject subject = subject(Thumbnail.Kind.FILM, 1);
        repository.add(List.of(subject));

        makeNext();

        assertThat(now(subject).sheets()).isEqualTo(1);
        assertThat(now(subject).clip()).isTrue();
        assertThat(cache.file(subject.cacheKey(), Thumbnails.TILES))
                .hasValueSatisfying(file -> assertThat(file).content().startsWith("WEBVTT"));
    }

    @Test
    void whatCannotBeShownFailsAtOnceUntilTheFileIsAnother() {
        Subject before = subject(Thumbnail.Kind.IMAGE, 1);
        repository.add(List.of(before));
        trouble = Optional.of(Kind.DAMAGED);
        makeNext();
        assertThat(now(before).state()).isEqualTo(Thumbnail.State.FAILED);
        assertThat(now(before).reason()).contains("as told");

        Subject after = subject(Thumbnail.Kind.IMAGE, 2);
        repository.renew(after);
        trouble = Optional.empty();
        makeNext();

        assertThat(now(after).state()).isEqualTo(Thumbnail.State.READY);
        assertThat(now(after).key()).isNotEqualTo(before.cacheKey());
    }

    @Test
    void whatMaySucceedIsTriedThreeTimes() {
        Subject subject = subject(Thumbnail.Kind.IMAGE, 1);
        repository.add(List.of(subject));
        trouble = Optional.of(Kind.STALLED);

        assertThat(makeNext()).isTrue();
        assertThat(makeNext()).isTrue();
        assertThat(now(subject).state()).isEqualTo(Thumbnail.State.PENDING);
        assertThat(makeNext()).isTrue();

        assertThat(now(subject).state()).isEqualTo(Thumbnail.State.FAILED);
        assertThat(makeNext()).isFalse();
    }

    @Test
    void aStopIsHeldAgainstNobody() {
        Subject subject = subject(Thumbnail.Kind.IMAGE, 1);
        repository.add(List.of(subject));
        trouble = Optional.of(Kind.STOPPED);
        for (int i = 0; i < 5; i++) {
            assertThat(makeNext()).isTrue();
        }

        trouble = Optional.empty();
        makeNext();

        assertThat(now(subject).state()).isEqualTo(Thumbnail.State.READY);
    }

    @Test
    void aDiskWithoutRoomIsHeldAgainstNobody() throws IOException {
        Subject subject = subject(Thumbnail.Kind.IMAGE, 1);
        repository.add(List.of(subject));
        trouble = Optional.of(Kind.FAILED);
        for (int i = 0; i < 4; i++) {
            ThumbnailClaim claim = work.next(NONE_IN_HAND).orElseThrow();
            Path full = Files.createDirectories(folders.work());
            assumeThat(Mounts.small(full, 1024)).as("something can be mounted").isTrue();
            try {
                assertThat(work.make(claim, () -> false)).isEmpty();
                assertThat(makeNext()).as("begun on a full disk").isFalse();
            } finally {
                Mounts.remove(full);
            }
        }
        trouble = Optional.empty();
        makeNext();

        assertThat(now(subject).state()).isEqualTo(Thumbnail.State.READY);
    }

    @Test
    void aFileThatIsGoneIsForgottenUntilSomebodyAsksAgain() {
        Subject subject = subject(Thumbnail.Kind.IMAGE, 1);
        repository.add(List.of(subject));
        there = false;

        makeNext();

        assertThat(now(subject)).isNull();
        assertThat(makeNext()).isFalse();
    }

    @Test
    void aNewerFileTakesTheClaimOfTheOld() {
        Subject subject = subject(Thumbnail.Kind.IMAGE, 1);
        repository.add(List.of(subject));
        ThumbnailClaim claim = work.next(NONE_IN_HAND).orElseThrow();
        repository.renew(subject(Thumbnail.Kind.IMAGE, 2));

        work.make(claim, () -> false).ifPresent(made -> work.record(List.of(made)));

        assertThat(now(subject).state()).isEqualTo(Thumbnail.State.PENDING);
        makeNext();
        assertThat(now(subject).state()).isEqualTo(Thumbnail.State.READY);
    }

    @Test
    void aNodeMakesNoMoreThanItHasRoomFor() {
        repository.add(List.of(subject(Thumbnail.Kind.IMAGE, 1)));

        assertThat(work.next(Integer.MAX_VALUE)).isEmpty();

        assertThat(makeNext()).isTrue();
    }

    @Test
    void theCacheKeepsWithinItsSizeAndWhatWentIsMadeAgain() {
        Subject subject = subject(Thumbnail.Kind.IMAGE, 1);
        repository.add(List.of(subject));
        makeNext();
        assertThat(repository.bytes()).isPositive();

        keeper.shrinkTo(0);

        assertThat(repository.bytes()).isZero();
        assertThat(cache.file(subject.cacheKey(), "poster.png")).isEmpty();
        assertThat(now(subject)).isNull();
    }

    @Test
    void filesThatWereDeletedAreMadeAgain() {
        Subject subject = subject(Thumbnail.Kind.IMAGE, 1);
        repository.add(List.of(subject));
        makeNext();
        cache.remove(subject.cacheKey());

        assertThat(beans.get(Thumbnails.class).file(subject.cacheKey(), "poster.png"))
                .isEmpty();
        makeNext();

        assertThat(beans.get(Thumbnails.class).file(subject.cacheKey(), "poster.png"))
                .isPresent();
    }

    @Test
    void tellsWhatWasMadeOrGivenUpSinceATime() {
        Subject subject = subject(Thumbnail.Kind.IMAGE, 1);
        repository.add(List.of(subject));
        long now = Instant.now().getEpochSecond();
        assertThat(repository.changedSince("library", now - 60, 1000)).doesNotContain(origin);

        trouble = Optional.of(Kind.DAMAGED);
        makeNext();

        assertThat(repository.changedSince("library", now - 60, 1000)).contains(origin);
        assertThat(repository.changedSince("library", now + 60, 1000)).isEmpty();
        assertThat(repository.changedSince("other", now - 60, 1000)).isEmpty();
    }

    @Test
    void twoWhoAskForTheSameAtATimeGetOne() {
        Subject subject = subject(Thumbnail.Kind.IMAGE, 1);
        repository.add(List.of(subject));
        origin += "2";
        Subject other = subject(Thumbnail.Kind.IMAGE, 1);

        assertThatThrownBy(() -> repository.add(List.of(other, subject))).isInstanceOf(PersistenceException.class);

        assertThat(repository.find(List.of(other))).as("all or none").isEmpty();
        makeNext();
    }
}
