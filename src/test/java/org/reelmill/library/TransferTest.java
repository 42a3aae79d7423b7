package org.reelmill.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.h2.api.Trigger;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.shared.ApplicationStarted;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.InvalidInputException;

/** What moves is at any moment whole in one place, also when the server is killed between any two steps. */
class TransferTest {

    private static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06.789Z");

    @TempDir
    Path home;

    /** The server is killed: nothing of it runs on. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Kills the server before or after a step, and makes other volumes of one if so wished. */
    private static final class FaultyVolumes implements Volumes {

        private final Volumes disk = new DiskVolumes();
        private boolean oneVolume = true;
        private Runnable meanwhile = () -> {};
        private int left = Integer.MAX_VALUE;

        void killAt(int step) {
            left = step;
        }

        private void step() {
            if (left-- == 0) {
                throw new Killed();
            }
        }

        @Override
        public boolean isOneVolume(Path source, Path folder) {
            return oneVolume;
        }

        @Override
        public void rename(Path source, Path target) throws IOException {
            step();
            if (left == 0 && Files.isRegularFile(source)) {
                // between the two names of a file
                left--;
                Files.createLink(target, source);
                throw new Killed();
            }
            if (left == 0) {
                left--;
                Files.createDirectory(target);
                throw new Killed();
            }
            left--;
            disk.rename(source, target);
            step();
        }

        @Override
        public void copy(Path source, Path target, Progress progress) throws IOException {
            step();
            if (left == 0) {
                left--;
                if (Files.isDirectory(source)) {
                    Files.createDirectory(target);
                } else {
                    Files.write(target, new byte[1]);
                }
                throw new Killed();
            }
            left--;
            disk.copy(source, target, new Progress() {
                @Override
                public void copied(long bytes) {
                    meanwhile.run();
                    progress.copied(bytes);
                }

                @Override
                public void alive() {
                    progress.alive();
                }
            });
            step();
        }

        @Override
        public boolean deleteCopied(Path source, Path copy, Progress progress) throws IOException {
            step();
            breakOff(source);
            boolean all = disk.deleteCopied(source, copy, progress);
            step();
            return all;
        }

        @Override
        public void delete(Path path, Progress progress) throws IOException {
            step();
            breakOff(path);
            disk.delete(path, progress);
            step();
        }

        /** With one file gone and the others there. */
        private void breakOff(Path tree) throws IOException {
            if (left == 0 && Files.isDirectory(tree)) {
                left--;
                try (Stream<Path> files = Files.walk(tree)) {
                    Files.delete(files.filter(Files::isRegularFile).findFirst().orElseThrow());
                }
                throw new Killed();
            }
            left--;
        }

        @Override
        public boolean isSame(Path one, Path other) throws IOException {
            return disk.isSame(one, other);
        }
    }

    /** What somebody does. */
    private enum Deed {
        MOVE {
            @Override
            void run(TestLibrary library, String thing) {
                library.get(Moving.class).move(library.find("from/" + thing), library.find("to"));
            }
        },
        RENAME {
            @Override
            void run(TestLibrary library, String thing) {
                library.get(Moving.class).rename(library.find("from/" + thing), "renamed");
            }
        },
        REMOVE {
            @Override
            void run(TestLibrary library, String thing) {
                library.get(Moving.class).remove(library.find("from/" + thing));
            }
        },
        RESTORE {
            @Override
            void run(TestLibrary library, String thing) {
                library.get(Moving.class).restore(library.inGarbage("from/" + thing));
            }
        },
        DELETE {
            @Override
            void run(TestLibrary library, String thing) {
                library.get(Moving.class).delete(library.inGarbage("from/" + thing));
            }
        };

        abstract void run(TestLibrary library, String thing);

        boolean beginsInGarbage() {
            return this == RESTORE || this == DELETE;
        }
    }

    @TestFactory
    Stream<DynamicTest> survivesAKillAtEachStep() {
        return Stream.of(Deed.values())
                .flatMap(deed -> Stream.of("folder", "film.mp4").flatMap(thing -> Stream.of(true, false)
                        .map(oneVolume -> dynamicTest(
                                deed + " " + thing + (oneVolume ? " by rename" : " by copy"),
                                () -> killAtEachStep(deed, thing, oneVolume)))));
    }

    private void killAtEachStep(Deed deed, String thing, boolean oneVolume) throws IOException {
        int kills = 0;
        for (int step = 0; killAt(deed, thing, oneVolume, step); step++) {
            kills++;
        }
        assertThat(kills).isGreaterThan(1);
    }

    /** @return whether it was killed; if not, it had fewer steps */
    private boolean killAt(Deed deed, String thing, boolean oneVolume, int step) throws IOException {
        FaultyVolumes volumes = new FaultyVolumes();
        TestLibrary library = begin(volumes, deed.beginsInGarbage() ? thing : null);
        Map<String, String> before = contents(library);
        volumes.oneVolume = oneVolume;
        volumes.killAt(step);
        boolean killed = false;
        try {
            deed.run(library, thing);
        } catch (Killed e) {
            killed = true;
        }
        volumes.killAt(Integer.MAX_VALUE);

        library.get(Transfers.class).recoverOwn(new ApplicationStarted());
        library.scan();

        Map<String, String> after = contents(library);
        if (deed != Deed.DELETE || after.size() == before.size()) {
            assertThat(after.values())
                    .as(deed + " killed at step " + step)
                    .containsExactlyInAnyOrderElementsOf(before.values());
        } else {
            assertThat(after.keySet()).noneMatch(path -> path.contains(thing));
        }
        assertThat(after.keySet()).noneMatch(path -> path.contains(Volumes.UNFINISHED));
        assertThat(library.sql().number("SELECT COUNT(*) FROM library_transfer"))
                .isZero();
        library.checkSame();
        return killed;
    }

    private TestLibrary begin(Volumes volumes, String removed) throws IOException {
        Path place = Files.createTempDirectory(home, "library");
        TestLibrary library = TestLibrary.inMemory(place, volumes);
        library.write("from/folder/a/one.mp4", 10);
        library.write("from/folder/two.mp4", 20);
        library.write("from/film.mp4", 30);
        library.write("to/there.mp4", 40);
        library.scan();
        if (removed != null) {
            library.get(Moving.class).remove(library.find("from/" + removed));
        }
        return library;
    }

    /** All files by their paths, each with what is in it. */
    private static Map<String, String> contents(TestLibrary library) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Area area : Area.values()) {
            Path top = library.root().folder(area);
            try (Stream<Path> files = Files.walk(top)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    contents.put(area + "/" + top.relativize(file), new String(Files.readAllBytes(file), "ISO-8859-1"));
                }
            }
        }
        return contents;
    }

    @Test
    void keepsTimesRightsRetentionAndIdentity() throws IOException {
        for (boolean oneVolume : new boolean[] {true, false}) {
            FaultyVolumes volumes = new FaultyVolumes();
            volumes.oneVolume = oneVolume;
            TestLibrary library = begin(volumes, null);
            Path film = library.folder().resolve("from/folder/two.mp4");
            Files.setLastModifiedTime(film, FileTime.from(LONG_AGO));
            Files.setPosixFilePermissions(film, PosixFilePermissions.fromString("r--r-----"));
            Files.setPosixFilePermissions(film.getParent(), PosixFilePermissions.fromString("rwx--x---"));
            library.scan();
            library.get(Retention.class)
                    .retain(library.find("from/folder/two.mp4"), Optional.of("why"), Optional.empty());
            long id = library.find("from/folder/two.mp4").entry().id();

            library.get(Moving.class).move(library.find("from/folder"), library.find("to"));
            library.get(Moving.class).rename(library.find("to/folder/two.mp4"), "2.mp4");
            library.scan();

            LibraryEntry moved = library.find("to/folder/2.mp4").entry();
            assertThat(moved.id()).isEqualTo(id);
            assertThat(moved.retainReason()).contains("why");
            assertThat(Files.getLastModifiedTime(library.folder().resolve("to/folder/2.mp4"))
                            .toInstant())
                    .isEqualTo(LONG_AGO);
            for (Map.Entry<String, String> rights : Map.of("to/folder", "rwx--x---", "to/folder/2.mp4", "r--r-----")
                    .entrySet()) {
                assertThat(PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(library.folder().resolve(rights.getKey()))))
                        .isEqualTo(rights.getValue());
            }
            assertThat(library.find("to").entry().retained()).isEqualTo(1);
            assertThat(library.find("from").entry().retained()).isZero();
            library.checkSame();
        }
    }

    @Test
    void neverReplacesAnything() throws IOException {
        TestLibrary library = begin(new DiskVolumes(), null);
        library.write("to/film.mp4", 1);
        library.write("to/folder/x", 1);
        Map<String, String> before = contents(library);
        Moving moving = library.get(Moving.class);

        assertThatThrownBy(() -> moving.move(library.find("from/film.mp4"), library.find("to")))
                .isInstanceOf(ConflictException.class)
                .hasMessage("There is something named film.mp4 already");
        assertThatThrownBy(() -> moving.move(library.find("from/folder"), library.find("to")))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> moving.rename(library.find("to/film.mp4"), "there.mp4"))
                .isInstanceOf(ConflictException.class);
        // also where somebody is quicker than the question
        Volumes disk = new DiskVolumes();
        for (String name : List.of("film.mp4", "folder")) {
            assertThatThrownBy(() -> disk.rename(
                            library.folder().resolve("from/" + name),
                            library.folder().resolve("to/" + name)))
                    .isInstanceOf(IOException.class);
        }

        assertThat(contents(library)).isEqualTo(before);
    }

    @Test
    void refusesWhatMakesNoSense() throws IOException {
        TestLibrary library = begin(new DiskVolumes(), null);
        Moving moving = library.get(Moving.class);

        assertThatThrownBy(() -> moving.move(library.find("from"), library.find("from/folder")))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> moving.move(library.find(""), library.find("to")))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> moving.move(library.find("from/folder"), library.find("to/there.mp4")))
                .isInstanceOf(InvalidInputException.class);
        for (String name :
                List.of("", "..", "a/b", "a\\b", "a\0b", "x".repeat(256), "new\nline", "a$b", "no \ufffd text")) {
            assertThatThrownBy(() -> moving.rename(library.find("from/film.mp4"), name))
                    .as(name)
                    .isInstanceOf(InvalidInputException.class);
        }
        library.checkSame();
    }

    @Test
    void whatIsRetainedIsNotRemovedNeitherWithItsParent() throws IOException {
        TestLibrary library = begin(new DiskVolumes(), null);
        Moving moving = library.get(Moving.class);
        Retention retention = library.get(Retention.class);
        retention.retain(library.find("from/folder/a/one.mp4"), Optional.empty(), Optional.empty());

        for (String path : List.of("from/folder/a/one.mp4", "from/folder", "from")) {
            assertThatThrownBy(() -> moving.remove(library.find(path)))
                    .isInstanceOf(ConflictException.class)
                    .hasMessage("It is retained, or something in it is");
        }
        moving.remove(library.find("from/folder/two.mp4"));
        retention.release(library.find("from/folder/a/one.mp4"));
        moving.remove(library.find("from"));
        library.checkSame();
    }

    @Test
    void theGarbageKeepsPathsAndVersions() throws IOException {
        TestLibrary library = begin(new DiskVolumes(), null);
        Moving moving = library.get(Moving.class);

        moving.remove(library.find("from/film.mp4"));
        library.write("from/film.mp4", 31);
        moving.remove(library.find("from/film.mp4"));

        assertThat(library.known(Area.GARBAGE))
                .containsEntry("from/film.mp4", 30L)
                .containsEntry("from/film~2.mp4", 31L);
        library.checkSame();

        moving.restore(library.inGarbage("from/film~2.mp4"));
        assertThat(library.find("from/film.mp4").entry().size()).isEqualTo(31);
        assertThatThrownBy(() -> moving.restore(library.inGarbage("from/film.mp4")))
                .isInstanceOf(ConflictException.class);
        moving.delete(library.inGarbage("from/film.mp4"));
        assertThat(library.onDisk(Area.GARBAGE)).isEmpty();
        library.checkSame();
    }

    @Test
    void restoresWithTheFoldersThatAreGone() throws IOException {
        TestLibrary library = begin(new DiskVolumes(), null);
        Moving moving = library.get(Moving.class);
        moving.remove(library.find("from/folder/a/one.mp4"));
        moving.remove(library.find("from"));

        moving.restore(library.inGarbage("from/folder/a/one.mp4"));

        assertThat(library.find("from/folder/a/one.mp4").entry().size()).isEqualTo(10);
        library.checkSame();
    }

    @Test
    void oneFileOfARemovedFolderCanBeRestored() throws IOException {
        TestLibrary library = begin(new DiskVolumes(), "folder");

        library.get(Moving.class).restore(library.inGarbage("from/folder/a/one.mp4"));

        assertThat(library.find("from/folder/a/one.mp4").entry().size()).isEqualTo(10);
        assertThat(library.inGarbage("from/folder/two.mp4").entry().size()).isEqualTo(20);
        library.checkSame();
    }

    @Test
    void nothingMovesWhileTheFolderMayNotBeMounted() throws IOException {
        TestLibrary library = begin(new DiskVolumes(), null);
        Place film = library.find("from/film.mp4");
        Files.delete(library.marker());

        assertThatThrownBy(() -> library.get(Moving.class).remove(film)).isInstanceOf(ConflictException.class);
        assertThat(film.file()).exists();
    }

    @Test
    void anInterruptedMoveIsLeftToANodeThatSeesItsFolder() throws IOException {
        FaultyVolumes volumes = new FaultyVolumes();
        TestLibrary library = begin(volumes, null);
        volumes.killAt(2);
        assertThatThrownBy(() -> Deed.MOVE.run(library, "film.mp4")).isInstanceOf(Killed.class);
        volumes.killAt(Integer.MAX_VALUE);
        Path aside = home.resolve("aside");
        Files.move(library.folder(), aside);

        library.get(Transfers.class).recoverOwn(new ApplicationStarted());
        assertThat(library.get(Transfers.class).all()).hasSize(1);

        Files.move(aside, library.folder());
        library.get(Transfers.class).recoverOwn(new ApplicationStarted());
        assertThat(library.get(Transfers.class).all()).isEmpty();
        library.scan();
        library.checkSame();
    }

    /** Found by review: what took longer than its lease was taken back by the same server, while it copied. */
    @Test
    void nobodyTakesOverWhatThisServerStillHasInHand() throws IOException {
        FaultyVolumes volumes = new FaultyVolumes();
        volumes.oneVolume = false;
        TestLibrary library = begin(volumes, null);
        Map<String, String> before = contents(library);
        volumes.meanwhile = () -> {
            assertThat(library.sql()
                            .update("UPDATE library_transfer SET"
                                    + " aliveUntil = TIMESTAMPADD(SECOND, -1, CURRENT_TIMESTAMP(3))"))
                    .isEqualTo(1);
            library.get(Transfers.class).recover();
        };

        Deed.MOVE.run(library, "folder");

        assertThat(contents(library).values()).containsExactlyInAnyOrderElementsOf(before.values());
        assertThat(library.find("to/folder/a/one.mp4").entry().size()).isEqualTo(10);
        library.scan();
        library.checkSame();
    }

    /** Found by review: there was none while a copy was compared, which of a long film takes minutes. */
    @Test
    void aCopyGivesSignsOfLifeInEachOfItsSteps() throws IOException {
        Path source = Files.createDirectory(home.resolve("source"));
        Files.write(source.resolve("film.mp4"), new byte[1 << 20]);
        List<String> signs = new ArrayList<>();
        Volumes.Progress progress = new Volumes.Progress() {
            @Override
            public void copied(long bytes) {
                signs.add("copied " + (bytes >> 18));
            }

            @Override
            public void alive() {
                signs.add("alive");
            }
        };
        Volumes disk = new DiskVolumes();

        disk.copy(source, home.resolve("target"), progress);
        assertThat(signs)
                .containsExactly("copied 1", "copied 2", "copied 3", "copied 4", "alive", "alive", "alive", "alive");
        disk.deleteCopied(source, home.resolve("target"), progress);
        assertThat(signs).hasSize(9).endsWith("alive");
        disk.delete(home.resolve("target"), progress);
        assertThat(signs).hasSize(10).endsWith("alive");
        assertThat(home.resolve("target")).doesNotExist();
    }

    /** Found by trying: what came into a folder of which a copy had been made stayed behind, and was no longer retained. */
    @Test
    void nothingComesIntoOrGoesWithWhatIsOnItsWay() throws IOException {
        FaultyVolumes volumes = new FaultyVolumes();
        volumes.oneVolume = false;
        TestLibrary library = begin(volumes, null);
        library.write("from/folder/sub/three.mp4", 50);
        library.scan();
        library.get(Retention.class).retain(library.find("from/film.mp4"), Optional.empty(), Optional.empty());
        Moving moving = library.get(Moving.class);
        List<Runnable> others = List.of(
                () -> moving.move(library.find("from/film.mp4"), library.find("from/folder/sub")),
                () -> moving.rename(library.find("from/folder/two.mp4"), "2.mp4"),
                () -> moving.rename(library.find("to"), "elsewhere"),
                () -> moving.remove(library.find("to")));
        volumes.meanwhile = () -> others.forEach(other -> assertThatThrownBy(other::run)
                .isInstanceOf(ConflictException.class)
                .hasMessage("It is being moved just now"));

        Deed.MOVE.run(library, "folder");

        assertThat(library.get(Transfers.class).all()).isEmpty();
        volumes.meanwhile = () -> {};
        moving.rename(library.find("to/folder/two.mp4"), "2.mp4");
        library.scan();
        assertThat(library.find("from/film.mp4").entry().retain()).isTrue();
        library.checkSame();
    }

    /** Found on MariaDB: two who locked the top before what is below it were victims of each other. */
    @Test
    void aMoveLocksTheTopAfterAllThatIsBelowIt() throws Exception {
        TestLibrary library = begin(new DiskVolumes(), null);
        Place film = library.find("from/film.mp4");
        long top = library.find("").entry().id();
        String lock = "SELECT entryID FROM library_entry WHERE entryID = ";
        try (Connection scan = library.connection();
                Statement statement = scan.createStatement()) {
            scan.setAutoCommit(false);
            statement.executeQuery(lock + library.find("to").entry().id() + " FOR UPDATE");
            CompletableFuture<Place> moved = CompletableFuture.supplyAsync(
                    () -> library.get(Moving.class).move(film, library.find("to")));
            await().until(() -> library.sql()
                            .number("SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS WHERE BLOCKER_ID IS NOT NULL")
                    > 0);

            statement.executeQuery(lock + top + " FOR UPDATE NOWAIT");
            scan.commit();

            assertThat(moved.join().path()).isEqualTo("to/film.mp4");
        }
        library.checkSame();
    }

    /** Found by people who moved and scanned at once: the film was in its place, but its mover was told of a fault of the server. */
    @Test
    void aScanThatFindsWhatArrivesFirstIsNoFault() throws IOException {
        TestLibrary library = begin(new DiskVolumes(), null);
        Place film = library.find("from/film.mp4");
        library.sql()
                .update("CREATE TRIGGER scan BEFORE UPDATE ON library_entry FOR EACH ROW CALL \""
                        + ScanMeanwhile.class.getName() + "\"");
        ScanMeanwhile.DONE.set(false);

        Place moved = library.get(Moving.class).move(film, library.find("to"));

        assertThat(ScanMeanwhile.DONE).isTrue();
        assertThat(moved.path()).isEqualTo("to/film.mp4");
        library.sql().update("DROP TRIGGER scan");
        library.checkSame();
    }

    /** Makes a row of its own, once, of what is about to be in another folder. */
    public static final class ScanMeanwhile implements Trigger {

        static final AtomicBoolean DONE = new AtomicBoolean();

        @Override
        public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
            if (!before[1].equals(after[1]) && DONE.compareAndSet(false, true)) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(
                            "INSERT INTO library_entry (parentID, nameKey, name, sortName, kind, state, changed) SELECT "
                                    + after[1]
                                    + ", nameKey, name, sortName, kind, state, changed FROM library_entry WHERE entryID = "
                                    + before[0]);
                }
            }
        }
    }

    /** What was moved into a folder that somebody deleted behind the library's back: its row was one that nothing leads to. */
    @Test
    void whatArrivesInAFolderThatIsKnownToBeGoneLeavesNoRow() throws IOException {
        FaultyVolumes volumes = new FaultyVolumes();
        TestLibrary library = begin(volumes, null);
        Place to = library.find("to");
        Place folder = library.find("from/folder");
        library.get(EntryRepository.class)
                .remove(to.parent().entry().id(), List.of(to.entry().id()));

        library.get(EntryRepository.class)
                .replace(folder.entry().id(), to.entry().id(), "folder");

        assertThat(library.sql().number("SELECT COUNT(*) FROM library_entry WHERE name IN ('folder', 'two.mp4')"))
                .isZero();
        library.scan();
        library.checkSame();
    }

    @Test
    void aFileThatIsBeingWrittenIsNotMovedToAnotherVolume() throws IOException {
        FaultyVolumes volumes = new FaultyVolumes();
        volumes.oneVolume = false;
        TestLibrary library = begin(volumes, null);
        volumes.meanwhile = () -> library.write("from/film.mp4", 31);

        assertThatThrownBy(() -> Deed.MOVE.run(library, "film.mp4"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("It cannot be moved: film.mp4 was changed while it was copied");

        assertThat(library.onDisk(Area.FILES))
                .containsEntry("from/film.mp4", 31L)
                .doesNotContainKey("to/film.mp4")
                .allSatisfy((path, size) -> assertThat(path).doesNotContain(Volumes.UNFINISHED));
        assertThat(library.get(Transfers.class).all()).isEmpty();
        library.scan();
        library.checkSame();
    }

    @Test
    void whatTheServerMayNotTouchStaysAsItIs() throws IOException {
        for (boolean oneVolume : new boolean[] {true, false}) {
            FaultyVolumes volumes = new FaultyVolumes();
            volumes.oneVolume = oneVolume;
            TestLibrary library = begin(volumes, null);
            Map<String, String> before = contents(library);
            for (String closed : List.of("from", "to")) {
                Path folder = library.folder().resolve(closed);
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
                try {
                    assumeThat(Files.isWritable(folder))
                            .as("root may write everywhere")
                            .isFalse();
                    for (String thing : List.of("folder", "film.mp4")) {
                        assertThatThrownBy(() -> Deed.MOVE.run(library, thing))
                                .isInstanceOf(ConflictException.class)
                                .hasMessage("The server may not write there");
                    }
                } finally {
                    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
            assertThat(contents(library)).isEqualTo(before);
            assertThat(library.get(Transfers.class).all()).isEmpty();
            library.checkSame();
        }
    }

    /** Found by review: the oldest hundred of a library that is away kept all others from being deleted. */
    @Test
    void agePurgesPastWhatCannotBeDeletedNow() throws IOException {
        TestLibrary library = begin(new DiskVolumes(), null);
        Path other = Files.createDirectory(home.resolve("other")).toRealPath();
        LibraryRoots roots = library.get(LibraryRoots.class);
        LibraryRoot away = roots.define(new LibraryRoots.Wish("away", other.toString(), Optional.empty(), false, true));
        Places places = library.get(Places.class);
        Moving moving = library.get(Moving.class);
        for (int i = 0; i < 101; i++) {
            Files.write(other.resolve("old" + i), new byte[1]);
            moving.remove(places.find(away, Area.FILES, "old" + i));
        }
        moving.remove(library.find("from/film.mp4"));
        library.sql()
                .update("UPDATE library_entry SET removedAt = TIMESTAMPADD(DAY, -10, CURRENT_TIMESTAMP(3))"
                        + " WHERE removedAt IS NOT NULL");
        Files.delete(other.resolve(".reelmill"));
        Policies policies = library.get(Policies.class);
        policies.change(Map.of(Policy.GARBAGE_KEEP_DAYS, "5"), Map.of());
        try {
            moving.purge();

            assertThat(library.onDisk(Area.GARBAGE)).isEmpty();
            try (Stream<Path> kept = Files.list(other.resolve(LibraryRoot.GARBAGE))) {
                assertThat(kept).hasSize(101);
            }
        } finally {
            policies.change(Map.of(Policy.GARBAGE_KEEP_DAYS, "0"), Map.of());
        }
    }

    @Test
    void aLinkMovesAsALink() throws IOException {
        TestLibrary library = begin(new DiskVolumes(), null);
        Files.createSymbolicLink(library.folder().resolve("from/link"), Path.of("/etc/passwd"));
        library.scan();

        library.get(Moving.class).move(library.find("from/link"), library.find("to"));

        assertThat(Files.readSymbolicLink(library.folder().resolve("to/link"))).isEqualTo(Path.of("/etc/passwd"));
        library.checkSame();
    }

    @Test
    void namesOfVersionsFitTheFileSystem() {
        List<String> names = new ArrayList<>(List.of("a.mp4", "a", ".hidden", "x".repeat(255), "\u65e5".repeat(85)));
        names.add("a." + "y".repeat(253));

        assertThat(names).allSatisfy(name -> {
            String version = Moving.version(name, 12);
            assertThat(version.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .hasSizeLessThanOrEqualTo(255);
            assertThat(version).contains("~12").isNotEqualTo(name);
        });
        assertThat(Moving.version("a.mp4", 2)).isEqualTo("a~2.mp4");
    }
}
