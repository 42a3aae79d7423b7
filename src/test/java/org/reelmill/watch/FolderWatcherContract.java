package org.reelmill.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every way to watch a folder tells. Hints may be more than is said here, but no less. */
public abstract class FolderWatcherContract {

    private static final Duration POLL = Duration.ofSeconds(5);

    @TempDir
    protected Path root;

    private final List<Path> present = new ArrayList<>();
    private final List<Path> gone = new ArrayList<>();
    private final List<Path> goneFolders = new ArrayList<>();
    private FolderWatch watch;

    protected abstract FolderWatcher watcher();

    /** Lets so much time pass for the watcher. */
    protected abstract void pass(Duration time);

    @AfterEach
    void close() {
        if (watch != null) {
            watch.close();
        }
    }

    @Test
    void tellsOfNewFiles() throws IOException {
        open(true);
        Path film = write("film.mp4");
        assertThat(look().present).contains(film);
        assertThat(look().present).as("told once").isEmpty();
    }

    @Test
    void tellsOfFilesThatAreWrittenAnew() throws IOException {
        Path film = write("film.mp4");
        open(true);
        assertThat(look().present).isEmpty();
        Files.writeString(film, "longer than before");
        assertThat(look().present).contains(film);
    }

    @Test
    void tellsOfFilesThatAreMovedInAndOut() throws IOException {
        Path outside = Files.createDirectories(root.resolve("outside"));
        Path inside = Files.createDirectories(root.resolve("inside"));
        Path film = Files.writeString(outside.resolve("film.mp4"), "film");
        watch = watcher().open(inside, true, POLL);
        Path moved = Files.move(film, inside.resolve("film.mp4"));
        assertThat(look().present).contains(moved);
        Files.move(moved, film);
        assertThat(look().gone).contains(moved);
    }

    @Test
    void tellsOfRenames() throws IOException {
        Path film = write("film.mp4");
        open(true);
        Path renamed = Files.move(film, root.resolve("renamed.mp4"));
        Told told = look();
        assertThat(told.present).contains(renamed);
        assertThat(told.gone).contains(film);
    }

    @Test
    void tellsOfFilesThatAreDeleted() throws IOException {
        Path film = write("film.mp4");
        open(true);
        Files.delete(film);
        assertThat(look().gone).contains(film);
    }

    @Test
    void tellsOfFilesInFoldersThatAreMadeLater() throws IOException {
        open(true);
        Path film = write("a/b/c/film.mp4");
        assertThat(look().present).contains(film);
        Path second = write("a/b/c/second.mp4");
        assertThat(look().present).contains(second);
    }

    @Test
    void tellsOfFilesInFoldersThatAreMovedIn() throws IOException {
        Path inside = Files.createDirectories(root.resolve("inside"));
        write("outside/deep/film.mp4");
        watch = watcher().open(inside, true, POLL);
        Files.move(root.resolve("outside"), inside.resolve("moved"));
        assertThat(look().present).contains(inside.resolve("moved/deep/film.mp4"));
        Path later = Files.writeString(inside.resolve("moved/deep/later.mp4"), "film");
        assertThat(look().present).contains(later);
    }

    @Test
    void tellsThatFilesOfAFolderAreGoneWithIt() throws IOException {
        Path film = write("inside/a/film.mp4");
        watch = watcher().open(root.resolve("inside"), true, POLL);
        Files.move(root.resolve("inside/a"), root.resolve("away"));
        Told told = look();
        assertThat(Stream.concat(told.gone.stream(), told.goneFolders.stream())).anyMatch(film::startsWith);
        // whatever happens there now is no affair of the folder any more
        Files.writeString(root.resolve("away/other.mp4"), "film");
        assertThat(look().present).isEmpty();
    }

    @Test
    void leavesFoldersBelowAloneWhenNobodyWantsThem() throws IOException {
        Files.createDirectories(root.resolve("there"));
        open(false);
        write("there/film.mp4");
        write("new/film.mp4");
        Path film = write("film.mp4");
        assertThat(look().present).containsOnly(film);
    }

    @Test
    void passesOverWhatIsHidden() throws IOException {
        open(true);
        write(".film.mp4");
        write(".cache/film.mp4");
        assertThat(look().present).isEmpty();
    }

    @Test
    void tellsOfNamesInAnyScript() throws IOException {
        open(true);
        Path film = write("Ä日本 🎬/фильм 'x'.mp4");
        assertThat(look().present).contains(film);
    }

    @Test
    void cannotWatchWhatIsNotThere() {
        assertThatThrownBy(() -> watcher().open(root.resolve("missing"), true, POLL))
                .isInstanceOf(IOException.class);
    }

    protected final void open(boolean recursive) throws IOException {
        watch = watcher().open(root, recursive, POLL);
    }

    protected final FolderWatch watch() {
        return watch;
    }

    protected final Path write(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "film");
    }

    /** What was told since the last look. */
    protected record Told(List<Path> present, List<Path> gone, List<Path> goneFolders, int lost) {}

    protected final Told look() {
        int[] lost = new int[1];
        pass(POLL);
        watch.look(new Hints() {
            @Override
            public void closed(Path file) {
                present.add(file);
            }

            @Override
            public void touched(Path file) {
                present.add(file);
            }

            @Override
            public void gone(Path file) {
                gone.add(file);
            }

            @Override
            public void goneFolder(Path folder) {
                goneFolders.add(folder);
            }

            @Override
            public void lost() {
                lost[0]++;
            }
        });
        Told told = new Told(List.copyOf(present), List.copyOf(gone), List.copyOf(goneFolders), lost[0]);
        present.clear();
        gone.clear();
        goneFolders.clear();
        return told;
    }
}
