package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.MediaSettings;
import org.reelmill.media.Supervision;

/** By itself: it counts the processes that it started, and classes that run in parallel start processes as well. */
@Isolated
@Tag("ffmpeg")
@Timeout(60)
class ToolsTest {

    /** Reads at the speed of a clock, for an hour, without using the machine. */
    private static final List<String> ENDLESS = List.of(
            "-re",
            "-f",
            "lavfi",
            "-i",
            "color=size=64x64:rate=10:duration=3600",
            "-c:v",
            "rawvideo",
            "-f",
            "null",
            "-");

    private static final String ENCODER = "encoder ";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Tools tools = limited(Duration.ofSeconds(30), Duration.ofSeconds(60));

    @AfterEach
    void nothingIsLeftRunning() {
        tools.close();
        threads.shutdownNow();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> ProcessHandle.current().descendants().findAny().isEmpty());
    }

    @Test
    void countsTheFramesThatWereWritten() throws MediaException {
        ToolResult result = tools.ffmpeg(
                List.of("-f", "lavfi", "-i", "color=size=64x64:rate=25:duration=2", "-f", "null", "-"),
                Supervision.none());

        assertThat(result.exitCode()).isZero();
        assertThat(result.frames()).isEqualTo(50);
    }

    @Test
    void givesEveryLineOfStdoutInOrderAndCountsFramesBesideIt() throws MediaException {
        List<String> lines = new ArrayList<>();

        ToolResult result = tools.ffmpeg(
                List.of("-f", "lavfi", "-i", "color=size=64x64:rate=25:duration=2", "-f", "framehash", "pipe:1"),
                lines::add,
                Supervision.none());

        assertThat(lines.stream().filter(line -> !line.startsWith("#"))).hasSize(50);
        assertThat(result.frames()).isEqualTo(50);
        assertThat(result.stderrTail()).noneMatch(ToolProgress::isReport);
    }

    @Test
    void anErrorIsAFailureWithWhatTheToolSaid() {
        MediaException failure = failure(List.of("-f", "lavfi", "-i", "nosuchsource", "-f", "null", "-"));

        assertThat(failure.kind()).isEqualTo(Kind.FAILED);
        assertThat(failure.log()).contains("nosuchsource");
    }

    @Test
    void aToolThatTalksWithoutEndDoesNotBlockAndIsNotRemembered() throws MediaException {
        ToolResult result = tools.ffmpeg(
                List.of(
                        "-v",
                        "info",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=size=64x64:duration=60",
                        "-vf",
                        "showinfo",
                        "-f",
                        "null",
                        "-"),
                Supervision.none());

        assertThat(result.stderrTail()).hasSize(200);
    }

    @Test
    void whatItsOwnerStopsIsKilledAtOnce() throws Exception {
        AtomicBoolean mayGoOn = new AtomicBoolean(true);
        CompletableFuture<MediaException> end = start(tools, supervised(mayGoOn));
        ProcessHandle child = child();

        mayGoOn.set(false);

        assertThat(end.get(10, TimeUnit.SECONDS).kind()).isEqualTo(Kind.STOPPED);
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void theEndOfTheServerStopsEverythingAndNothingStartsAfterIt() throws Exception {
        CompletableFuture<MediaException> end = start(tools, Supervision.none());
        ProcessHandle child = child();

        tools.close();

        assertThat(end.get(10, TimeUnit.SECONDS).kind()).isEqualTo(Kind.STOPPED);
        assertThat(child.isAlive()).isFalse();
        assertThat(failure(ENDLESS).kind()).isEqualTo(Kind.STOPPED);
    }

    @Test
    void anInterruptedCallerLeavesNoProcess() throws Exception {
        CompletableFuture<MediaException> end = start(tools, Supervision.none());
        child();

        threads.shutdownNow();

        assertThat(end.get(10, TimeUnit.SECONDS).kind()).isEqualTo(Kind.STOPPED);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aProcessThatStandsStillIsKilled() throws Exception {
        Tools impatient = limited(Duration.ofSeconds(2), Duration.ofSeconds(60));
        CompletableFuture<MediaException> end = start(impatient, Supervision.none());
        ProcessHandle child = child();

        signal("STOP", child);

        assertThat(end.get(5, TimeUnit.SECONDS).kind()).isEqualTo(Kind.STALLED);
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void aProcessThatProceedsButNeverEndsIsKilled() throws Exception {
        Tools strict = limited(Duration.ofSeconds(30), Duration.ofSeconds(2));

        assertThat(start(strict, Supervision.none()).get(5, TimeUnit.SECONDS).kind())
                .isEqualTo(Kind.STALLED);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aProcessThatSomeoneElseKillsHasNotSucceeded() throws Exception {
        for (String signal : List.of("KILL", "TERM")) {
            CompletableFuture<MediaException> end = start(tools, Supervision.none());

            signal(signal, child());

            assertThat(end.get(5, TimeUnit.SECONDS).kind()).as(signal).isEqualTo(Kind.FAILED);
        }
    }

    @Test
    void aReaderThatFailsEndsTheProcess() {
        RuntimeException failure = catchThrowableOfType(
                IllegalStateException.class,
                () -> tools.ffmpeg(
                        List.of(
                                "-re",
                                "-f",
                                "lavfi",
                                "-i",
                                "color=size=64x64:rate=500:duration=3600",
                                "-f",
                                "framehash",
                                "pipe:1"),
                        line -> {
                            throw new IllegalStateException("disk full");
                        },
                        Supervision.none()));

        assertThat(failure).hasMessage("disk full");
    }

    @Test
    void tellsItsOwnerHowFarItIs() throws Exception {
        AtomicLong told = new AtomicLong();
        AtomicBoolean mayGoOn = new AtomicBoolean(true);
        CompletableFuture<MediaException> end = start(tools, new Supervision() {
            @Override
            public boolean mayGoOn() {
                return mayGoOn.get();
            }

            @Override
            public void progress(long frames) {
                told.set(frames);
            }
        });

        await().atMost(Duration.ofSeconds(10)).until(() -> told.get() > 5);
        mayGoOn.set(false);
        assertThat(end.get(10, TimeUnit.SECONDS).kind()).isEqualTo(Kind.STOPPED);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aChildIsLowInPriorityAndKnowsNothingOfTheServersEnvironment() throws Exception {
        start(tools, Supervision.none());
        Path process = Path.of("/proc", Long.toString(child().pid()));

        assertThat(niceness(process)).isEqualTo(Math.min(19, niceness(Path.of("/proc", "self")) + 10));
        assertThat(Files.readString(process.resolve("environ")).split("\0"))
                .extracting(variable -> variable.substring(0, variable.indexOf('=')))
                .isSubsetOf(
                        "PATH",
                        "HOME",
                        "LANG",
                        "LC_ALL",
                        "TMPDIR",
                        "TEMP",
                        "TMP",
                        "LD_LIBRARY_PATH",
                        "AV_LOG_FORCE_NOCOLOR");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aKilledServerLeavesNoEncoderBehind() throws Exception {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        // as in the build: tests do not log into a home
                        "-Dtinylog.configurationloader=org.tinylog.configuration.PropertiesConfigurationLoader",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KilledServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            ProcessHandle encoder = ProcessHandle.of(encoderOf(server))
                    .filter(ProcessHandle::isAlive)
                    .orElseThrow();

            signal("KILL", server.toHandle());

            await().atMost(Duration.ofSeconds(5)).until(() -> !encoder.isAlive());
        } finally {
            server.destroyForcibly();
        }
    }

    /** A program that encodes until it is killed, and says which process does it. */
    static final class KilledServer {

        private KilledServer() {}

        public static void main(String[] args) throws Exception {
            CompletableFuture<MediaException> end = CompletableFuture.supplyAsync(() ->
                    failure(limited(Duration.ofSeconds(30), Duration.ofSeconds(60)), ENDLESS, Supervision.none()));
            System.out.println(ENCODER + child().pid());
            end.get();
        }
    }

    private CompletableFuture<MediaException> start(Tools with, Supervision supervision) {
        return CompletableFuture.supplyAsync(() -> failure(with, ENDLESS, supervision), threads);
    }

    private MediaException failure(List<String> arguments) {
        return failure(tools, arguments, Supervision.none());
    }

    private static MediaException failure(Tools tools, List<String> arguments, Supervision supervision) {
        return catchThrowableOfType(MediaException.class, () -> tools.ffmpeg(arguments, supervision));
    }

    private static ProcessHandle child() {
        return await().atMost(Duration.ofSeconds(10))
                .until(ToolsTest::runningTool, Optional::isPresent)
                .orElseThrow();
    }

    /** The tool itself: the programs before it have replaced themselves by it. */
    private static Optional<ProcessHandle> runningTool() {
        String program = TestTools.tools().locator().getExecutablePath();
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").equals(program))
                .findAny();
    }

    private static int niceness(Path process) throws IOException {
        String afterName = Files.readString(process.resolve("stat")).replaceFirst(".*\\) ", "");
        return Integer.parseInt(afterName.split(" ")[16]);
    }

    private static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
        // built into every shell; as a program of its own it is not on a bare Debian
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                .start()
                .waitFor();
    }

    private static long encoderOf(Process server) {
        return new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))
                .lines()
                .filter(line -> line.startsWith(ENCODER))
                .map(line -> line.substring(ENCODER.length()))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    private static Supervision supervised(AtomicBoolean mayGoOn) {
        return new Supervision() {
            @Override
            public boolean mayGoOn() {
                return mayGoOn.get();
            }

            @Override
            public void progress(long frames) {
                // not asked here
            }
        };
    }

    private static Tools limited(Duration stall, Duration total) {
        return new Tools(
                TestTools.tools().locator(), new MediaSettings(TestTools.CACHE, Optional.empty(), stall, total));
    }
}
