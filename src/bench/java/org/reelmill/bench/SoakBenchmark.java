package org.reelmill.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * Mixed load on one server for many minutes: films are milled one after the other, files that are no films are uploaded, refused and
 * removed, previews of a library's film are made, people look at pages and lists. Once a minute what the server holds is printed, and at the end how much each of it grew since
 * the first third, which is warm-up. Flat is what it should be, except for rows that history keeps.
 */
final class SoakBenchmark {

    private static final int HEAP = 256;
    private static final int FILM_SECONDS = 8;
    private static final int UPLOAD_BYTES = 8_000_000;
    private static final List<String> PAGES = List.of(
            "/dashboard",
            "/library",
            "/jobs",
            "/nodes",
            "/outputs",
            "/batch",
            "/policies",
            "/api/v1/jobs?limit=50",
            "/api/v1/batch/executions");

    private final Server.Parts parts;
    private final Path folder;
    private final Settings settings;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong films = new AtomicLong();
    private final AtomicLong uploads = new AtomicLong();
    private final AtomicLong previews = new AtomicLong();
    private final AtomicLong pages = new AtomicLong();

    SoakBenchmark(Server.Parts parts, Path folder, Settings settings) throws IOException {
        this.parts = parts;
        this.folder = Files.createDirectories(folder.resolve("soak"));
        this.settings = settings;
    }

    private interface Work {
        void once() throws IOException, InterruptedException;
    }

    void run() throws IOException, InterruptedException {
        Path temporary = Server.emptyFolder(folder.resolve("tmp"));
        Map<String, String> environment = new HashMap<>();
        environment.put("REELMILL_NODE_SLOTS", Integer.toString(settings.slots()));
        environment.put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
        try (Server server = Server.start(parts, folder.resolve("server"), HEAP, environment)) {
            Tools tools = new Tools(server.home());
            Path film = new Films(folder, tools).tiny(FILM_SECONDS);
            Mill mill = new Mill(server, tools, settings.slots());
            ExecutorService workers = Executors.newCachedThreadPool();
            List<Future<?>> work = new ArrayList<>();
            work.add(workers.submit(() -> again(() -> {
                mill.run(film, films.get() % 2 == 0);
                films.incrementAndGet();
            })));
            work.add(workers.submit(() -> again(() -> refused(server))));
            work.add(workers.submit(() -> again(() -> previewed(server, film))));
            work.add(workers.submit(() -> again(() -> {
                server.api().bytes(PAGES.get((int) (pages.getAndIncrement() % PAGES.size())));
                TimeUnit.MILLISECONDS.sleep(250);
            })));
            workers.shutdown();
            try {
                watch(server, temporary, work);
            } finally {
                over.set(true);
                workers.awaitTermination(5, TimeUnit.MINUTES);
            }
        }
    }

    private Void again(Work work) throws IOException, InterruptedException {
        while (!over.get()) {
            work.once();
        }
        return null;
    }

    /** A file that is no film: uploaded, made a job, refused, and removed. */
    private void refused(Server server) throws IOException, InterruptedException {
        String name = "noise-" + uploads.incrementAndGet() + ".mp4";
        byte[] noise = new byte[UPLOAD_BYTES];
        new Random(uploads.get()).nextBytes(noise);
        server.api().upload("v1/sources/" + name, noise);
        String job = server.api()
                .send(
                        "POST",
                        "v1/jobs",
                        Json.createObjectBuilder().add("source", name).build())
                .getString("uuid");
        while (!over.get()
                && !server.api().get("v1/jobs/" + job).getString("status").equals("ERROR")) {
            TimeUnit.SECONDS.sleep(1);
        }
        server.api().delete("v1/jobs/" + job);
        TimeUnit.SECONDS.sleep(5);
    }

    /** A film in the library: its picture, its tiles and its short film are made, and it is removed. */
    private void previewed(Server server, Path film) throws IOException, InterruptedException {
        String name = "soak-" + previews.incrementAndGet() + ".mp4";
        Path place = server.home().resolve("library").resolve(name);
        Files.copy(film, place);
        while (!over.get() && !hasPreview(server, name)) {
            TimeUnit.SECONDS.sleep(1);
        }
        Files.delete(place);
        TimeUnit.SECONDS.sleep(5);
    }

    private static boolean hasPreview(Server server, String name) throws IOException, InterruptedException {
        return server.api().get("v1/previews/library/library?path=" + name).getJsonArray("items").stream()
                .map(JsonValue::asJsonObject)
                .map(preview -> preview.getString("state"))
                .anyMatch("ready"::equals);
    }

    private void watch(Server server, Path temporary, List<Future<?>> work) throws IOException, InterruptedException {
        Report.print(
                "%n%d minutes, %d slots, %d MiB of heap at most. Films of %d s, uploads of %d bytes that are refused, previews, pages",
                settings.minutes(), settings.slots(), HEAP, FILM_SECONDS, UPLOAD_BYTES);
        List<Map<String, Long>> seen = new ArrayList<>();
        for (int minute = 1; minute <= settings.minutes(); minute++) {
            TimeUnit.MINUTES.sleep(1);
            for (Future<?> one : work) {
                if (one.isDone()) {
                    throw new BenchException("Work has ended before its time: " + reason(one));
                }
            }
            Map<String, Long> now = figures(server, temporary);
            if (seen.isEmpty()) {
                Report.print("%6s %s", "minute", String.join(" ", now.keySet()));
            }
            seen.add(now);
            Report.print("%6d %s", minute, row(now));
        }
        Map<String, Long> first = seen.get(seen.size() / 3);
        Map<String, Long> last = seen.get(seen.size() - 1);
        Report.print("%n%-24s %12s %12s %12s", "since the warm-up", "then", "at the end", "growth");
        first.forEach((name, value) ->
                Report.print("%-24s %,12d %,12d %,12d", name, value, last.get(name), last.get(name) - value));
        Report.print(
                "%d films, %d uploads, %d previews, %d pages", films.get(), uploads.get(), previews.get(), pages.get());
    }

    private static String reason(Future<?> work) throws InterruptedException {
        try {
            work.get();
            return "nobody knows why";
        } catch (ExecutionException e) {
            return e.getCause().toString();
        }
    }

    private static String row(Map<String, Long> figures) {
        StringBuilder row = new StringBuilder();
        figures.forEach((name, value) -> row.append(String.format("%" + name.length() + "d ", value)));
        return row.toString();
    }

    private Map<String, Long> figures(Server server, Path temporary) throws IOException, InterruptedException {
        server.collect();
        Map<String, Double> metrics = server.api().metrics();
        long heap = Math.round(sum(metrics, "jvm_memory_used_bytes{area=\"heap\"}"));
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("heap-KiB", heap / 1024);
        figures.put("non-heap-KiB", Math.round(sum(metrics, "jvm_memory_used_bytes{area=\"nonheap\"}")) / 1024);
        figures.put("resident-KiB", Math.round(sum(metrics, "process_resident_memory_bytes")) / 1024);
        figures.put("threads", Math.round(sum(metrics, "jvm_threads_current")));
        figures.put("handles", Math.round(sum(metrics, "process_open_fds")));
        figures.put("tools", (long) server.toolsRunning());
        figures.put("database-KiB", bytes(server.home().resolve("db")) / 1024);
        figures.put("temporary-files", files(temporary));
        figures.put(
                "work-files",
                files(server.home().resolve("work/ingest"))
                        + files(server.home().resolve("work/transcode"))
                        + files(server.home().resolve("work/export")));
        figures.put("rows", rows(server));
        return figures;
    }

    private static double sum(Map<String, Double> metrics, String name) {
        Double value = metrics.get(name);
        if (value == null) {
            throw new BenchException("There is no metric " + name);
        }
        return value;
    }

    /** Of all tables that a backup has. */
    private long rows(Server server) throws IOException, InterruptedException {
        Path backup = folder.resolve("backup.zip");
        server.api().save("v1/admin/backup", backup);
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            JsonObject tables = Json.createReader(zip.getInputStream(zip.getEntry("manifest.json")))
                    .readObject()
                    .getJsonObject("tables");
            return tables.keySet().stream()
                    .mapToLong(table ->
                            tables.getJsonObject(table).getJsonNumber("rows").longValue())
                    .sum();
        }
    }

    private static long files(Path folder) throws IOException {
        return Files.exists(folder) ? walk(folder).count() : 0;
    }

    private static long bytes(Path folder) throws IOException {
        return walk(folder).mapToLong(file -> file.toFile().length()).sum();
    }

    /** A snapshot: files come and go. */
    private static Stream<Path> walk(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (UncheckedIOException e) {
            return Stream.empty();
        }
    }
}
