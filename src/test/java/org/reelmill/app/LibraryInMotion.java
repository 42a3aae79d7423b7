package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.reelmill.settings.WorkFolders;
import org.reelmill.testing.RestClient;
import org.reelmill.testing.ServerProcess;
import org.reelmill.testing.Sql;

/**
 * A library in the middle of three things when its server is killed: it moves a folder to another volume, removes one into a
 * garbage on another volume, and reads a tree.
 */
final class LibraryInMotion implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** In memory, and so another volume than that of any folder of a test. */
    private static final Path MEMORY = Path.of("/dev/shm");

    /** In bytes. So long takes what is caught in its middle; it is sparse, and never copied to its end. */
    private static final long LONG = 2L << 30;

    private static final int FILES = 30;
    /** Where nginx would show the file system. */
    static final String NGINX_LOCATION = "/reelmill-files";

    private static final String OTHER = "other";

    private final ServerProcess server;
    private final Connection connection;
    private final Sql sql;
    private final Path home;
    private final Optional<Path> memory;
    private RestClient administrator;

    /** @param home of the server, which is ready */
    LibraryInMotion(ServerProcess server, DataSource database, Path home) throws IOException, SQLException {
        this.server = server;
        this.connection = database.getConnection();
        this.sql = new Sql(database);
        this.home = home;
        this.memory = Files.isWritable(MEMORY) && !Files.getFileStore(MEMORY).equals(Files.getFileStore(home))
                ? Optional.of(
                        Files.createTempDirectory(MEMORY, "reelmill-library").toRealPath())
                : Optional.empty();
        if (memory.isEmpty()) {
            System.out.println("There is no second volume at " + MEMORY + ": nothing is killed while it is copied");
        }
    }

    /** Returns when all of it is in its middle. */
    void begin() throws IOException, SQLException {
        administrator = RestClient.administrator(server.url());
        await().atMost(PATIENCE).until(() -> sql.number("SELECT COUNT(*) FROM library_scan") == 0);
        for (int i = 0; i < FILES; i++) {
            write(home.resolve("library/tree/" + i + "/note.txt"), "note");
        }
        // a scan waits for this row, in which the sums of all below it stand
        connection.setAutoCommit(false);
        connection
                .createStatement()
                .executeQuery("SELECT entryID FROM library_entry WHERE entryID ="
                        + " (SELECT topID FROM library_root WHERE name = 'library') FOR UPDATE");
        assertThat(change("library", "scan", "", Json.createObjectBuilder())).isEqualTo(200);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> sql.number(
                                "SELECT COUNT(*) FROM information_schema.INNODB_TRX" + " WHERE trx_state = 'LOCK WAIT'")
                        > 0);
        if (memory.isPresent()) {
            beginToCopy(memory.get());
        }
    }

    private void beginToCopy(Path volume) throws IOException {
        for (String folder : List.of("moved", "removed")) {
            write(volume.resolve(folder + "/below/one.txt"), folder + " one");
            write(volume.resolve(folder + "/two.txt"), folder + " two");
            try (RandomAccessFile film = new RandomAccessFile(film(folder).toFile(), "rw")) {
                film.setLength(LONG);
            }
        }
        Files.createDirectory(garbage());
        assertThat(administrator
                        .post(
                                "v1/libraries",
                                Json.createObjectBuilder()
                                        .add("name", OTHER)
                                        .add("folder", volume.toString())
                                        .add("garbage", garbage().toString())
                                        .add("mark", true)
                                        .build()
                                        .toString())
                        .status())
                .isEqualTo(201);
        CompletableFuture.runAsync(() -> move());
        CompletableFuture.runAsync(() -> change(OTHER, "remove", "removed", Json.createObjectBuilder()));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> unfinished(home.resolve("library")) && unfinished(garbage()));
    }

    private int move() {
        return change(
                OTHER,
                "move",
                "moved",
                Json.createObjectBuilder().add("destination", "").add("library", "library"));
    }

    private int change(String library, String what, String path, JsonObjectBuilder more) {
        return administrator
                .post(
                        "v1/libraries/" + library + "/" + what,
                        more.add("paths", Json.createArrayBuilder().add(path))
                                .build()
                                .toString())
                .status();
    }

    /** Whether something that is not whole yet grows there. */
    private static boolean unfinished(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith(".reelmill-tmp-"));
        }
    }

    /** The server was killed: it had nothing at its end. */
    void checkThatItWasInTheMiddle() throws SQLException, IOException {
        connection.rollback();
        assertThat(sql.number("SELECT COUNT(*) FROM library_scan")).isPositive();
        assertThat(sql.number("SELECT COUNT(*) FROM library_entry WHERE name = 'tree'"))
                .isZero();
        if (memory.isPresent()) {
            assertThat(sql.texts("SELECT kind FROM library_transfer WHERE step = 0"))
                    .containsOnly("MOVE", "REMOVE");
            assertThat(unfinished(home.resolve("library"))).isTrue();
            assertThat(unfinished(garbage())).isTrue();
        }
    }

    /** It has started again: nothing is lost, nothing is half, and what was interrupted can be done. */
    void checkThatNothingIsHalf() throws IOException {
        // it is not known whether a server is dead before it was silent for a minute
        sql.update("UPDATE library_scan SET aliveUntil = CURRENT_TIMESTAMP(3) WHERE aliveUntil IS NOT NULL");
        await().atMost(PATIENCE)
                .until(() -> sql.texts("SELECT CONCAT(files, ' ', pending) FROM library_entry WHERE name = 'tree'")
                        .equals(List.of(FILES + " 0")));
        if (memory.isEmpty()) {
            return;
        }
        assertThat(sql.number("SELECT COUNT(*) FROM library_transfer")).isZero();
        assertThat(unfinished(home.resolve("library"))).isFalse();
        assertThat(unfinished(garbage())).isFalse();
        assertThat(home.resolve("library/moved")).doesNotExist();
        assertThat(garbage().resolve("removed")).doesNotExist();
        for (String folder : List.of("moved", "removed")) {
            assertThat(film(folder)).hasSize(LONG);
            assertWhole(memory.get(), folder);
            Files.delete(film(folder));
        }
        assertThat(move()).isEqualTo(200);
        assertWhole(home.resolve("library"), "moved");
        assertThat(change(OTHER, "remove", "removed", Json.createObjectBuilder()))
                .isEqualTo(200);
        assertWhole(garbage(), "removed");
        try (Stream<Path> left = Files.list(memory.get())) {
            assertThat(left).containsExactly(memory.get().resolve(WorkFolders.MARKER));
        }
    }

    /** Whoever may have the file: what nobody may have is not handed on. */
    void checkThatNginxIsToldWhichFileToSend() {
        String note = "/library-files/library/files/tree/0/note.txt";
        RestClient.Answer answer = administrator.get(note);
        assertThat(answer.header("X-Accel-Redirect"))
                .isEqualTo(NGINX_LOCATION + home.resolve("library/tree/0/note.txt"));
        assertThat(answer.header("Content-Type")).startsWith("text/plain");
        assertThat(answer.header("Content-Disposition")).contains("note.txt");
        assertThat(answer.text()).isEmpty();
        for (RestClient.Answer refused : List.of(
                RestClient.nobody(server.url()).get(note),
                administrator.get("/library-files/library/files/tree/0/nothing.txt"),
                administrator.get("/serve?filepath=/etc/passwd"))) {
            assertThat(refused.status()).isIn(400, 401, 403, 404);
            assertThat(refused.header("X-Accel-Redirect")).isEmpty();
        }
    }

    private static void assertWhole(Path place, String folder) {
        assertThat(place.resolve(folder + "/below/one.txt")).hasContent(folder + " one");
        assertThat(place.resolve(folder + "/two.txt")).hasContent(folder + " two");
    }

    private Path film(String folder) {
        return memory.orElseThrow().resolve(folder + "/film.mkv");
    }

    private Path garbage() {
        return home.resolve("other-garbage");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Override
    public void close() throws SQLException, IOException {
        connection.close();
        if (memory.isPresent()) {
            try (Stream<Path> files = Files.walk(memory.get())) {
                for (Path file :
                        files.sorted((one, other) -> other.compareTo(one)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
