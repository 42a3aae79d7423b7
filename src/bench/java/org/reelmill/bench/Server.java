package org.reelmill.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Payara Micro with the WAR as a process of its own, with a new home. */
final class Server implements AutoCloseable {

    private static final String USER = "bench";
    private static final String PASSWORD = UUID.randomUUID().toString();
    private static final int HEAP = 256;
    private static final int START_SECONDS = 300;
    private static final int STOP_SECONDS = 60;

    /** As in {@code Pause Young (Normal) 120M->35M(256M) 3.2ms}. */
    private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->\\d+M\\(\\d+M\\)");

    private final Path folder;
    private final Process process;
    private final Api api;
    private final int port;

    private Server(Path folder, Process process, Api api, int port) {
        this.folder = folder;
        this.process = process;
        this.api = api;
        this.port = port;
    }

    /** Where the parts of a server lie. */
    record Parts(Path payara, Path preBoot, Path war) {}

    /** With 256 MiB of heap and the embedded database. Returns when it is ready and takes work. */
    static Server start(Parts parts, Path folder, int slots) throws IOException, InterruptedException {
        return start(parts, folder, HEAP, Map.of("REELMILL_NODE_SLOTS", Integer.toString(slots)));
    }

    /**
     * Returns when it is ready and has joined.
     *
     * @param megabytes of heap
     * @param settings environment variables
     */
    static Server start(Parts parts, Path folder, int megabytes, Map<String, String> settings)
            throws IOException, InterruptedException {
        emptyFolder(folder);
        return again(parts, folder, megabytes, settings);
    }

    /** As {@link #start(Parts, Path, int, Map)}, but with the home that the folder has already. */
    static Server again(Parts parts, Path folder, int megabytes, Map<String, String> settings)
            throws IOException, InterruptedException {
        return again(parts, folder, megabytes, settings, freePort());
    }

    private static Server again(Parts parts, Path folder, int megabytes, Map<String, String> settings, int port)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + megabytes + "m",
                        "-Xlog:gc:file=gc.log",
                        "-jar",
                        parts.payara().toString(),
                        "--nohazelcast",
                        "--port",
                        Integer.toString(port),
                        "--prebootcommandfile",
                        parts.preBoot().toString(),
                        "--deploy",
                        parts.war().toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("REELMILL_"));
        builder.environment().put("REELMILL_HTTP_PORT", Integer.toString(port));
        builder.environment().put("REELMILL_SAMPLE", "false");
        builder.environment().put("REELMILL_ADMIN_USER", USER);
        builder.environment().put("REELMILL_ADMIN_PASSWORD", PASSWORD);
        builder.environment().putAll(settings);
        Server server = new Server(folder, builder.start(), new Api("http://127.0.0.1:" + port, USER, PASSWORD), port);
        Runtime.getRuntime().addShutdownHook(new Thread(server.process::destroy));
        try {
            server.awaitReady();
            return server;
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    Api api() {
        return api;
    }

    Path home() {
        return folder.resolve("reelmill-home");
    }

    /** Where it listens on the loopback address. */
    int port() {
        return port;
    }

    /** Kills it as {@code kill -9} does, and starts it again with its home and its port. Returns as {@link #again} does. */
    Server killedAndStarted(Parts parts, int megabytes, Map<String, String> settings)
            throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        return again(parts, folder, megabytes, settings, port);
    }

    /** Seconds of CPU so far, its encoders that have ended included. */
    double cpu() throws IOException {
        return Cpu.ofProcessAndChildren(process.pid());
    }

    /** Encoders and probes that run now. */
    int toolsRunning() {
        return (int) process.children().count();
    }

    /** Collects garbage. */
    void collect() throws IOException, InterruptedException {
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** The most megabytes of heap that were ever in use, garbage included. */
    long heapPeak() throws IOException, InterruptedException {
        // tells what is in use now
        collect();
        try (Stream<String> lines = Files.lines(folder.resolve("gc.log"))) {
            return lines.map(COLLECTION::matcher)
                    .filter(Matcher::find)
                    .mapToLong(found -> Long.parseLong(found.group(1)))
                    .max()
                    .orElseThrow(() -> new BenchException("gc.log tells of no collection"));
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        long start = System.nanoTime();
        boolean ready = false;
        while (!ready || !hasJoined()) {
            if (!process.isAlive() || System.nanoTime() - start > TimeUnit.SECONDS.toNanos(START_SECONDS)) {
                throw new BenchException("The server did not become ready, see " + folder.resolve("server.log"));
            }
            TimeUnit.MILLISECONDS.sleep(500);
            ready = api.isReady();
        }
        api.useToken();
        // films are handed in by REST alone
        setPolicy("sourceIntake", "0");
    }

    private boolean hasJoined() throws IOException, InterruptedException {
        return api.get("v1/nodes").getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .anyMatch(node -> node.getString("name").endsWith(":" + port)
                        && !node.getString("encoder", "").isEmpty());
    }

    void setPolicy(String key, String value) throws IOException, InterruptedException {
        api.send(
                "PUT",
                "v1/policies/" + key,
                Json.createObjectBuilder().add("value", value).build());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static Path emptyFolder(Path folder) throws IOException {
        remove(folder);
        return Files.createDirectories(folder);
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
