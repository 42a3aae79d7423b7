package org.reelmill.bench;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How many segments a second many nodes claim, of 1,000,000, through the product's own code, pool and transactions in a running
 * server. Each simulated node is a thread; the pool is as big as it takes for each to have a connection, as real nodes have,
 * and is filled before the measurement. All nodes share the cores with the database here: what it needs for a claim is told
 * as well, and how many claims the same statements give that nothing is around.
 */
final class ClaimBenchmark {

    private static final int SEGMENTS = 1_000_000;
    private static final int FILMS = 1000;
    private static final List<Integer> NODES = List.of(1, 8, 50, 200);
    private static final int WARM_UP_SECONDS = 4;
    private static final int SECONDS = 8;
    private static final int HEAP = 1024;
    private static final double MILLIS = 1e3;
    private static final String H2 = "H2";

    private final Server.Parts parts;
    private final Path folder;
    private final List<String> databases;

    ClaimBenchmark(Server.Parts parts, Path folder, List<String> databases) {
        this.parts = parts;
        this.folder = folder;
        this.databases = databases;
    }

    void run() throws IOException, InterruptedException {
        Server.Parts instrumented = new Server.Parts(parts.payara(), parts.preBoot(), instrument(parts.war()));
        Report.print(
                "%d cores for the database and the nodes together",
                Runtime.getRuntime().availableProcessors());
        if (databases.contains("mariadb")) {
            try (Database mariaDb = Database.start(folder)) {
                measure("MariaDB", instrumented, mariaDb.create("claims"), mariaDb::cpu);
            }
        }
        if (databases.contains("h2")) {
            // it is part of the server
            measure(H2, instrumented, Map.of(), () -> Double.NaN);
        }
    }

    /** Seconds of CPU that the database has used. */
    private interface DatabaseCpu {
        double seconds() throws IOException;
    }

    private void measure(String name, Server.Parts instrumented, Map<String, String> database, DatabaseCpu cpu)
            throws IOException, InterruptedException {
        Map<String, String> settings = new HashMap<>(database);
        // it only lends its code: it takes nothing itself
        settings.put("REELMILL_NODE_ROLES", "");
        try (Server server = Server.start(instrumented, folder.resolve("claims"), HEAP, settings)) {
            server.setPolicy("leaseSeconds", "3600");
            measure(name, "films of %d segments".formatted(SEGMENTS / FILMS), server, FILMS, cpu);
            measure(name, "one film", server, 1, cpu);
            if (!database.isEmpty()) {
                plans(server.api());
            }
        }
    }

    private static void measure(String database, String what, Server server, int films, DatabaseCpu cpu)
            throws IOException, InterruptedException {
        ask(server.api(), "fill&jobs=" + films + "&segments=" + SEGMENTS / films);
        Report.print("%n%s, %,d open segments in %s", database, SEGMENTS, what);
        Report.print(
                "%8s %10s %9s %9s %9s %8s %8s %12s",
                "nodes", "claims/s", "p50 ms", "p99 ms", "max ms", "empty", "errors", "DB CPU ms");
        ask(server.api(), "run&nodes=8&seconds=" + WARM_UP_SECONDS);
        for (int nodes : NODES) {
            // each node has its connection then
            ask(server.api(), "run&nodes=" + nodes + "&seconds=" + WARM_UP_SECONDS);
            measure("run", nodes, server, cpu);
        }
        if (!database.equals(H2)) {
            Report.print("the statements alone, by the driver:");
            ask(server.api(), "bare&nodes=8&seconds=" + WARM_UP_SECONDS);
            for (int nodes : NODES) {
                measure("bare", nodes, server, cpu);
            }
        }
    }

    private static void measure(String way, int nodes, Server server, DatabaseCpu cpu)
            throws IOException, InterruptedException {
        double before = cpu.seconds();
        JsonObject seen = ask(server.api(), way + "&nodes=" + nodes + "&seconds=" + SECONDS);
        double used = cpu.seconds() - before;
        Report.print(
                "%8d %,10.0f %9.1f %9.1f %9.1f %8d %8d %12.2f %s",
                nodes,
                seen.getJsonNumber("perSecond").doubleValue(),
                seen.getJsonNumber("p50").doubleValue(),
                seen.getJsonNumber("p99").doubleValue(),
                seen.getJsonNumber("p100").doubleValue(),
                seen.getInt("empty"),
                seen.getInt("errors"),
                used * MILLIS / (seen.getJsonNumber("perSecond").doubleValue() * SECONDS),
                seen.getString("error"));
    }

    private static void plans(Api api) throws IOException, InterruptedException {
        JsonObject plans = ask(api, "plans");
        Report.print("%nPlans (id | kind | table | type | possible keys | key | length | ref | rows | extra)");
        plans.keySet().forEach(query -> Report.print("%n%s%n%s", query, plans.getString(query)));
    }

    private static JsonObject ask(Api api, String what) throws IOException, InterruptedException {
        return api.get("bench/claims?do=" + what);
    }

    /** The WAR with the servlet that claims, and with a bigger pool. */
    private Path instrument(Path war) throws IOException {
        // its name is its place on the server
        Path copy = Server.emptyFolder(folder.resolve("instrumented")).resolve("ROOT.war");
        Files.copy(war, copy, StandardCopyOption.REPLACE_EXISTING);
        Path classes = Path.of(URI.create(ClaimBenchmark.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .resolve("org/reelmill/pipeline");
        try (FileSystem inside = FileSystems.newFileSystem(copy);
                Stream<Path> files = Files.list(classes)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        inside.getPath(
                                "WEB-INF/classes/org/reelmill/pipeline",
                                file.getFileName().toString()));
            }
            Path web = inside.getPath("WEB-INF/web.xml");
            Files.writeString(web, Files.readString(web).replaceFirst("<max-pool-size>\\d+", "<max-pool-size>250"));
        }
        return copy;
    }
}
