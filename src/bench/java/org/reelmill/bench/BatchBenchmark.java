package org.reelmill.bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Times what the pages of the batch operator ask for, by REST over HTTP, when there are a million rows of steps: on the
 * embedded database and on a MariaDB from Maven. The goal is 100 ms for 95 of 100 requests.
 */
final class BatchBenchmark {

    private static final int WARM_UP = 40;
    private static final int REQUESTS = 200;
    private static final int HEAP = 512;

    private final Server.Parts parts;
    private final Path folder;
    private final int steps;
    private final Random random = new Random(7);

    BatchBenchmark(Server.Parts parts, Path folder, int steps) {
        this.parts = parts;
        this.folder = folder;
        this.steps = steps;
    }

    void run() throws IOException, InterruptedException {
        Path home = folder.resolve("batch");
        measure(BatchDatabase.embedded(home.resolve("reelmill-home")), home);
        try (Database server = Database.start(folder)) {
            measure(BatchDatabase.mariaDb(server), home);
        }
    }

    private void measure(BatchDatabase database, Path home) throws IOException, InterruptedException {
        // the first start makes the tables; nothing is removed from them afterwards
        try (Server server = Server.start(parts, home, HEAP, database.settings())) {
            server.setPolicy("batchKeepDays", "0");
            server.setPolicy("batchKeepRows", "0");
        }
        BatchRows rows = new BatchRows(steps, Instant.now());
        long start = System.nanoTime();
        try (Connection connection = database.connect()) {
            rows.write(connection);
            BatchRows.run(connection, database.afterwards());
        } catch (SQLException e) {
            throw new IOException("The rows could not be written", e);
        }
        Report.print(
                "%n%s: %d executions, %d steps, %d films, written in %d s",
                database.name(),
                rows.executions(),
                rows.steps(),
                rows.films(),
                Duration.ofNanos(System.nanoTime() - start).toSeconds());
        try (Server server = Server.again(parts, home, HEAP, database.settings())) {
            Report.print("%-44s %8s %8s %8s   (ms, %d requests)", "", "median", "95 %", "most", REQUESTS);
            for (Map.Entry<String, Supplier<String>> page : pages(rows).entrySet()) {
                measure(server.api(), page.getKey(), page.getValue());
            }
        }
    }

    private Map<String, Supplier<String>> pages(BatchRows rows) {
        String list = "/api/v1/batch/executions?limit=50";
        Map<String, Supplier<String>> pages = new LinkedHashMap<>();
        pages.put("list, newest", () -> list);
        pages.put("list, anywhere", () -> list + "&before=" + execution(rows));
        pages.put("list, upwards", () -> list + "&after=" + execution(rows));
        pages.put("list of a state", () -> list + "&state=FAILED");
        pages.put(
                "list of broken ones, anywhere", () -> list + "&state=FAILED&state=STOPPED&before=" + execution(rows));
        pages.put("list of open ones", () -> list + "&state=STARTING&state=STARTED&state=STOPPING");
        pages.put("list of a job", () -> list + "&job=" + job());
        pages.put("list of a job that never ran", () -> list + "&job=operator-sweep");
        pages.put("list of a node, anywhere", () -> list + "&node=" + node() + "&before=" + execution(rows));
        pages.put(
                "list of a node, a job and a state",
                () -> list + "&node=" + node() + "&job=" + job() + "&state=ABANDONED");
        pages.put("list of a film", () -> list + "&film=" + BatchRows.film(random.nextInt(rows.films())));
        pages.put("list of a day", () -> list + "&from=" + daysAgo(20) + "&to=" + daysAgo(19));
        pages.put(
                "list of a day and a state", () -> list + "&state=STOPPED&from=" + daysAgo(20) + "&to=" + daysAgo(19));
        pages.put("one execution", () -> "/api/v1/batch/executions/" + execution(rows));
        pages.put("instances of a job, newest", () -> "/api/v1/batch/jobs/" + job() + "/instances");
        pages.put(
                "instances of a job, anywhere",
                () -> "/api/v1/batch/jobs/" + job() + "/instances?before=" + execution(rows));
        pages.put("comparison", () -> "/api/v1/batch/comparison?left=" + execution(rows) + "&right=" + execution(rows));
        pages.put("retention, with the count", () -> "/api/v1/batch/retention");
        pages.put("jobs", () -> "/api/v1/batch/jobs");
        pages.put("page of the list", () -> "/batch");
        pages.put("page of a state", () -> "/batch?state=FAILED");
        pages.put("page of a job", () -> "/batch/jobs/" + job());
        pages.put("page of one execution", () -> "/batch/" + execution(rows));
        return pages;
    }

    private void measure(Api api, String name, Supplier<String> page) throws IOException, InterruptedException {
        double[] millis = new double[REQUESTS];
        for (int i = -WARM_UP; i < REQUESTS; i++) {
            String path = page.get();
            long start = System.nanoTime();
            api.bytes(path);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(millis);
        Report.print(
                "%-44s %8.1f %8.1f %8.1f",
                name, millis[REQUESTS / 2], millis[REQUESTS * 95 / 100 - 1], millis[REQUESTS - 1]);
    }

    private long execution(BatchRows rows) {
        return 1 + random.nextLong(rows.executions());
    }

    private String job() {
        return BatchRows.JOBS.get(random.nextInt(BatchRows.JOBS.size()));
    }

    private String node() {
        return URLEncoder.encode(BatchRows.node(random.nextInt(BatchRows.NODES)), StandardCharsets.UTF_8);
    }

    private static Instant daysAgo(int days) {
        return Instant.now().minus(Duration.ofDays(days));
    }
}
