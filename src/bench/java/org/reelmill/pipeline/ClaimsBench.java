package org.reelmill.pipeline;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.reelmill.node.Abilities;
import org.reelmill.node.NodeRegistry;
import org.reelmill.node.ThisNode;
import org.reelmill.settings.Stage;
import org.reelmill.shared.Uuids;

/**
 * Put into the WAR by the claim benchmark: fills the queue, lets many nodes claim from it by the product's own code, and asks the
 * database for its plans.
 */
@WebServlet("/api/bench/claims")
public class ClaimsBench extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final int BATCH = 10_000;
    private static final int SLOTS = 2;
    private static final String NAME = "bench";
    private static final String ENCODER = "encoder";

    @Inject
    private transient Claims claims;

    @Inject
    private transient NodeRegistry nodes;

    @Resource
    private transient ContextService contexts;

    @Resource(lookup = "java:app/jdbc/reelmill")
    private transient DataSource dataSource;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            JsonObject answer =
                    switch (request.getParameter("do")) {
                        case "fill" -> fill(number(request, "jobs"), number(request, "segments"));
                        case "plans" -> plans();
                        case "bare" -> bare(number(request, "nodes"), number(request, "seconds"));
                        default -> run(number(request, "nodes"), number(request, "seconds"));
                    };
            response.setContentType("application/json");
            response.getWriter().write(answer.toString());
        } catch (SQLException | InterruptedException | ExecutionException e) {
            throw new ServletException(e);
        }
    }

    private static int number(HttpServletRequest request, String name) {
        return Integer.parseInt(request.getParameter(name));
    }

    /** So many films in work, each with so many open segments; those of before are put aside. */
    private JsonObject fill(int jobs, int segments) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            // H2 would write each row to the disk by itself
            connection.setAutoCommit(false);
            execute(connection, "UPDATE job SET paused = TRUE");
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO job (jobUUID, sourceName, dateAdded, status) VALUES (?, 'bench', CURRENT_TIMESTAMP(3), 2)")) {
                for (int job = 0; job < jobs; job++) {
                    insert.setBytes(1, Uuids.toBytes(Uuids.random()));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO transcodeJob"
                            + " (fk_jobID, segmentPart, startPts, endPts, frames) VALUES (?, ?, 0, 1, 250)");
                    PreparedStatement query = connection.prepareStatement(
                            "SELECT jobID FROM job WHERE status = 2 AND paused = FALSE ORDER BY jobID");
                    ResultSet rows = query.executeQuery()) {
                int waiting = 0;
                while (rows.next()) {
                    for (int part = 0; part < segments; part++) {
                        insert.setLong(1, rows.getLong(1));
                        insert.setInt(2, part);
                        insert.addBatch();
                        if (++waiting % BATCH == 0) {
                            insert.executeBatch();
                            connection.commit();
                        }
                    }
                }
                insert.executeBatch();
                connection.commit();
            }
            connection.setAutoCommit(true);
            if (isMySql(connection)) {
                execute(connection, "ANALYZE TABLE job, transcodeJob");
            }
        }
        return Json.createObjectBuilder().build();
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var running = connection.createStatement()) {
            running.execute(statement);
        }
    }

    private static boolean isMySql(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("MySQL");
    }

    /** What one node saw. @param nanos of each claim that it got */
    private record Seen(long[] nanos, long empty, List<String> errors) {}

    private JsonObject run(int count, int seconds) throws InterruptedException, ExecutionException, SQLException {
        try (Connection connection = dataSource.getConnection()) {
            execute(connection, "DELETE FROM node WHERE name = '" + NAME + "'");
        }
        List<ThisNode> farm = IntStream.range(0, count)
                .mapToObj(i -> new ThisNode(
                        Uuids.random(),
                        NAME,
                        EnumSet.allOf(Stage.class),
                        SLOTS,
                        ENCODER,
                        new Abilities(2, 0, Set.of("H264", "H265", "AV1"), List.of())))
                .toList();
        farm.forEach(nodes::join);
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            List<Callable<Seen>> work = farm.stream()
                    .map(node -> contexts.contextualCallable(() ->
                            claimUntil(end, () -> claims.claimSegment(node).isPresent())))
                    .toList();
            return report(threads.invokeAll(work), seconds);
        } finally {
            threads.shutdownNow();
        }
    }

    /** As {@link #run}, by the statements alone. */
    private JsonObject bare(int count, int seconds) throws InterruptedException, ExecutionException, SQLException {
        List<Long> jobs = new ArrayList<>();
        int segments;
        try (Connection connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            execute(connection, "UPDATE job SET encoder = '" + ENCODER + "' WHERE status = 2 AND paused = FALSE");
            try (ResultSet rows = statement.executeQuery("SELECT jobID FROM job WHERE status = 2 AND paused = FALSE")) {
                while (rows.next()) {
                    jobs.add(rows.getLong(1));
                }
            }
            try (ResultSet row = statement.executeQuery(
                    "SELECT MAX(segmentPart) FROM transcodeJob WHERE fk_jobID = " + jobs.get(0))) {
                row.next();
                segments = row.getInt(1);
            }
        }
        List<BareClaims> farm = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            for (int i = 0; i < count; i++) {
                farm.add(new BareClaims(jobs, segments, ENCODER));
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            List<Callable<Seen>> work = farm.stream()
                    .map(one -> (Callable<Seen>) () -> claimUntil(end, one::claim))
                    .toList();
            return report(threads.invokeAll(work), seconds);
        } finally {
            threads.shutdownNow();
            for (BareClaims one : farm) {
                one.close();
            }
        }
    }

    /** Tries to claim a segment. */
    @FunctionalInterface
    private interface Claiming {
        boolean claim() throws SQLException;
    }

    private static Seen claimUntil(long end, Claiming claiming) {
        LongStream.Builder nanos = LongStream.builder();
        long empty = 0;
        List<String> errors = new ArrayList<>();
        for (long begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
            try {
                if (claiming.claim()) {
                    nanos.add(System.nanoTime() - begin);
                } else {
                    empty++;
                }
            } catch (RuntimeException | SQLException e) {
                errors.add(e.toString());
            }
        }
        return new Seen(nanos.build().toArray(), empty, errors);
    }

    private static JsonObject report(List<Future<Seen>> work, int seconds)
            throws InterruptedException, ExecutionException {
        List<Seen> seen = new ArrayList<>();
        for (Future<Seen> one : work) {
            seen.add(one.get());
        }
        long[] nanos = seen.stream()
                .flatMapToLong(one -> Arrays.stream(one.nanos()))
                .sorted()
                .toArray();
        List<String> errors =
                seen.stream().flatMap(one -> one.errors().stream()).toList();
        JsonObjectBuilder report = Json.createObjectBuilder()
                .add("perSecond", nanos.length / (double) seconds)
                .add("empty", seen.stream().mapToLong(Seen::empty).sum())
                .add("errors", errors.size())
                .add("error", errors.stream().findFirst().orElse(""));
        for (int percent : new int[] {50, 99, 100}) {
            report.add("p" + percent, percentile(nanos, percent));
        }
        return report.build();
    }

    /** Milliseconds. */
    private static double percentile(long[] sorted, int percent) {
        return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }

    private JsonObject plans() throws SQLException {
        JsonObjectBuilder plans = Json.createObjectBuilder();
        try (Connection connection = dataSource.getConnection()) {
            for (Map.Entry<String, String> query : queries(connection).entrySet()) {
                try (var statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("EXPLAIN " + query.getValue())) {
                    List<String> lines = new ArrayList<>();
                    int columns = rows.getMetaData().getColumnCount();
                    while (rows.next()) {
                        List<String> line = new ArrayList<>();
                        for (int column = 1; column <= columns; column++) {
                            line.add(String.valueOf(rows.getString(column)));
                        }
                        lines.add(String.join(" | ", line));
                    }
                    plans.add(query.getKey(), String.join("\n", lines));
                }
            }
        }
        return plans.build();
    }

    /** With the numbers of a job and a segment that there are. */
    private static Map<String, String> queries(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT t.fk_jobID, t.transcodeJobID FROM transcodeJob t"
                        + " JOIN job j ON j.jobID = t.fk_jobID WHERE j.status = 2 AND j.paused = FALSE LIMIT 1")) {
            rows.next();
            return HotQueries.all(rows.getLong(1), rows.getLong(2));
        }
    }
}
