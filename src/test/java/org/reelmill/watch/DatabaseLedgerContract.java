package org.reelmill.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.InvalidInputException;

/** What the rows of watched folders are for, on each kind of database. */
abstract class DatabaseLedgerContract {

    @TempDir
    Path home;

    private TestRegister register;
    private Ledger ledger;
    private WatchedFolder folder;
    private Path in;

    protected abstract TestRegister register();

    @BeforeEach
    void begin() {
        register = register();
        ledger = register.get(DatabaseLedger.class);
        in = home.resolve("watched");
        folder = register.watch(FolderSettings.usual(in.toString()));
    }

    @Test
    void theRegisterIsThatOfS3_5() throws IOException {
        Path film = write("a/film.mp4", "film");
        register.register(folder, film);

        assertThat(register.sql().rows("SELECT main_dir, des_video_path, status, des_url FROM videos"))
                .containsExactly(List.of(film.getParent().toString(), film.toString(), 1, ""));
        assertThat(register.sql()
                        .number("SELECT COUNT(*) FROM videos WHERE ABS(TIMESTAMPDIFF(SECOND, created_date,"
                                + " CURRENT_TIMESTAMP)) < 60"))
                .isEqualTo(1);
        register.sql().update("INSERT INTO videos (des_video_path) VALUES ('/by/hand.mp4')");
        assertThat(register.sql().number("SELECT status FROM videos WHERE des_video_path = '/by/hand.mp4'"))
                .as("the default")
                .isEqualTo(1);
    }

    @Test
    void aFileIsRegisteredOnce_D3_1() throws IOException {
        Path film = write("film.mp4", "film");
        register.register(folder, film);
        register.register(folder, film);
        write("film.mp4", "another film");
        register.register(folder, film);

        assertThat(videos()).isEqualTo(1);
        assertThat(ledger.inFolder(folder.id(), in).get(film).stamp()).isEqualTo(TestRegister.stamp(film));
    }

    @Test
    void takesOverARowThatIsThereAlready() throws IOException {
        Path film = write("film.mp4", "film");
        register.sql().update("INSERT INTO videos (des_video_path, status) VALUES (?, 7)", film.toString());

        register.register(folder, film);

        assertThat(videos()).isEqualTo(1);
        assertThat(status(film)).isEqualTo(1);
    }

    @Test
    void namesAreToldApartByTheirBytes() throws IOException {
        for (String name :
                List.of("a.mp4", "A.mp4", "\u00e9.mp4", "e\u0301.mp4", "a .mp4", "%_!'.mp4", "\ud83c\udfac.mp4")) {
            register.register(folder, write(name, "film " + name));
        }

        assertThat(videos()).isEqualTo(7);
        assertThat(ledger.inFolder(folder.id(), in)).hasSize(7);
        assertThat(register.get(WatchLedger.class)
                        .videos(Optional.of(1), in.resolve("%").toString(), 0, 10)
                        .rows())
                .singleElement()
                .extracting(Video::path)
                .isEqualTo(in.resolve("%_!'.mp4").toString());
    }

    @Test
    void aRenameKeepsTheRow_D3_4() throws IOException {
        Path film = write("film.mp4", "film");
        register.register(folder, film);
        long id = register.sql().number("SELECT id FROM videos");
        Path renamed = Files.move(film, in.resolve("renamed.mp4"));

        register.register(folder, renamed);

        assertThat(register.sql().rows("SELECT id, des_video_path FROM videos"))
                .hasSize(1)
                .first()
                .satisfies(row -> assertThat(((Number) row.get(0)).longValue()).isEqualTo(id))
                .satisfies(row -> assertThat(row.get(1)).isEqualTo(renamed.toString()));
        assertThat(ledger.inFolder(folder.id(), in)).containsOnlyKeys(renamed);
    }

    @Test
    void aRenameIsKnownAgainAlsoWhenTheOldNameWasMissedFirst() throws IOException {
        Path film = write("film.mp4", "film");
        register.register(folder, film);
        Path renamed = Files.move(film, in.resolve("renamed.mp4"));
        ledger.gone(folder.id(), List.of(film));
        ledger.note(folder.id(), List.of(noted(renamed, FileState.SETTLING)));

        register.register(folder, renamed);

        assertThat(videos()).isEqualTo(1);
        assertThat(status(renamed)).isEqualTo(1);
    }

    @Test
    void whatIsGoneIsMarkedAndRevivedWhenItComesBack() throws IOException {
        Path film = write("film.mp4", "film");
        register.register(folder, film);
        Files.delete(film);
        ledger.gone(folder.id(), List.of(film));
        assertThat(status(film)).isEqualTo(5);
        assertThat(ledger.inFolder(folder.id(), in)).isEmpty();
        assertThat(ledger.holdsAny(folder.id())).isFalse();

        write("film.mp4", "film");
        register.register(folder, film);

        assertThat(status(film)).isEqualTo(1);
        assertThat(videos()).isEqualTo(1);
    }

    @Test
    void aFolderThatIsGoneTakesItsFilesAlong() throws IOException {
        Path film = write("a/film.mp4", "film");
        Path other = write("b/other.mp4", "other");
        register.register(folder, film);
        register.register(folder, other);
        assertThat(ledger.samples(folder.id())).containsExactlyInAnyOrder(film, other);

        ledger.goneFolder(folder.id(), in.resolve("a"));

        assertThat(status(film)).isEqualTo(5);
        assertThat(status(other)).isEqualTo(1);
        assertThat(ledger.samples(folder.id())).containsExactly(other);
    }

    @Test
    void notesWhyAFileIsNotRegisteredAndForgetsItWithTheFile() throws IOException {
        Path film = write("film.mp4", "half");
        ledger.note(folder.id(), List.of(noted(film, FileState.SETTLING)));
        ledger.note(folder.id(), List.of(noted(film, FileState.REFUSED)));

        WatchLedger page = register.get(WatchLedger.class);
        FolderReport report = page.report(folder.id());
        assertThat(report.refused()).isEqualTo(1);
        assertThat(report.settling()).isZero();
        assertThat(page.files(folder.id(), FileState.REFUSED, 0, 10).rows())
                .singleElement()
                .satisfies(file -> assertThat(file.reason()).contains(FileReason.INCOMPLETE))
                .satisfies(file -> assertThat(file.due()).isPresent());
        assertThat(page.why(film.toString()).english()).contains("refused", "end is missing");

        ledger.gone(folder.id(), List.of(film));
        assertThat(register.sql().number("SELECT COUNT(*) FROM watched_file")).isZero();
    }

    @Test
    void whatIsRegisteredStaysSoWhileItsNewContentSettles() throws IOException {
        Path film = write("film.mp4", "film");
        register.register(folder, film);

        ledger.note(folder.id(), List.of(noted(film, FileState.SETTLING)));

        assertThat(ledger.inFolder(folder.id(), in).get(film).state()).isEqualTo(FileState.REGISTERED);
        assertThat(register.get(WatchLedger.class).report(folder.id()).thisHour())
                .isEqualTo(1);
    }

    @Test
    void aRuleIsFollowedOnceForOneContent() throws IOException {
        FolderSettings usual = folder.settings();
        folder = register.get(WatchedFolders.class)
                .change(
                        folder.id(),
                        new FolderSettings(
                                usual.folder(),
                                true,
                                WatchMode.AUTO,
                                WatchRule.JOB,
                                List.of(),
                                Optional.empty(),
                                5,
                                Optional.empty(),
                                true));
        Path film = write("film.mp4", "film");
        register.register(folder, film);
        FollowUpRecords records = register.get(FollowUpRecords.class);
        WatchedFile file = records.next(folder.id(), FollowUp.WANTED, 0, 10).get(0);
        records.milled(file);
        assertThat(status(film)).isEqualTo(3);

        ledger.gone(folder.id(), List.of(film));
        register.register(folder, film);
        assertThat(records.next(folder.id(), FollowUp.WANTED, 0, 10)).isEmpty();

        write("film.mp4", "another film");
        register.register(folder, film);
        assertThat(records.next(folder.id(), FollowUp.WANTED, 0, 10)).hasSize(1);
        assertThat(records.next(folder.id(), FollowUp.WANTED, file.id(), 10)).isEmpty();
    }

    @Test
    void twoFilesNeverShareAResult_D3_11() throws IOException {
        register.register(folder, write("a.avi", "one"));
        register.register(folder, write("a.mov", "two"));
        LedgerRepository files = register.get(LedgerRepository.class);
        WatchedFile first = files.find(in.resolve("a.avi")).orElseThrow();
        WatchedFile second = files.find(in.resolve("a.mov")).orElseThrow();
        FollowUpRecords records = register.get(FollowUpRecords.class);
        Path result = home.resolve("out/a.mp4");

        records.result(first, result);

        assertThat(records.isResultOfOther(first, result)).isFalse();
        assertThat(records.isResultOfOther(second, result)).isTrue();
        assertThatThrownBy(() -> records.result(second, result)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void oneServerWatchesAFolderAtATime() {
        WatchedFolderRepository folders = register.get(WatchedFolderRepository.class);
        assertThat(folders.claim(folder.id(), "a", "node a", 30)).isTrue();
        assertThat(folders.claim(folder.id(), "b", "node b", 30)).isFalse();
        assertThat(folders.claim(folder.id(), "a", "node a", 30)).as("renewed").isTrue();
        folders.watched(folder.id(), WatchMode.EVENTS, Optional.of("because"));
        assertThat(folders.unwatched(folder.id(), "missing"))
                .as("it is watched")
                .isFalse();

        folders.release(folder.id(), "b");
        assertThat(folders.claim(folder.id(), "b", "node b", 30)).isFalse();
        folders.release(folder.id(), "a");
        assertThat(folders.unwatched(folder.id(), "missing")).isTrue();
        assertThat(folders.unwatched(folder.id(), "missing")).as("no news").isFalse();
        assertThat(folders.claim(folder.id(), "b", "node b", -1)).isTrue();
        assertThat(folders.claim(folder.id(), "c", "node c", 30))
                .as("the lease has ended")
                .isTrue();
    }

    @Test
    void remembersWhatAServerTells() {
        WatchRecords records = register.get(WatchRecords.class);
        WatchedFolders folders = register.get(WatchedFolders.class);
        folders.rescan(folder.id(), true);
        assertThat(folders.get(folder.id()).rescanWanted()).isTrue();
        assertThat(folders.get(folder.id()).lossAccepted()).isTrue();

        records.watched(folder.id(), WatchMode.POLLING, Optional.empty());
        records.report(folder.id(), new FolderRound.Report(true, 5, 1, Optional.empty()));

        WatchedFolder row = folders.get(folder.id());
        assertThat(row.rescanWanted()).isFalse();
        assertThat(row.lossAccepted()).isFalse();
        assertThat(row.reconciled()).isPresent();
        assertThat(row.events()).isEqualTo(5);
        assertThat(row.lost()).isEqualTo(1);
        assertThat(row.mode()).contains(WatchMode.POLLING);
    }

    @Test
    void refusesFoldersThatOverlapOrAreOurs() {
        WatchedFolders folders = register.get(WatchedFolders.class);
        assertThatThrownBy(() ->
                        folders.add(FolderSettings.usual(in.resolve("below").toString())))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> folders.add(FolderSettings.usual("relative")))
                .isInstanceOf(InvalidInputException.class);
        assertThat(folders.all()).hasSize(1);
    }

    @Test
    void addsAddressesOfTheNearestBase() throws IOException {
        register.get(UrlBases.class).add(home.toString(), "https://media.example/v/");
        Path film = write("a b.mp4", "film");

        register.register(folder, film);

        assertThat(register.sql().texts("SELECT des_url FROM videos"))
                .containsExactly("https://media.example/v/watched/a%20b.mp4");
        assertThatThrownBy(() -> register.get(UrlBases.class).add(home.toString(), "ftp://media.example"))
                .isInstanceOf(InvalidInputException.class);
    }

    private static Ledger.Noted noted(Path file, FileState state) {
        return new Ledger.Noted(file, TestRegister.stamp(file), state, FileReason.INCOMPLETE, 5);
    }

    private Path write(String name, String content) throws IOException {
        Path file = in.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private long videos() {
        return register.sql().number("SELECT COUNT(*) FROM videos");
    }

    private long status(Path file) {
        return register.sql().number("SELECT status FROM videos WHERE des_video_path = ?", file.toString());
    }
}
