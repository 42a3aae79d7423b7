package org.reelmill.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long scans of a big tree take, in turns with {@code find} on the same tree: the first one, one with nothing changed, one
 * with a hundredth changed; and then how long folders, searches and {@code /start} take. The tree is made once and kept: {@code bench.files}
 * sparse files (a million), twenty to a folder, one folder with a tenth of them.
 */
final class LibraryBenchmark {

    private static final int HEAP = 512;
    private static final int A_FOLDER = 20;
    private static final int ROUNDS = 100;
    private static final int FEW_ROUNDS = 20;

    private final Server.Parts parts;
    private final Path folder;
    private final List<String> databases;
    private final int files = Integer.getInteger("bench.files", 1_000_000);

    LibraryBenchmark(Server.Parts parts, Path folder, List<String> databases) {
        this.parts = parts;
        this.folder = folder;
        this.databases = databases;
    }

    void run() throws IOException, InterruptedException {
        Path tree = tree();
        Report.print("%n%,d files; a find -printf takes %.1f s, then %.1f s", files, find(tree), find(tree));
        if (databases.contains("mariadb")) {
            try (Database database = Database.start(folder)) {
                measure("MariaDB", tree, database.create("library"), database::cpu);
            }
        }
        if (databases.contains("h2")) {
            measure("H2", tree, Map.of(), () -> 0);
        }
    }

    /** Seconds of CPU so far. */
    private interface Spent {
        double cpu() throws IOException;
    }

    private void measure(String name, Path tree, Map<String, String> database, Spent ofDatabase)
            throws IOException, InterruptedException {
        Map<String, String> settings = new HashMap<>(database);
        // it only reads: it mills nothing
        settings.put("REELMILL_NODE_ROLES", "");
        try (Server server = Server.start(parts, folder.resolve("library-server"), HEAP, settings)) {
            server.setPolicy("libraryScanMinutes", "0");
            // ffmpeg has nothing to find in files without content, and would take half the machine
            server.setPolicy("libraryProbe", "0");
            server.setPolicy("previewSlots", "0");
            server.api()
                    .send(
                            "POST",
                            "v1/libraries",
                            Json.createObjectBuilder()
                                    .add("name", "tree")
                                    .add("folder", tree.toString())
                                    .add("mark", true)
                                    .build());
            Report.print("%n%s", name);
            Spent spent = () -> server.cpu() + ofDatabase.cpu();
            scan(server.api(), "first scan", tree, spent);
            scan(server.api(), "nothing changed", tree, spent);
            scan(server.api(), "nothing changed", tree, spent);
            change(tree);
            scan(server.api(), "a hundredth changed", tree, spent);
            Report.print("Heap of the server: at most %d of %d MiB in use, garbage included", server.heapPeak(), HEAP);
            Report.print("%-44s %8s %8s %8s", "milliseconds of the server", "p50", "p95", "max");
            for (String path : List.of(
                    "/api/v1/libraries/tree/entries?panel=folders",
                    "/api/v1/libraries/tree/entries?path=big",
                    "/api/v1/libraries/tree/entries?path=big&offset=" + files / 10 * 9 / 10,
                    "/api/v1/libraries/tree/entries?path=big&order=name",
                    "/api/v1/libraries/tree/entries?path=big&order=newest",
                    "/api/v1/libraries/tree/entries?path=big&retained=false",
                    "/api/v1/libraries/tree/entry?path=000/000",
                    "/api/v1/libraries/tree/search?q=film-77",
                    "/api/v1/libraries/tree/search?kind=video&leastSize=500000000",
                    "/api/v1/libraries/tree/search?path=000&q=film")) {
                int rounds = path.contains("/search") ? FEW_ROUNDS : ROUNDS;
                time(path.substring("/api/v1/libraries".length()), rounds, () -> server.api()
                        .bytes(path));
            }
            for (String path : List.of("000/000/000", "big")) {
                time("/start of " + path, path.equals("big") ? FEW_ROUNDS : ROUNDS, () -> server.api()
                        .bytes("/start", "directory=" + tree.resolve(path)));
            }
        }
    }

    private static void scan(Api api, String what, Path tree, Spent spent) throws IOException, InterruptedException {
        double find = find(tree);
        double cpu = spent.cpu();
        long begin = System.nanoTime();
        api.send(
                "POST",
                "v1/libraries/tree/scan",
                Json.createObjectBuilder()
                        .add("paths", Json.createArrayBuilder().add(""))
                        .build());
        while (api.get("v1/library-work/scans").getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .anyMatch(scan -> scan.getString("library", "").equals("tree"))) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Report.print(
                "%-22s %8.1f s, %6.1f s of CPU with the database's, find %6.1f s: %5.1f times",
                what, seconds, spent.cpu() - cpu, find, seconds / find);
    }

    /** What is timed. */
    private interface Asking {
        void ask() throws IOException, InterruptedException;
    }

    private static void time(String what, int rounds, Asking asking) throws IOException, InterruptedException {
        double[] times = new double[rounds];
        for (int i = -rounds / 5; i < rounds; i++) {
            long begin = System.nanoTime();
            asking.ask();
            if (i >= 0) {
                times[i] = (System.nanoTime() - begin) / 1e6;
            }
        }
        Arrays.sort(times);
        Report.print("%-60s %8.1f %8.1f %8.1f", what, times[rounds / 2], times[rounds * 95 / 100], times[rounds - 1]);
    }

    private static double find(Path tree) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        int exit = new ProcessBuilder("find", tree.toString(), "-printf", "%p %s %T@ %i\\n")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new BenchException("find ended with " + exit);
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private Path tree() throws IOException {
        Path tree = folder.resolve("tree-" + files);
        Path done = folder.resolve("tree-" + files + ".done");
        if (!Files.exists(done)) {
            Report.print("Makes a tree of %,d files in %s", files, tree);
            for (int i = 0; i < files - files / 10; i++) {
                make(name(tree, i), i);
            }
            for (int i = 0; i < files / 10; i++) {
                make(tree.resolve("big").resolve("film-" + i + ".mkv"), i);
            }
            Files.createFile(done);
        }
        return tree;
    }

    private static Path name(Path tree, int file) {
        int parent = file / A_FOLDER;
        String kind = List.of("mp4", "mkv", "txt", "bin").get(file % 4);
        return tree.resolve("%03d".formatted(parent / 250 / 20))
                .resolve("%03d".formatted(parent / 250 % 20))
                .resolve("%03d".formatted(parent % 250))
                .resolve("film-" + file + "." + kind);
    }

    private static void make(Path file, int number) throws IOException {
        Files.createDirectories(file.getParent());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.position(number % 1000 * 1_000_000L);
            channel.write(ByteBuffer.wrap(new byte[] {1}));
        }
    }

    /** Every hundredth file gets longer. */
    private void change(Path tree) throws IOException {
        for (int i = 0; i < files - files / 10; i += 100) {
            Files.write(name(tree, i), "more".getBytes(StandardCharsets.US_ASCII), StandardOpenOption.APPEND);
        }
    }
}
