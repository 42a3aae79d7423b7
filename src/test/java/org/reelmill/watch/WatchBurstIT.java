package org.reelmill.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reelmill.app.MigratedDatabase;
import org.reelmill.testing.MariaDbServer;
import org.reelmill.testing.ServerProcess;
import org.reelmill.testing.Sql;

/**
 * Many files arrive at once, copied, moved and written slowly, while the server stands still for so long that the kernel drops
 * events, and is then killed: each is registered exactly once, none before it is complete. Not part of a build: it starts four
 * servers. {@code mvn verify -Dskip.unit.tests=true -Dit.test=WatchBurstIT -Dwatch.files=10000}.
 */
@Tag("serverless")
@EnabledIfSystemProperty(named = "watch.files", matches = "\\d+")
class WatchBurstIT {

    private static final int FILES = Integer.getInteger("watch.files", 0);
    private static final int SLOW = 20;
    private static final int BYTES = 4000;
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    /** More events than the kernel keeps for one who does not read them: two a round. */
    private static final Path QUEUE = Path.of("/proc/sys/fs/inotify/max_queued_events");

    @TempDir
    Path folder;

    private Path in;
    private ServerProcess server;
    private Sql sql;
    private final Map<Path, OutputStream> slow = new HashMap<>();

    @BeforeEach
    void start() throws Exception {
        in = Files.createDirectory(folder.resolve("in"));
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.createFile(home.resolve(".reelmill"));
        var configuration = MariaDbServer.get().createDatabase();
        sql = new Sql(MigratedDatabase.of(configuration));
        List<String> settings = new ArrayList<>(List.of("reelmill.home=" + home, "reelmill.sample=false"));
        settings.addAll(ServerProcess.database(configuration));
        server = ServerProcess.in(Files.createDirectory(folder.resolve("server")), settings);
        server.startUp();
    }

    @AfterEach
    void stop() throws IOException {
        server.kill();
        for (OutputStream out : slow.values()) {
            out.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EVENTS", "POLLING"})
    void registersEachCompleteFileOnceAndNoneEarly(WatchMode mode) throws IOException {
        watch(mode);
        Instant begin = Instant.now();
        beginSlowly();
        arrive("first", FILES / 3);

        server.freeze();
        arrive("second", FILES / 3);
        overflow();
        server.thaw();
        arrive("third", FILES - 2 * (FILES / 3) - SLOW);
        await().atMost(PATIENCE).until(() -> registered() > FILES / 3);
        if (mode == WatchMode.EVENTS) {
            // counted at the end of a round: one that is killed tells nothing
            await("the overflow").atMost(PATIENCE).until(() -> lost() > 0);
        }
        assertThat(slowRegistered()).isZero();

        server.kill();
        server.startUp();
        endSlowly();
        await().atMost(PATIENCE).until(() -> registered() == FILES);

        assertThat(sql.number("SELECT COUNT(*) FROM videos")).isEqualTo(FILES);
        assertThat(sql.number("SELECT COUNT(DISTINCT des_video_path) FROM videos WHERE status = 1"))
                .isEqualTo(FILES);
        assertThat(sql.number("SELECT COUNT(*) FROM watched_file WHERE state = 1 AND bytes <> ?", BYTES))
                .as("registered before it was complete")
                .isZero();
        System.out.printf(
                "%s: %d files registered exactly once after %d s, with a halt and a kill in between; hints %d, lost %d times%n",
                mode,
                FILES,
                Duration.between(begin, Instant.now()).toSeconds(),
                sql.number("SELECT MAX(events) FROM watched_folder"),
                lost());
    }

    private void watch(WatchMode mode) {
        sql.update(
                "INSERT INTO watched_folder (folder, folderKey, deep, wantedMode, rule, outputs, pollSeconds, enabled)"
                        + " VALUES (?, SHA2(?, 256), TRUE, ?, 'REGISTER', '', 2, TRUE)",
                in.toString(),
                in.toString(),
                mode.name());
        await().atMost(PATIENCE)
                .until(() -> sql.number("SELECT COUNT(*) FROM watched_folder WHERE mode = ?", mode.name()) == 1);
    }

    /** Half of them is copied into place, half moved from outside; in folders that are made meanwhile. */
    private void arrive(String name, int files) throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        for (int i = 0; i < files; i++) {
            Path target = Files.createDirectories(in.resolve(name).resolve("d" + i % 50))
                    .resolve(i + ".mp4");
            if (i % 2 == 0) {
                Files.write(target, TinyVideo.ofBytes(BYTES));
            } else {
                Path made = Files.write(outside.resolve(name + i + ".mp4"), TinyVideo.ofBytes(BYTES));
                Files.move(made, target);
            }
        }
    }

    private void beginSlowly() throws IOException {
        for (int i = 0; i < SLOW; i++) {
            Path file = Files.createDirectories(in.resolve("slow")).resolve(i + ".mp4");
            OutputStream out = Files.newOutputStream(file);
            slow.put(file, out);
            out.write(TinyVideo.ofBytes(BYTES), 0, BYTES / 2);
        }
    }

    private void endSlowly() throws IOException {
        for (OutputStream out : slow.values()) {
            out.write(TinyVideo.ofBytes(BYTES), BYTES / 2, BYTES - BYTES / 2);
            out.close();
        }
    }

    private void overflow() throws IOException {
        int rounds = 0;
        if (Files.exists(QUEUE)) {
            try (BufferedReader reader = Files.newBufferedReader(QUEUE)) {
                rounds = Integer.parseInt(reader.readLine().strip());
            }
        }
        Path noise = in.resolve("noise.txt");
        for (int i = 0; i < rounds; i++) {
            Files.createFile(noise);
            Files.delete(noise);
        }
    }

    private long registered() {
        return sql.number("SELECT COUNT(*) FROM videos");
    }

    private long lost() {
        return sql.number("SELECT MAX(lost) FROM watched_folder");
    }

    private long slowRegistered() {
        return sql.number(
                "SELECT COUNT(*) FROM videos WHERE main_dir = ?",
                in.resolve("slow").toString());
    }
}
