package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.pipeline.Certificate;
import org.reelmill.settings.Configuration;
import org.reelmill.shared.Json;
import org.reelmill.testing.FrameCounterReader;
import org.reelmill.testing.MariaDbServer;
import org.reelmill.testing.ServerProcess;
import org.reelmill.testing.SourceFilms;
import org.reelmill.testing.Sql;

/**
 * The promise: a server that is killed in the middle goes on, when it starts again, from the last finished segment. What its
 * library was about is finished or taken back.
 */
class RestartIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int SEGMENTS = 8;

    @TempDir
    Path folder;

    private Path home;
    private ServerProcess server;
    private ReelmillDataSource database;
    private Sql sql;

    @BeforeEach
    void start() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
        Files.createFile(home.resolve(".reelmill"));
        Configuration configuration = MariaDbServer.get().createDatabase();
        database = new ReelmillDataSource(configuration);
        sql = new Sql(database);
        server = ServerProcess.in(Files.createDirectory(folder.resolve("server")), settings(configuration));
        server.startUp();
    }

    @AfterEach
    void stop() {
        server.kill();
        await().atMost(Duration.ofSeconds(30)).until(() -> processesOfHome().isEmpty());
    }

    @Test
    @Tag("once")
    void goesOnFromTheLastFinishedSegmentAfterAKill() throws Exception {
        try (LibraryInMotion library = new LibraryInMotion(server, database, home)) {
            goesOnAfterAKill(library);
        }
    }

    private void goesOnAfterAKill(LibraryInMotion library) throws Exception {
        startSlowFilm();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> count(2) >= 2 && count(1) > 0);
        // the film waits in its middle for the library to be in its own
        List<ProcessHandle> encoders = processesOfHome();
        encoders.forEach(encoder -> ServerProcess.signal(encoder, "STOP"));
        library.begin();
        encoders.forEach(encoder -> ServerProcess.signal(encoder, "CONT"));

        server.kill();

        library.checkThatItWasInTheMiddle();

        Map<Long, List<Object>> finished = finishedSegments();
        List<Long> inHand = sql.numbers("SELECT segmentPart FROM transcodeJob WHERE status = 1");
        List<Long> open = openExecutions();
        assertThat(finished.size()).isBetween(2, SEGMENTS - 1);
        assertThat(inHand).isNotEmpty();
        assertThat(open).isNotEmpty();
        await().atMost(Duration.ofSeconds(10)).until(() -> processesOfHome().isEmpty());
        assertThat(sql.texts("SELECT status FROM job")).containsExactly("2");
        assertThat(work("source").resolve("film.mp4")).exists();

        server.startUp();
        assertThat(openExecutions()).doesNotContainAnyElementsOf(open);
        library.checkThatNothingIsHalf();
        library.checkThatNginxIsToldWhichFileToSend();
        await().atMost(PATIENCE).until(() -> sql.number("SELECT COUNT(*) FROM job WHERE cleaned = TRUE") == 1);

        assertThat(sql.rows("SELECT status, completed, failed, reason FROM job"))
                .containsExactly(Arrays.asList(5, true, false, null));
        Certificate certificate =
                Json.read(sql.texts("SELECT certificate FROM job").get(0), Certificate.class);
        assertThat(certificate.verdict()).isEqualTo("VALID");
        assertThat(certificate.pictures().compared()).isTrue();
        assertThat(certificate.segments()).hasSize(SEGMENTS);
        assertThat(certificate.films()).extracting(Certificate.Film::frames).containsExactly((long) SourceFilms.FRAMES);
        for (Certificate.SegmentProof segment : certificate.segments()) {
            long part = segment.part();
            if (finished.containsKey(part)) {
                assertThat(List.<Object>of(
                                segment.part(),
                                segment.attempt(),
                                segment.parts().get(0).sha256()))
                        .as("what was finished is not made again")
                        .isEqualTo(finished.get(part));
            } else {
                assertThat(segment.attempt()).isEqualTo(inHand.contains(part) ? 2 : 1);
            }
        }
        assertThat(FrameCounterReader.read(work("delivery").resolve("film144p60.mp4")))
                .extracting(FrameCounterReader.Frame::counter)
                .containsExactlyElementsOf(
                        IntStream.range(0, SourceFilms.FRAMES).boxed().toList());
        for (String empty : List.of("source", "ingest", "transcode", "export", "quarantine")) {
            assertThat(work(empty)).isEmptyDirectory();
        }
        assertThatNoExecutionIsOpen(open);
    }

    /**
     * S4.26: neither a process nor half a file stays, and nothing is counted. Rows are given back on the way out or, where the
     * server takes the database away from its application before that, at the next start.
     */
    @Test
    void leavesNothingBehindWhenItIsToldToStop() throws IOException {
        startSlowFilm();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> count(2) >= 1 && count(1) > 0);

        server.stop();

        assertThat(processesOfHome()).isEmpty();
        assertThat(sql.numbers("SELECT failures + crashes FROM transcodeJob")).containsOnly(0L);
        assertThat(sql.texts("SELECT status FROM job")).containsExactly("2");
        try (Stream<Path> files = Files.walk(work("transcode"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .isNotEmpty()
                    .noneMatch(name -> name.startsWith("tmp-"));
        }
        List<Long> before = sql.numbers("SELECT nodeID FROM node");
        server.startUp();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(sql.numbers("SELECT nodeID FROM node"))
                .hasSize(1)
                .noneMatch(before::contains));
    }

    private void startSlowFilm() throws IOException {
        sql.update("UPDATE policy SET value = '1' WHERE policy IN ('segmentLength', 'settleSeconds')");
        sql.update("UPDATE output SET active = FALSE");
        sql.update("INSERT INTO output (maxX, maxY, codec, preset) VALUES (192, 144, 'H265', 'veryslow')");
        Files.copy(SourceFilms.Kind.H264_CLOSED.file(), work("source").resolve("film.mp4"));
    }

    private List<String> settings(Configuration configuration) {
        List<String> settings = new ArrayList<>(List.of(
                "reelmill.home=" + home,
                "reelmill.sample=false",
                "reelmill.node.slots=2",
                "reelmill.nginx.location=" + LibraryInMotion.NGINX_LOCATION));
        settings.addAll(ServerProcess.database(configuration));
        return settings;
    }

    private Path work(String name) {
        return home.resolve("work").resolve(name);
    }

    private long count(int status) {
        return sql.number("SELECT COUNT(*) FROM transcodeJob WHERE status = ?", status);
    }

    /** By part: its number, the attempt that succeeded and the checksum of what that made. */
    private Map<Long, List<Object>> finishedSegments() {
        return sql
                .rows("SELECT t.segmentPart, t.fence, p.sha256 FROM transcodeJob t"
                        + " JOIN part p ON p.fk_transcodeJobID = t.transcodeJobID WHERE t.status = 2")
                .stream()
                .collect(Collectors.toMap(row -> ((Number) row.get(0)).longValue(), row -> row));
    }

    private List<Long> openExecutions() {
        return sql.numbers(
                "SELECT JOBEXECUTIONID FROM JOB_EXECUTION WHERE BATCHSTATUS IN ('STARTING', 'STARTED', 'STOPPING')");
    }

    private void assertThatNoExecutionIsOpen(List<Long> killed) {
        for (long execution : killed) {
            assertThat(sql.rows(
                            "SELECT BATCHSTATUS, EXITSTATUS, ENDTIME IS NOT NULL FROM JOB_EXECUTION WHERE JOBEXECUTIONID = ?",
                            execution))
                    .containsExactly(List.of("FAILED", "FAILED", 1));
            // a step may have ended just before its server was killed
            assertThat(sql.texts("SELECT DISTINCT BATCHSTATUS FROM STEP_EXECUTION WHERE JOBEXECUTIONID = ?", execution))
                    .isNotEmpty()
                    .doesNotContain("STARTING", "STARTED", "STOPPING");
            assertThat(sql.texts(
                            "SELECT DISTINCT p.BATCHSTATUS FROM PARTITION_EXECUTION p JOIN STEP_EXECUTION s"
                                    + " ON s.STEPEXECUTIONID = p.STEPEXECUTIONID WHERE s.JOBEXECUTIONID = ?",
                            execution))
                    .doesNotContain("STARTING", "STARTED", "STOPPING");
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> openExecutions().isEmpty());
    }

    /** Programs that the server unpacked below its home and started. */
    private List<ProcessHandle> processesOfHome() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> process.info()
                            .command()
                            .filter(command -> command.startsWith(home.toString()))
                            .isPresent())
                    .toList();
        }
    }
}
