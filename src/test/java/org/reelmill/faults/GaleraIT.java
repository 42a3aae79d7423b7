package org.reelmill.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.app.ReelmillDataSource;
import org.reelmill.pipeline.Certificate;
import org.reelmill.settings.Configuration;
import org.reelmill.shared.Json;
import org.reelmill.testing.FrameCounterReader;
import org.reelmill.testing.ServerProcess;
import org.reelmill.testing.SourceFilms;
import org.reelmill.testing.Sql;

/** Two nodes on a Galera cluster whose servers die one after the other and come back. Run by {@code .ci/galera}. */
@EnabledIfSystemProperty(named = "faults.galera", matches = "true")
class GaleraIT {

    private static final Duration BOOT = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private Path work;
    private GaleraCluster cluster;
    private List<ServerProcess> nodes;
    private Sql sql;

    @BeforeEach
    void start() throws IOException {
        cluster = new GaleraCluster(Files.createDirectory(folder.resolve("cluster")));
        work = Files.createDirectory(folder.resolve("work"));
        Files.createFile(work.resolve(".reelmill"));
        nodes = List.of(node("a"), node("b"));
        for (ServerProcess node : nodes) {
            // the first one makes the schema alone: a lock that is taken in one server of the cluster does not hold in
            // the others
            node.start();
            await().atMost(BOOT).pollInterval(Duration.ofMillis(500)).until(node::isReady);
        }
        Properties properties = new Properties();
        properties.setProperty("reelmill.db.url", cluster.url());
        properties.setProperty("reelmill.db.user", "mill");
        properties.setProperty("reelmill.db.password", "mill");
        sql = new Sql(new ReelmillDataSource(Configuration.from(Map.of(), properties)));
    }

    private ServerProcess node(String name) throws IOException {
        Path home = Files.createDirectory(folder.resolve("home-" + name));
        Files.createFile(home.resolve(".reelmill"));
        return ServerProcess.in(
                Files.createDirectory(folder.resolve(name)),
                List.of(
                        "reelmill.home=" + home,
                        "reelmill.work.dir=" + work,
                        "reelmill.sample=false",
                        "reelmill.node.slots=1",
                        "reelmill.db.url=" + cluster.url(),
                        "reelmill.db.user=mill",
                        "reelmill.db.password=mill"));
    }

    @AfterEach
    void stop() {
        nodes.forEach(ServerProcess::kill);
        cluster.close();
    }

    @Test
    void losesNothingWhenOneServerDies() throws IOException {
        sql.update("UPDATE policy SET value = '1' WHERE policy IN ('segmentLength', 'settleSeconds')");
        sql.update("UPDATE output SET active = FALSE");
        sql.update("INSERT INTO output (maxX, maxY, codec, preset) VALUES (192, 144, 'H265', 'veryslow')");
        for (int film = 1; film <= 3; film++) {
            Files.copy(
                    SourceFilms.Kind.H264_CLOSED.file(), work.resolve("source").resolve("film" + film + ".mp4"));
        }
        await().atMost(PATIENCE).ignoreExceptions().until(() -> finished() >= 2);
        cluster.kill(0);
        long before = finished();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> finished() >= before + 2);
        cluster.startAgain(0);
        cluster.kill(1);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> sql.number("SELECT COUNT(*) FROM job WHERE cleaned = TRUE") == 3);

        for (List<Object> job : sql.rows("SELECT status, completed, failed, reason FROM job")) {
            assertThat(job).isEqualTo(Arrays.asList(5, true, false, null));
        }
        for (String certificate : sql.texts("SELECT certificate FROM job")) {
            assertThat(Json.read(certificate, Certificate.class).verdict()).isEqualTo("VALID");
        }
        for (int film = 1; film <= 3; film++) {
            assertThat(FrameCounterReader.read(work.resolve("delivery").resolve("film" + film + "144p60.mp4")))
                    .extracting(FrameCounterReader.Frame::counter)
                    .containsExactlyElementsOf(
                            IntStream.range(0, SourceFilms.FRAMES).boxed().toList());
        }
    }

    /** Segments, or those of films that are through. */
    private long finished() {
        return sql.number("SELECT COUNT(*) FROM transcodeJob WHERE status = 2")
                + 8 * sql.number("SELECT COUNT(*) FROM job WHERE status >= 5");
    }
}
