package org.reelmill.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Payara Micro with the WAR as a process of its own: 256 MiB of heap, a new home, the embedded database. */
final class Server implements AutoCloseable {

    private static final String USER = "bench";
    private static final int START_SECONDS = 300;
    private static final int STOP_SECONDS = 60;

    /** As in {@code Pause Young (Normal) 120M->35M(256M) 3.2ms}. */
    private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->\\d+M\\(\\d+M\\)");

    private final Path folder;
    private final Process process;
    private final Api api;

    private Server(Path folder, Process process, Api api) {
        this.folder = folder;
        this.process = process;
        this.api = api;
    }

    /** Where the parts of a server lie. */
    record Parts(Path payara, Path preBoot, Path war) {}

    /** Returns when it is ready and takes work. */
    static Server start(Parts parts, Path folder, int slots) throws IOException, InterruptedException {
        remove(folder);
        Files.createDirectories(folder);
        int port = freePort();
        String password = UUID.randomUUID().toString();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
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
        builder.environment().put("REELMILL_NODE_SLOTS", Integer.toString(slots));
        builder.environment().put("REELMILL_ADMIN_USER", USER);
        builder.environment().put("REELMILL_ADMIN_PASSWORD", password);
        Server server = new Server(folder, builder.start(), new Api("http://127.0.0.1:" + port, USER, password));
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

    /** Seconds of CPU so far, its encoders that have ended included. */
    double cpu() throws IOException {
        return Cpu.ofProcessAndChildren(process.pid());
    }

    /** Encoders and probes that run now. */
    int toolsRunning() {
        return (int) process.children().count();
    }

    /** The most megabytes of heap that were ever in use, garbage included. */
    long heapPeak() throws IOException, InterruptedException {
        // a collection now tells what is in use now
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
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
        setPolicy("sourceIntake", false);
    }

    private boolean hasJoined() throws IOException, InterruptedException {
        return api.get("v1/nodes").getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .anyMatch(node -> !node.getString("encoder", "").isEmpty());
    }

    void setPolicy(String key, boolean on) throws IOException, InterruptedException {
        api.send(
                "PUT",
                "v1/policies/" + key,
                Json.createObjectBuilder().add("value", on ? "1" : "0").build());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
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
