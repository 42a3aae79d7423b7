package org.reelmill.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.NoSpaceException;
import org.reelmill.testing.Mounts;

/** A disk that is full, gone, read-only, or another one, where the test may mount some. */
class LibraryMountTest {

    private static final int KILOBYTES = 512;

    @TempDir
    Path home;

    private final List<Path> mounted = new ArrayList<>();
    private TestLibrary library;
    private Path other;
    private Path garbage;

    @BeforeEach
    void open() throws IOException {
        library = TestLibrary.inMemory(home);
        other = Files.createDirectory(home.resolve("other")).toRealPath();
        garbage = Files.createDirectory(home.resolve("other-garbage")).toRealPath();
    }

    @AfterEach
    void close() {
        mounted.forEach(Mounts::remove);
    }

    private void mount(boolean done, Path place) {
        assumeThat(done)
                .as("Nothing can be mounted here: disks neither fill nor vanish")
                .isTrue();
        mounted.add(0, place);
    }

    /** Another library, in {@link #other}. */
    private LibraryRoot define() {
        return library.get(LibraryRoots.class)
                .define(new LibraryRoots.Wish("other", other.toString(), Optional.of(garbage.toString()), false, true));
    }

    private Place inOther(Area area, String path) {
        Places places = library.get(Places.class);
        return places.find(places.root("other"), area, path);
    }

    private List<Path> filesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(WorkFolders.MARKER))
                    .map(folder::relativize)
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aMoveToADiskThatBecomesFullIsTakenBack() throws IOException {
        mount(Mounts.small(other, KILOBYTES), other);
        define();
        library.write("a/big.mp4", 10);
        library.write("a/b/small.mp4", 20);
        library.scan();
        // what nobody has read yet is bigger than what is known
        library.write("a/big.mp4", 2 * KILOBYTES << 10);
        Moving moving = library.get(Moving.class);

        assertThatThrownBy(() -> moving.move(library.find("a"), inOther(Area.FILES, "")))
                .isInstanceOf(NoSpaceException.class)
                .hasMessage("The disk became full; nothing was moved");

        assertThat(filesOf(other)).isEmpty();
        assertThat(library.onDisk(Area.FILES)).containsEntry("a/b/small.mp4", 20L);
        assertThat(Files.size(library.folder().resolve("a/big.mp4"))).isEqualTo(2L * KILOBYTES << 10);
        assertThat(library.get(Transfers.class).all()).isEmpty();
        library.scan();
        assertThatThrownBy(() -> moving.move(library.find("a"), inOther(Area.FILES, "")))
                .isInstanceOf(NoSpaceException.class)
                .hasMessageStartingWith("There is no room for it");
        library.checkSame();

        Files.delete(library.folder().resolve("a/big.mp4"));
        library.scan();
        moving.move(library.find("a"), inOther(Area.FILES, ""));
        assertThat(filesOf(other)).containsExactly(Path.of("a/b/small.mp4"));
        library.checkSame();
    }

    @Test
    void aRemovalIntoAFullGarbageIsTakenBack() throws IOException {
        mount(Mounts.small(garbage, KILOBYTES), garbage);
        define();
        Files.write(other.resolve("film.mp4"), new byte[1000]);
        inOther(Area.FILES, "film.mp4");
        try (OutputStream filler = Files.newOutputStream(garbage.resolve("filler"))) {
            byte[] kilobyte = new byte[1024];
            while (true) {
                filler.write(kilobyte);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }

        assertThatThrownBy(() -> library.get(Moving.class).remove(inOther(Area.FILES, "film.mp4")))
                .isInstanceOf(NoSpaceException.class);

        assertThat(other.resolve("film.mp4")).hasSize(1000);
        assertThat(library.get(Transfers.class).all()).isEmpty();
        Files.delete(garbage.resolve("filler"));
        library.get(Moving.class).remove(inOther(Area.FILES, "film.mp4"));
        assertThat(garbage.resolve("film.mp4")).hasSize(1000);
        library.checkSums();
    }

    @Test
    void aMoveOntoAReadOnlyDiskSaysSo() throws IOException {
        mount(Mounts.small(other, KILOBYTES), other);
        define();
        library.write("film.mp4", 10);
        library.scan();
        mount(Mounts.again(other, "ro"), other);

        assertThatThrownBy(() -> library.get(Moving.class).move(library.find("film.mp4"), inOther(Area.FILES, "")))
                .isInstanceOf(ConflictException.class)
                .hasMessage("The server may not write there");

        assertThat(library.get(Transfers.class).all()).isEmpty();
        library.checkSame();
    }

    @Test
    void nothingIsForgottenWhileAnotherDiskOrNoneIsMounted() throws IOException {
        Path disk = Files.createDirectory(home.resolve("disk"));
        Files.createDirectory(disk.resolve("films"));
        Files.write(disk.resolve("films/one.mp4"), new byte[7]);
        mount(Mounts.bind(disk, other), other);
        define();
        Scans scans = library.get(Scans.class);
        scans.request(inOther(Area.FILES, ""));
        scans.tend();
        long id = inOther(Area.FILES, "films/one.mp4").entry().id();

        Mounts.remove(other);
        assertThat(other).isEmptyDirectory();
        assertStays(id);
        mount(Mounts.small(other, KILOBYTES), other);
        Files.createDirectory(other.resolve("films"));
        assertStays(id);
        Mounts.remove(other);
        mount(Mounts.bind(disk, other), other);

        library.get(FolderScan.class).look(inOther(Area.FILES, ""));
        assertThat(inOther(Area.FILES, "films/one.mp4").entry().id()).isEqualTo(id);
        assertThat(inOther(Area.FILES, "").root().trouble()).isEmpty();
        library.checkSums();
    }

    private void assertStays(long entry) {
        for (String folder : List.of("", "films")) {
            assertThat(library.get(FolderScan.class).look(inOther(Area.FILES, folder)))
                    .isEqualTo(FolderScan.Outcome.DOUBTFUL);
        }
        Place place = library.get(Places.class).of(entry);
        assertThat(place.root().trouble())
                .get()
                .asString()
                .contains("it may not be mounted")
                .as("viewers read it")
                .doesNotContain(home.toString());
        assertThatThrownBy(() -> library.get(Moving.class).remove(place)).isInstanceOf(ConflictException.class);
    }
}
