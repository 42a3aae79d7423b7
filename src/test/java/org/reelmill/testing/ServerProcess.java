package org.reelmill.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.DatabaseAccess;

/**
 * The WAR on a server in a process of its own, for tests that kill it: Payara Micro, or WildFly where the build tests with
 * that. Listens on the loopback address only, on a port that was free.
 */
public final class ServerProcess {

    private static final List<String> JAVA = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Duser.timezone=Europe/Berlin",
            "-Djava.net.preferIPv4Stack=true");

    private static final Duration BOOT = Duration.ofMinutes(4);

    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final List<String> command;
    private final Path log;
    private final int port;
    private Process process;

    private ServerProcess(List<String> command, Path log, int port) {
        this.command = command;
        this.log = log;
        this.port = port;
    }

    /**
     * A server that is not started yet.
     *
     * @param folder for what the server itself needs and writes; exists
     * @param settings system properties such as {@code reelmill.home=…}
     */
    public static ServerProcess in(Path folder, List<String> settings) {
        return "wildfly".equals(System.getProperty("arquillian.launch"))
                ? onWildFly(folder, settings)
                : onPayara(folder, settings);
    }

    /** As {@link #in}, on Payara Micro. */
    public static ServerProcess onPayara(Path folder, List<String> settings) {
        int port = freePort();
        return of(folder, settings, port, payara(port));
    }

    /** As {@link #in}, on WildFly. */
    public static ServerProcess onWildFly(Path folder, List<String> settings) {
        int port = freePort();
        return of(folder, settings, port, wildfly(folder, port));
    }

    private static ServerProcess of(Path folder, List<String> settings, int port, List<String> server) {
        List<String> command = new ArrayList<>(JAVA);
        settings.forEach(setting -> command.add("-D" + setting));
        if (settings.stream().noneMatch(setting -> setting.startsWith("reelmill.http.port="))) {
            command.add("-Dreelmill.http.port=" + port);
        }
        command.addAll(server);
        return new ServerProcess(command, folder.resolve("server.log"), port);
    }

    /** The settings by which a server finds a database. */
    public static List<String> database(Configuration configuration) {
        DatabaseAccess database = configuration.database().orElseThrow();
        List<String> settings = new ArrayList<>(List.of("reelmill.db.url=" + database.url()));
        database.user().ifPresent(user -> settings.add("reelmill.db.user=" + user));
        database.password().ifPresent(password -> settings.add("reelmill.db.password=" + password.value()));
        return settings;
    }

    /** Starts it, for the first time or again, and returns when it is ready. */
    public void startUp() {
        start();
        await().atMost(BOOT).pollInterval(Duration.ofMillis(500)).until(this::isReady);
    }

    /** Starts it, for the first time or again. */
    public void start() {
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it as {@code kill -9} does, and returns when it is gone. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    /** Tells it to stop as {@code kill} does, and returns when it is gone. */
    public void stop() {
        process.destroy();
        process.onExit().join();
    }

    /** All its threads stand still, as those of a machine that hangs, until {@link #thaw}. */
    public void freeze() {
        freeze(process.toHandle());
    }

    public void thaw() {
        signal(process.toHandle(), "CONT");
    }

    /** Whether it was started and has not ended. */
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Where it answers HTTP. */
    public int port() {
        return port;
    }

    /** Whether it answers that it is ready. @throws IllegalStateException it has ended */
    public boolean isReady() {
        if (!process.isAlive()) {
            throw new IllegalStateException("The server has ended, see " + log);
        }
        URI health = URI.create("http://127.0.0.1:" + port + "/api/health/ready");
        try {
            return HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(health)
                                            .timeout(ANSWER)
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            // not yet, or not now
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What it has logged so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without a slash at the end. */
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    /** With a slash at the end. */
    public URL url() {
        try {
            return URI.create(address() + "/").toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param name such as {@code STOP} */
    /** Returns when all its threads stand: on a busy machine one may answer a little longer. */
    public static void freeze(ProcessHandle process) {
        signal(process, "STOP");
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(process.pid()), "task"))) {
                return threads.allMatch(ServerProcess::stands);
            }
        });
    }

    /** By the state behind the name in brackets (proc_pid_stat(5)). */
    private static boolean stands(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (IOException e) {
            // it has ended
            return true;
        }
    }

    public static void signal(ProcessHandle process, String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> payara(int port) {
        return List.of(
                "-jar",
                Path.of(System.getProperty("reelmill.test.servers"), "payara-micro.jar")
                        .toString(),
                "--nohazelcast",
                "--port",
                String.valueOf(port),
                "--prebootcommandfile",
                System.getProperty("reelmill.test.preboot"),
                "--deploy",
                System.getProperty("reelmill.test.war"));
    }

    private static List<String> wildfly(Path folder, int port) {
        Path wildfly = Path.of(System.getProperty("reelmill.test.wildfly"));
        Path configuration = wildfly.resolve("standalone").resolve("configuration");
        try (Stream<Path> files = Files.list(configuration)) {
            if (!Files.readString(configuration.resolve("standalone.xml")).contains("integrated-jaspi=\"false\"")) {
                configure(wildfly);
            }
            Path copy = Files.createDirectory(folder.resolve("configuration"));
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
            forgetDeployments(copy.resolve("standalone.xml"));
            Path deployments = Files.createDirectory(folder.resolve("deployments"));
            Files.copy(Path.of(System.getProperty("reelmill.test.war")), deployments.resolve("ROOT.war"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of(
                "-Djboss.home.dir=" + wildfly,
                "-Djboss.server.base.dir=" + folder,
                "-Djboss.http.port=" + port,
                "-Djboss.https.port=" + freePort(),
                "-Djboss.management.http.port=" + freePort(),
                "-jar",
                wildfly.resolve("jboss-modules.jar").toString(),
                "-mp",
                wildfly.resolve("modules").toString(),
                "org.jboss.as.standalone");
    }

    /** As an operator does, once. The build has done it where all tests run on WildFly. */
    private static void configure(Path wildfly) throws IOException {
        ProcessBuilder cli = new ProcessBuilder(
                JAVA.get(0),
                "-jar",
                wildfly.resolve("jboss-modules.jar").toString(),
                "-mp",
                wildfly.resolve("modules").toString(),
                "org.jboss.as.cli",
                "--file=" + System.getProperty("reelmill.test.wildfly.cli"));
        cli.environment().put("JBOSS_HOME", wildfly.toString());
        try {
            int code = cli.redirectErrorStream(true)
                    .redirectOutput(wildfly.resolve("configured.log").toFile())
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("WildFly cannot be configured, see configured.log in " + wildfly);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The server that the other tests share has noted its own deployment there, whose content this one lacks. */
    private static void forgetDeployments(Path configuration) throws IOException {
        Files.writeString(
                configuration, Files.readString(configuration).replaceAll("(?s)<deployments>.*?</deployments>", ""));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
