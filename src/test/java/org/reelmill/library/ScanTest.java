package org.reelmill.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.library.SearchFilter.Measure;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Page;
import org.reelmill.testing.Sql;

/** What a scan makes of what is on the disk. */
class ScanTest {

    @TempDir
    Path home;

    private TestLibrary library;

    @BeforeEach
    void open() {
        library = TestLibrary.inMemory(home);
    }

    @Test
    void sumsUpToAnyDepth() {
        library.write("a/b/c/d/e/f/g/h/deep.mp4", 1000);
        library.write("a/picture.JPG", 100);
        library.write("a/note", 10);

        library.scan();

        LibraryEntry a = library.find("a").entry();
        assertThat(a.size()).isEqualTo(1110);
        assertThat(List.of(a.files(), a.images(), a.videos(), a.pending())).containsExactly(3L, 1L, 1L, 0L);
        library.checkSame();
    }

    @Test
    void findsWhatChanged() throws IOException {
        Path grown = library.write("a/b/one.mkv", 10);
        Path gone = library.write("a/b/two.mkv", 20);
        Path same = library.write("a/three.mkv", 30);
        library.scan();
        long kept = library.find("a/three.mkv").entry().id();

        Files.write(grown, new byte[15]);
        Files.delete(gone);
        library.write("a/c/new.png", 5);
        library.scan();

        assertThat(library.find("a").entry().size()).isEqualTo(50);
        assertThat(library.find("a/three.mkv").entry().id()).as(same.toString()).isEqualTo(kept);
        library.checkSame();
    }

    /** Found by people who moved and looked at once: whoever lost the race was told of a fault of the server. */
    @Test
    void whatGetsItsRowFromAnotherNodeMeanwhileIsNoFault() throws Exception {
        Path replaced = library.write("thing", 1);
        library.scan();
        Place top = library.find("");
        Place thing = library.find("thing");
        Files.delete(replaced);
        library.write("thing/inside", 2);
        library.write("film.mp4", 10);
        CompletableFuture<FolderScan.Outcome> look;
        try (Connection other = library.connection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeQuery("SELECT entryID FROM library_entry WHERE entryID = "
                    + thing.entry().id() + " FOR UPDATE");
            look = CompletableFuture.supplyAsync(
                    () -> library.get(FolderScan.class).look(top));
            await().until(() -> library.sql()
                            .number("SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS WHERE BLOCKER_ID IS NOT NULL")
                    > 0);
            library.get(EntryRepository.class)
                    .store(List.of(new FolderNews(
                            top.entry().id(),
                            0,
                            List.of(new Found("film.mp4", EntryKind.VIDEO, 10, 0, 0)),
                            Map.of(),
                            Optional.empty())));
            other.commit();
        }

        assertThat(look.join()).isEqualTo(FolderScan.Outcome.CHANGED);
        library.scan();
        library.checkSame();
    }

    /** Found by a build that was red: what was made after the look of a scan that was still at it counted as missing. */
    @Test
    void whoAsksForWhatWasJustMadeWaitsForTheScanThatHasPassedIt() throws InterruptedException {
        library.write("a/film.mp4", 10);
        List<Place> folders = List.of(library.find(""), library.find("a"));
        CountDownLatch topIsRead = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger looks = new AtomicInteger();
        CompletableFuture<List<FolderScan.Outcome>> scan = CompletableFuture.supplyAsync(
                () -> library.get(FolderScan.class).look(folders, () -> {
                    if (looks.getAndIncrement() == 0) {
                        return true;
                    }
                    topIsRead.countDown();
                    return isReleased(goOn);
                }));
        topIsRead.await();
        library.write("late.mp4", 10);
        CompletableFuture<Place> asked = new CompletableFuture<>();
        Thread asking = new Thread(() -> {
            try {
                asked.complete(library.find("late.mp4"));
            } catch (RuntimeException e) {
                asked.completeExceptionally(e);
            }
        });

        asking.start();
        await().until(() -> asked.isDone() || asking.getState() == Thread.State.TIMED_WAITING);
        goOn.countDown();

        assertThat(scan.join()).hasSize(2);
        assertThat(asked.join().entry().size()).isEqualTo(10);
    }

    private static boolean isReleased(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The clock of a file system ticks less often than files come. */
    @Test
    void findsWhatCameInTheTickInWhichTheFolderWasRead() throws IOException {
        library.write("a/one.mp4", 10);
        // a tick that lasts until the folder was read, however slow this machine is
        FileTime tick = FileTime.from(Instant.now().plusSeconds(60));
        Files.setLastModifiedTime(library.folder().resolve("a"), tick);
        library.find("a/one.mp4");

        library.write("a/two.mp4", 20);
        Files.setLastModifiedTime(library.folder().resolve("a"), tick);

        assertThat(library.find("a/two.mp4").entry().size()).isEqualTo(20);
    }

    /** Found by review: only the time of the folder was looked at, which stays as it is. */
    @Test
    void whoLooksSeesHowAFileGrows() throws IOException {
        Path film = library.write("a/film.mp4", 10);
        library.write("a/other.mp4", 15);
        library.scan();
        FileTime before = Files.getLastModifiedTime(film.getParent());

        Files.write(film, new byte[20]);

        assertThat(Files.getLastModifiedTime(film.getParent())).isEqualTo(before);
        assertThat(names(library.get(Library.class).open(library.find("a")), false))
                .containsExactly("film.mp4", "other.mp4");
        assertThat(library.find("").entry().size()).isEqualTo(35);
        library.checkSame();
    }

    @Test
    void noticesAFileThatWasReplacedByOneOfTheSameSize() throws IOException {
        Path file = library.write("film.mp4", 10);
        FileTime time = Files.getLastModifiedTime(file);
        library.scan();
        long before = library.find("film.mp4").entry().inode();

        // written beside the old one, so that it cannot get the same inode
        Path other = library.write("other.mp4", 10);
        Files.setLastModifiedTime(other, time);
        Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        library.scan();

        assertThat(library.find("film.mp4").entry().inode()).isNotEqualTo(before);
        library.checkSame();
    }

    @Test
    void turnsAFileIntoAFolderOfTheSameName() throws IOException {
        Path file = library.write("a/thing", 10);
        library.scan();

        Files.delete(file);
        library.write("a/thing/inside.mp4", 3);
        library.scan();

        assertThat(library.find("a").entry().size()).isEqualTo(3);
        library.checkSame();
    }

    /** More entries than are kept until a folder is compared (it is listed twice), and than go into one statement. */
    @Test
    void readsAFolderOfAnySize() throws IOException {
        Path big = Files.createDirectories(library.folder().resolve("big"));
        for (int i = 0; i < 20_003; i++) {
            Files.createFile(big.resolve(i + ".txt"));
        }
        library.scan();

        Files.delete(big.resolve("7.txt"));
        Files.write(big.resolve("20002.txt"), new byte[5]);
        Files.createFile(big.resolve("new.txt"));
        library.scan();

        LibraryEntry entry = library.find("big").entry();
        assertThat(List.of(entry.files(), entry.size())).containsExactly(20_003L, 5L);
        library.checkSame();
    }

    /** Each time that H2 takes ids it brings all that was changed to the disk: a first scan took minutes (ADR 62). */
    @Test
    void theEmbeddedDatabaseTakesIdsForManyRowsAtOnce() {
        assertThat(library.sql()
                        .rows("SELECT IDENTITY_CACHE FROM INFORMATION_SCHEMA.COLUMNS WHERE IDENTITY_CACHE IS NOT NULL"
                                + " AND TABLE_NAME IN ('LIBRARY_ENTRY', 'THUMBNAIL')"))
                .extracting(row -> row.get(0))
                .containsExactly(10_000L, 10_000L);
    }

    /** Where a given id moves the counter, each that H2 has made itself does so as well. */
    @Test
    void theEmbeddedDatabaseDoesNotCompareEachIdWithItsCounter() {
        Sql sql = library.sql();
        sql.update("CREATE TABLE counted (id BIGINT AUTO_INCREMENT PRIMARY KEY, number INT)");
        try {
            sql.update("INSERT INTO counted (id, number) VALUES (100, 1)");
            sql.update("INSERT INTO counted (number) VALUES (2)");

            assertThat(sql.rows("SELECT id FROM counted WHERE number = 2").get(0))
                    .containsExactly(1L);
        } finally {
            sql.update("DROP TABLE counted");
        }
    }

    @Test
    void looksIntoMediaFilesOnlyIfThePolicyWantsIt() {
        Policies policies = library.get(Policies.class);
        library.write("film.mp4", 10);
        int before = library.mediaScans();
        policies.change(Map.of(Policy.LIBRARY_PROBE, "0"), Map.of());
        try {
            await().until(() -> !policies.recent().isOn(Policy.LIBRARY_PROBE));
            library.scan();
            library.get(Scans.class).tend();

            assertThat(library.mediaScans()).isEqualTo(before);
        } finally {
            policies.change(Map.of(Policy.LIBRARY_PROBE, "1"), Map.of());
        }
        await().until(() -> policies.recent().isOn(Policy.LIBRARY_PROBE));
        library.get(Scans.class).tend();
        assertThat(library.mediaScans()).isEqualTo(before + 1);
    }

    @Test
    void tellsNamesApartByTheirBytes() {
        List<String> names = List.of(
                "a.mp4",
                "A.mp4",
                "\u00e9.mp4",
                "e\u0301.mp4",
                "e.mp4",
                "\u65e5\u672c\u8a9e.mp4",
                "\u0441\u044b\u0440.mp4",
                "\ud83c\udfac.mp4",
                "trailing ",
                "trailing",
                "%_!'\"<b>.mp4",
                ".dotted.folder",
                "\u202eevil");
        names.forEach(name -> library.write("names/" + name, 1));

        library.scan();

        assertThat(library.find("names").entry().files()).isEqualTo(names.size());
        names.forEach(
                name -> assertThat(library.find("names/" + name).entry().name()).isEqualTo(name));
        library.checkSame();
    }

    @Test
    void takesPathsOfAnyLength() {
        String deep = String.join("/", java.util.Collections.nCopies(15, "f".repeat(200)));
        library.write(deep + "/" + "\u65e5".repeat(80) + ".mp4", 7);

        library.scan();

        assertThat(library.find(deep).entry().size()).isEqualTo(7);
        library.checkSame();
    }

    @Test
    void skipsWhatThePolicyHides() {
        library.write("$RECYCLE.BIN/old.mp4", 10);
        library.write("film.mp4", 1);

        library.scan();

        assertThat(library.known(Area.FILES)).containsOnlyKeys("film.mp4");
    }

    @Test
    void showsLinksAndFollowsNone() throws IOException {
        library.write("a/film.mp4", 10);
        Files.createSymbolicLink(library.folder().resolve("out"), Path.of("/etc"));
        Files.createSymbolicLink(library.folder().resolve("a/loop"), library.folder());
        Files.createSymbolicLink(
                library.folder().resolve("inside"), library.folder().resolve("a"));

        library.scan();

        assertThat(library.find("out").entry().kind()).isEqualTo(EntryKind.LINK);
        assertThat(library.find("").entry().size()).isEqualTo(10);
        for (String path : List.of("out/passwd", "a/loop/a", "inside/film.mp4")) {
            assertThatThrownBy(() -> library.find(path))
                    .isInstanceOfAny(InvalidInputException.class, NotFoundException.class);
        }
        library.checkSums();
    }

    @Test
    void anUnreadableFolderHoldsUpNothing() throws IOException {
        library.write("a/b/film.mp4", 10);
        library.get(FolderScan.class).look(library.find(""));
        library.get(FolderScan.class).look(library.find("a"));
        Place b = library.find("a/b");
        Files.move(b.file(), home.resolve("elsewhere"));
        Files.createFile(b.file());

        library.get(FolderScan.class).look(b);

        assertThat(library.find("a/b").entry().state()).isEqualTo(EntryState.UNREADABLE);
        assertThat(library.find("a/b").entry().trouble()).contains("It is no folder any more");
        assertThat(library.find("").entry().pending()).isZero();
        library.checkSums();
    }

    @Test
    void aFolderThatVanishesDuringTheScanHoldsUpNothing() throws IOException {
        library.write("a/b/gone.mp4", 10);
        library.write("a/c/there.mp4", 20);
        library.get(FolderScan.class).look(library.find(""));
        library.get(FolderScan.class).look(library.find("a"));
        List<Place> known = List.of(library.find("a/b"), library.find("a/c"));
        Files.delete(library.folder().resolve("a/b/gone.mp4"));
        Files.delete(library.folder().resolve("a/b"));

        for (Place folder : known) {
            library.get(ScanWork.class).look(0, folder.entry().id());
        }

        assertThat(library.find("a").entry().pending()).isZero();
        assertThat(library.find("a").entry().size()).isEqualTo(20);
        assertThat(library.sql().texts("SELECT trouble FROM library_entry WHERE state = 2"))
                .containsExactly("It is not there any more");
        library.checkSums();
        library.scan();
        library.checkSame();
    }

    /**
     * Found by trying a folder that may be listed and not entered: its files became others, and were no longer retained. Here the system
     * refuses paths that are too long, because root may enter all.
     */
    @Test
    void whatTheSystemGivesOnlyTheNameOfStaysAsItIsKnown() throws IOException {
        String deep = "n".repeat(100) + "/";
        int levels = (3850 - library.folder().toString().length()) / deep.length();
        String folder = "a/" + deep.repeat(levels);
        library.write(folder + "f".repeat(220) + ".mp4", 10);
        library.write(folder + "g".repeat(220) + "/film.mp4", 20);
        library.scan();
        library.get(Retention.class)
                .retain(library.find(folder + "f".repeat(220) + ".mp4"), Optional.empty(), Optional.empty());
        Moving moving = library.get(Moving.class);

        Place moved = moving.rename(library.find("a"), "b".repeat(150));
        try {
            library.scan();

            LibraryEntry entry = library.find(moved.path()).entry();
            assertThat(List.of(entry.size(), entry.files(), entry.videos(), entry.retained()))
                    .containsExactly(30L, 2L, 2L, 1L);
            library.checkSums();
        } finally {
            moving.rename(moved, "a");
        }
        library.scan();
        library.checkSame();
    }

    @Test
    void aFolderThatTheServerMayNotReadIsMarkedAndKeepsWhatIsKnown() throws IOException {
        Path closed = library.write("a/closed/film.mp4", 10).getParent();
        library.write("a/open.mp4", 20);
        library.scan();
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        try {
            assumeThat(Files.isReadable(closed)).as("root reads everything").isFalse();
            library.write("a/other.mp4", 30);

            library.scan();

            assertThat(library.find("a/closed").entry().trouble()).contains("The server may not read it");
            assertThat(library.find("a").entry().size()).isEqualTo(60);
            assertThat(library.find("a").entry().pending()).isZero();
            assertThat(library.root().trouble()).isEmpty();
            library.checkSums();
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        library.scan();
        assertThat(library.find("a/closed").entry().trouble()).isEmpty();
        library.checkSame();
    }

    /** Found by review: what it had there could no more be restored, for only the files' own folder was marked. */
    @Test
    void prunesNothingWhileTheGarbageMayNotBeMounted() throws IOException {
        library.write("a/film.mp4", 10);
        library.scan();
        library.get(Moving.class).remove(library.find("a/film.mp4"));
        Path garbage = library.root().folder(Area.GARBAGE);
        Path aside = home.resolve("aside");
        Files.move(garbage, aside);
        Files.createDirectory(garbage);

        library.get(FolderScan.class).look(library.inGarbage(""));
        assertThat(library.root().trouble())
                .get()
                .asString()
                .contains("the folder of its garbage on this node")
                .doesNotContain(garbage.toString());
        assertThat(library.known(Area.GARBAGE)).containsKey("a/film.mp4");
        assertThatThrownBy(() -> library.get(Moving.class).remove(library.find("a")))
                .isInstanceOf(ConflictException.class);

        Files.delete(garbage);
        Files.move(aside, garbage);
        library.get(Moving.class).restore(library.inGarbage("a/film.mp4"));
        assertThat(library.folder().resolve("a/film.mp4")).exists();
        library.checkSame();
    }

    @Test
    void prunesNothingWhileTheMarkerIsMissing() throws IOException {
        library.write("a/film.mp4", 10);
        library.scan();
        Path aside = home.resolve("aside");

        Files.move(library.folder(), aside);
        Files.createDirectory(library.folder());
        library.get(FolderScan.class).look(library.find(""));

        assertThat(library.root().trouble()).get().asString().contains(".reelmill is missing");
        assertThat(library.known(Area.FILES)).containsKey("a/film.mp4");

        Files.delete(library.folder());
        Files.move(aside, library.folder());
        library.scan();
        assertThat(library.root().trouble()).isEmpty();
        library.checkSame();
    }

    @Test
    void leavesToOtherNodesWhatIsNotMountedHere() throws IOException {
        Path film = library.write("a/film.mp4", 10);
        library.scan();
        Path aside = home.resolve("aside");
        Files.move(library.folder(), aside);

        Scans scans = library.get(Scans.class);
        scans.request(library.find("a"));
        scans.tend();
        library.get(ScanWork.class).probe(0, library.find("a/film.mp4").entry().id());

        assertThat(scans.all())
                .filteredOn(scan -> !scan.isOfMedia())
                .singleElement()
                .matches(scan -> !scan.running());
        assertThat(library.sql().number("SELECT COUNT(*) FROM library_root WHERE trouble IS NOT NULL"))
                .isZero();
        assertThat(library.find("a/film.mp4").entry().mediaPending()).isTrue();
        assertThatThrownBy(() -> library.get(LibraryRoots.class).acceptLoss(library.root()))
                .isInstanceOf(ConflictException.class);

        Files.move(aside, library.folder());
        scans.tend();
        assertThat(scans.all()).isEmpty();
        assertThat(library.root().trouble()).isEmpty();
        assertThat(film).exists();
        library.checkSame();
    }

    @Test
    void prunesNothingWhenTooMuchVanishedAtOnce() throws IOException {
        for (int i = 0; i < 40; i++) {
            library.write("a/" + i % 4 + "/" + i + ".mp4", 1);
        }
        library.write("b/stays.mp4", 1);
        library.scan();

        for (Path file : filesBelow(library.folder().resolve("a"))) {
            Files.delete(file);
        }
        library.scan();

        assertThat(library.root().trouble()).get().asString().contains("vanished at once");
        // what vanished before the share was reached may be pruned, not more
        assertThat(library.find("").entry().files()).isGreaterThanOrEqualTo(41 - 20);

        library.get(LibraryRoots.class).acceptLoss(library.root());
        library.scan();
        assertThat(library.root().trouble()).isEmpty();
        library.checkSame();
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void goesOnWhereItWas() {
        for (String path : List.of("a/a/1", "a/b/2", "b/a/3", "b/b/c/4", "c/5")) {
            library.write(path, 1);
        }
        for (int i = 0; i < 250; i++) {
            library.write("many/" + i + "/below/film.mp4", 1);
        }
        library.scan();
        List<Long> whole = new ArrayList<>();
        FolderWalk walk = begun();
        for (long[] next = walk.next(); next.length > 0; next = walk.next()) {
            Arrays.stream(next).forEach(whole::add);
        }

        List<Long> inPieces = new ArrayList<>();
        FolderWalk piece = begun();
        for (long[] next = piece.next(); next.length > 0; next = piece.next()) {
            Arrays.stream(next).forEach(inPieces::add);
            long[][] position = piece.position();
            piece = new FolderWalk(library.get(EntryRepository.class));
            piece.goOn(position);
        }

        assertThat(whole)
                .hasSize(10 + 2 * 250)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(library
                        .sql()
                        .rows("SELECT entryID FROM library_entry WHERE panel = 0 AND entryID <> "
                                + library.inGarbage("").entry().id())
                        .stream()
                        .map(row -> ((Number) row.get(0)).longValue())
                        .toList());
        assertThat(inPieces).isEqualTo(whole);
    }

    private FolderWalk begun() {
        FolderWalk walk = new FolderWalk(library.get(EntryRepository.class));
        walk.begin(library.find("").entry().id());
        return walk;
    }

    @Test
    void oneFolderThatMakesTroubleHoldsUpNoOtherThatIsLookedAtWithIt() {
        for (int i = 0; i < 5; i++) {
            library.write(i + "/film.mp4", 10);
        }
        library.get(FolderScan.class).look(library.find(""));
        library.sql().update("ALTER TABLE library_entry ADD CONSTRAINT no_trouble CHECK (name <> 'trouble.mp4')");
        try {
            library.write("2/trouble.mp4", 10);
            library.scan();
        } finally {
            library.sql().update("ALTER TABLE library_entry DROP CONSTRAINT no_trouble");
        }

        assertThat(library.find("").entry().size()).isEqualTo(40);
        assertThat(library.find("").entry().pending()).isEqualTo(1);
        library.checkSums();
        library.scan();
        library.checkSame();
    }

    @Test
    void aFolderThatIsRemovedWhileItIsReadLeavesNoRow() {
        library.write("a/b/film.mp4", 10);
        library.write("c/other.mp4", 20);
        library.scan();
        EntryRepository entries = library.get(EntryRepository.class);
        Place a = library.find("a");
        Place b = library.find("a/b");
        Place c = library.find("c");
        entries.remove(a.parent().entry().id(), List.of(a.entry().id()));

        entries.store(Stream.of(b, c)
                .map(place -> new FolderNews(
                        place.entry().id(),
                        place.depth(),
                        List.of(
                                new Found("late", EntryKind.FOLDER, 0, 0, 0),
                                new Found("late.mp4", EntryKind.VIDEO, 5, 0, 0)),
                        Map.of(),
                        Optional.of(new FolderNews.Stamp(1, 1, Optional.empty()))))
                .toList());

        assertThat(library.sql().texts("SELECT name FROM library_entry WHERE name LIKE 'late%' ORDER BY name"))
                .containsExactly("late", "late.mp4");
        assertThat(library.find("").entry().size()).isEqualTo(25);
        library.checkSums();
    }

    /** ADR 60: shown by rows that nobody could have read without noticing what is wrong with them. */
    @Test
    void ofAFolderWhoseListingIsTheSameNoRowsAreRead() throws IOException {
        Path film = library.write("a/film.mp4", 10);
        Path other = library.write("a/b/other.mp4", 20);
        // what was changed just now is looked at once more
        for (Path folder : List.of(other.getParent(), film.getParent())) {
            Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minusSeconds(60)));
        }
        library.scan();
        FileTime before = Files.getLastModifiedTime(film);

        setInode("film.mp4", 7);
        library.scan();
        assertThat(inode("film.mp4")).isEqualTo(7);

        Files.setLastModifiedTime(film, FileTime.fromMillis(before.toMillis() + 5000));
        library.scan();
        assertThat(inode("film.mp4")).isNotEqualTo(7);
        library.checkSame();

        setInode("film.mp4", 7);
        library.get(Invalidation.class).invalidate(library.find(""));
        library.scan();
        assertThat(inode("film.mp4")).as("forgotten by somebody").isNotEqualTo(7);

        setInode("other.mp4", 7);
        library.get(Retention.class).retain(library.find("a/b"), Optional.empty(), Optional.empty());
        library.get(Invalidation.class).invalidate(library.find(""));
        library.scan();
        assertThat(inode("other.mp4")).as("in a retained folder").isNotEqualTo(7);
    }

    private void setInode(String name, long inode) {
        library.sql().update("UPDATE library_entry SET inode = ? WHERE name = ?", inode, name);
    }

    private long inode(String name) {
        return library.sql().number("SELECT inode FROM library_entry WHERE name = '" + name + "'");
    }

    /** A row that was brought up to date for whoever looked is no longer what was compared. */
    @Test
    void aFileThatIsAgainAsItWasComparedIsNoticed() throws IOException {
        Path film = library.write("film.mp4", 10);
        library.scan();
        byte[] content = Files.readAllBytes(film);
        FileTime time = Files.getLastModifiedTime(film);

        Files.write(film, new byte[30], StandardOpenOption.APPEND);
        all("");
        assertThat(library.find("film.mp4").entry().size()).isEqualTo(40);
        Files.write(film, content);
        Files.setLastModifiedTime(film, time);
        library.scan();

        assertThat(library.find("film.mp4").entry().size()).isEqualTo(10);
        library.checkSame();
    }

    @Test
    void aLibraryThatIsForgottenTakesNoOtherWithIt() throws IOException {
        library.write("a/film.mp4", 10);
        library.scan();
        LibraryRoots roots = library.get(LibraryRoots.class);
        Path other = Files.createDirectories(home.resolve("other")).toRealPath();
        Path garbage = Files.createDirectories(home.resolve("other-garbage"));
        roots.define(new LibraryRoots.Wish("other", other.toString(), Optional.of(garbage.toString()), false, true));

        roots.forget(library.get(Places.class).root("other"));

        library.checkSame();
    }

    /** The rows that a scan read are older than a move that somebody made meanwhile. */
    @Test
    void whatWasMovedAwayMeanwhileKeepsItsRow() {
        library.write("a/film.mp4", 10);
        library.write("b/other.mp4", 20);
        library.scan();
        Place film = library.find("a/film.mp4");
        library.get(Retention.class).retain(film, Optional.empty(), Optional.empty());
        library.get(Moving.class).move(film, library.find("b"));

        EntryRepository entries = library.get(EntryRepository.class);
        long before = film.parent().entry().id();
        entries.remove(before, List.of(film.entry().id()));
        entries.store(List.of(new FolderNews(
                before,
                1,
                List.of(),
                Map.of(film.entry().known(), new Found("film.mp4", EntryKind.VIDEO, 99, 0, 0)),
                Optional.empty())));

        assertThat(library.find("b/film.mp4").entry().retain()).isTrue();
        library.checkSame();
    }

    @Test
    void listsTheBiggestFirstAndWhatIsPendingLast() {
        library.write("small/x", 1);
        library.write("BIG/x", 100);
        library.write("equalB", 5);
        library.write("Equala", 5);
        library.write("huge", 50);
        library.scan();
        library.write("pending/x", 1000);
        Place top = library.get(Library.class).open(library.find(""));

        assertThat(names(top, true)).containsExactly("BIG", "small", "pending");
        assertThat(names(top, false)).containsExactly("huge", "Equala", "equalB");
    }

    private List<String> names(Place folder, boolean folders) {
        return library
                .get(Library.class)
                .page(folder, new Listing(folders, true, Listing.Order.SIZE), 0, 100)
                .rows()
                .stream()
                .map(LibraryEntry::name)
                .toList();
    }

    @Test
    void ordersTheNewestFirst() throws IOException {
        for (String name : List.of("old", "newest", "retained", "new")) {
            library.write(name, 1);
        }
        for (Map.Entry<String, Integer> day :
                Map.of("old", 1, "newest", 4, "retained", 3, "new", 2).entrySet()) {
            Files.setLastModifiedTime(
                    library.folder().resolve(day.getKey()),
                    FileTime.fromMillis(TimeUnit.DAYS.toMillis(day.getValue())));
        }
        library.scan();
        library.get(Retention.class).retain(library.find("retained"), Optional.empty(), Optional.empty());

        Page<LibraryEntry> first = library.get(Library.class)
                .page(library.find(""), new Listing(false, false, Listing.Order.NEWEST), 0, 2);

        assertThat(first.rows()).extracting(LibraryEntry::name).containsExactly("newest", "new");
        assertThat(first.total()).isEqualTo(3);
    }

    @Test
    void ordersByTheWholeName() {
        String beginning = "the same sixty-four characters and more of them ".repeat(3);
        Stream.of("b", "C", "a").forEach(end -> library.write(beginning + end, 1));
        library.scan();
        Page<LibraryEntry> byName =
                library.get(Library.class).page(library.find(""), new Listing(false, true, Listing.Order.NAME), 1, 2);

        assertThat(names(library.find(""), false)).containsExactly(beginning + "C", beginning + "a", beginning + "b");
        assertThat(byName.rows()).extracting(LibraryEntry::name).containsExactly(beginning + "a", beginning + "b");
        assertThat(byName.total()).isEqualTo(3);
    }

    @Test
    void givesAllOfAFolderInTheSizeThatItHasNow() throws IOException {
        for (int i = 0; i < 1100; i++) {
            library.write("many/" + i, 1);
        }
        library.write("many/folder/x", 5000);
        library.scan();
        Files.write(library.folder().resolve("many/777"), new byte[3]);

        List<Known> all = all("many");

        assertThat(all).extracting(Known::name).hasSize(1101).doesNotHaveDuplicates();
        assertThat(all.get(0).name()).isEqualTo("777");
        assertThat(all.get(0).size()).isEqualTo(3);
        assertThat(all.get(1100).name()).isEqualTo("folder");
        assertThat(all("many/folder")).extracting(Known::name).containsExactly("x");
    }

    private List<Known> all(String folder) {
        return library.get(Library.class).all(library.find(folder));
    }

    @Test
    void allOfAFolderIsInTheOrderOfItsPages() {
        for (String name : List.of("b", "B", "a 1", "A", "ä", "Ä", "é", "ﬁ", "film", "Film")) {
            library.write(name, 5);
            library.write("folder " + name + "/x", 7);
        }
        library.write("z", 6);
        library.write("folder/y", 8);
        library.scan();
        library.write("unread/x", 9);
        Place top = library.get(Library.class).open(library.find(""));

        List<String> pages = new ArrayList<>(names(top, false));
        pages.addAll(names(top, true));
        assertThat(all("")).extracting(Known::name).isEqualTo(pages);
    }

    @Test
    void tellsHowManyItFoundWhicheverOfThemItShows() {
        library.write("a/film 1", 1);
        library.write("a/film 2", 2);
        library.write("b/film 3", 3);
        library.scan();
        Library service = library.get(Library.class);
        SearchFilter filter = new SearchFilter(Optional.of("film"), Set.of(), true, Optional.empty(), List.of());

        for (int offset : new int[] {0, 2, 3}) {
            assertThat(service.search(library.find(""), filter, offset, 2).total())
                    .isEqualTo(3);
        }
        assertThat(service.search(library.find(""), filter, 1, 1).rows())
                .extracting(LibraryEntry::name)
                .containsExactly("film 2");
        assertThat(service.search(library.find("a"), filter, 0, 2).total()).isEqualTo(2);
        assertThat(service.search(library.find("b"), filter, 1, 2).rows()).isEmpty();
    }

    @Test
    void searchesBelowAFolder() {
        library.write("a/b/The_Film.mp4", 100);
        library.write("a/film 100%.mkv", 10);
        library.write("a/film.txt", 5);
        library.write("elsewhere/film.mp4", 1);
        library.scan();

        assertThat(search("a", "FILM", Set.of(EntryKind.VIDEO), Optional.empty()))
                .containsExactly("a/b/The_Film.mp4", "a/film 100%.mkv");
        assertThat(search("", "film", Set.of(), Optional.of(10L)))
                .containsExactly("a/b/The_Film.mp4", "a/film 100%.mkv");
        assertThat(search("", "0%", Set.of(), Optional.empty())).containsExactly("a/film 100%.mkv");
        assertThat(search("", "e_f", Set.of(), Optional.empty())).containsExactly("a/b/The_Film.mp4");
    }

    @Test
    void searchesForWhatIsInsideAndPassesOverWhatIsRetained() {
        library.write("a/small.mkv", 1);
        library.write("a/large.mkv", 2);
        library.scan();
        library.sql()
                .update("UPDATE library_entry SET codec = 'hevc', width = 1920, height = 1080, seconds = 90.5,"
                        + " taken = TIMESTAMP '2026-01-31 23:59:59.999' WHERE name = 'large.mkv'");
        LocalDateTime night = LocalDateTime.of(2026, 1, 31, 23, 59, 59);
        List<SearchFilter.Bound> fitting = List.of(
                bound(Measure.WIDTH, true, 1920),
                bound(Measure.HEIGHT, false, 1080),
                bound(Measure.SECONDS, true, 90),
                bound(Measure.SIZE, false, 2L),
                bound(Measure.TAKEN, true, night),
                bound(Measure.TAKEN, false, night.plusSeconds(1)));
        for (SearchFilter.Bound one : fitting) {
            SearchFilter filter =
                    new SearchFilter(Optional.of("large"), Set.of(), true, Optional.of("hevc"), List.of(one));
            assertThat(search("", filter)).as(one.toString()).containsExactly("a/large.mkv");
        }
        for (SearchFilter.Bound one : List.of(
                bound(Measure.WIDTH, true, 1921),
                bound(Measure.SECONDS, false, 90),
                bound(Measure.TAKEN, false, night),
                bound(Measure.TAKEN, true, night.plusSeconds(1)))) {
            assertThat(search("", new SearchFilter(Optional.empty(), Set.of(), true, Optional.empty(), List.of(one))))
                    .as(one.toString())
                    .doesNotContain("a/large.mkv");
        }
        library.get(Retention.class).retain(library.find("a/large.mkv"), Optional.empty(), Optional.empty());
        assertThat(search("a", new SearchFilter(Optional.of("mkv"), Set.of(), false, Optional.empty(), List.of())))
                .containsExactly("a/small.mkv");
    }

    private static SearchFilter.Bound bound(Measure measure, boolean least, Comparable<?> value) {
        return new SearchFilter.Bound(measure, least, value);
    }

    private List<String> search(String below, String text, Set<EntryKind> kinds, Optional<Long> least) {
        return search(
                below,
                new SearchFilter(
                        Optional.of(text),
                        kinds,
                        true,
                        Optional.empty(),
                        least.map(size -> List.of(bound(Measure.SIZE, true, size)))
                                .orElse(List.of())));
    }

    private List<String> search(String below, SearchFilter filter) {
        Library service = library.get(Library.class);
        return service
                .placesOf(service.search(library.find(below), filter, 0, 100).rows())
                .stream()
                .map(Place::path)
                .toList();
    }

    @Test
    void aRetentionEndsByItself() {
        library.write("film.mp4", 1);
        library.scan();
        Retention retention = library.get(Retention.class);
        retention.retain(
                library.find("film.mp4"),
                Optional.of("a reason"),
                Optional.of(Instant.now().plusSeconds(60)));
        retention.expire();
        assertThat(library.find("film.mp4").entry().retain()).isTrue();

        library.sql()
                .update("UPDATE library_entry SET retainUntil = TIMESTAMPADD(SECOND, -1, CURRENT_TIMESTAMP(3))"
                        + " WHERE retain = TRUE");
        retention.expire();

        assertThat(library.find("film.mp4").entry().retain()).isFalse();
        assertThat(library.sql().texts("SELECT detail FROM audit_entry WHERE action = 'library.release'"))
                .contains("its end has come");
        library.checkSums();
    }
}
