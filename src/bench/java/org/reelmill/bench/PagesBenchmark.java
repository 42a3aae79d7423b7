package org.reelmill.bench;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long the server takes for the pages about jobs and for what their scripts ask, with 100,000 jobs, 1,000,000 segments, and
 * a job of 2,000 segments in 4 renditions, on MariaDB.
 */
final class PagesBenchmark {

    private static final int WARM_UP = 20;
    private static final int ROUNDS = 100;
    private static final int HEAP = 512;
    private static final double PERCENTILE = 0.95;

    /** Every 200th job is at work, and has 2,000 segments; it is paused, so that nothing changes meanwhile. */
    private static final List<String> FILL = List.of(
            "INSERT INTO job (jobUUID, sourceName, dateAdded, dateCompleted, status, completed, failed, cleaned, paused,"
                    + " priority, origin, client) SELECT UNHEX(MD5(seq)), CONCAT('archive/film-', seq, '.mp4'),"
                    + " TIMESTAMPADD(SECOND, CAST(seq AS SIGNED) - 200000, NOW(3)),"
                    + " IF(seq % 200 = 0, NULL, TIMESTAMPADD(SECOND, CAST(seq AS SIGNED) - 199000, NOW(3))),"
                    + " CASE WHEN seq % 200 = 0 THEN 2 WHEN seq % 50 = 1 THEN 13 WHEN seq % 50 = 2 THEN 14 ELSE 5 END,"
                    + " seq % 50 > 2, seq % 50 = 1, seq % 200 <> 0, seq % 200 = 0, seq % 7, 'API',"
                    + " CONCAT('client-', seq % 20) FROM seq_1_to_100000",
            "INSERT INTO transcodeJob (fk_jobID, segmentPart, status, fence, startPts, endPts, frames, framesDone)"
                    + " SELECT j.jobID, s.seq, IF(s.seq < 700, 2, 0), s.seq < 700, s.seq, s.seq + 1, 100, IF(s.seq < 700, 100, 0)"
                    + " FROM job j, seq_0_to_1999 s WHERE j.status = 2",
            "INSERT INTO job_rendition (fk_jobID, name, fileName, maxX, maxY, codec, CRF, preset, profile, bitDepth,"
                    + " maxFramerate, audioBitrate, width, height) SELECT j.jobID, CONCAT(360 * s.seq, 'p60'),"
                    + " CONCAT('film', 360 * s.seq, '.mp4'), 640 * s.seq, 360 * s.seq, 'H264', 23, 'fast', 'main', 8, 60, 128,"
                    + " 640 * s.seq, 360 * s.seq FROM job j, seq_1_to_4 s WHERE j.status = 2",
            "INSERT INTO part (fk_transcodeJobID, rendition, fence, frames, bytes, sha256, secondsNum, secondsDen, streamHeaders)"
                    + " SELECT t.transcodeJobID, CONCAT(360 * s.seq, 'p60'), 1, 100, 100000, REPEAT('a', 64), 4, 1, 'x'"
                    + " FROM transcodeJob t, seq_1_to_4 s WHERE t.status = 2"
                    + " AND t.fk_jobID = (SELECT MAX(jobID) FROM job WHERE status = 2)",
            "INSERT INTO attempt (kind, taskID, fence, fk_jobID, part, node, started, ended, verdict, frames, filmMillis)"
                    + " SELECT 'TRANSCODE', t.transcodeJobID, 1, t.fk_jobID, t.segmentPart, CONCAT('node-', t.segmentPart % 6),"
                    + " TIMESTAMPADD(SECOND, 2 * t.segmentPart - 3000, NOW(3)),"
                    + " TIMESTAMPADD(SECOND, 2 * t.segmentPart - 2990, NOW(3)), 'DONE', 100, 4000 FROM transcodeJob t"
                    + " WHERE t.status = 2 AND t.fk_jobID = (SELECT MAX(jobID) FROM job WHERE status = 2)",
            "ANALYZE TABLE job, transcodeJob, part, attempt");

    private final Server.Parts parts;
    private final Path folder;

    PagesBenchmark(Server.Parts parts, Path folder) {
        this.parts = parts;
        this.folder = folder;
    }

    void run() throws IOException, InterruptedException {
        try (Database database = Database.start(folder)) {
            Map<String, String> settings = new HashMap<>(database.create("pages"));
            // it only shows: it takes nothing itself
            settings.put("REELMILL_NODE_ROLES", "");
            run(settings);
        }
    }

    private void run(Map<String, String> settings) throws IOException, InterruptedException {
        try (Server server = Server.start(parts, folder.resolve("pages"), HEAP, settings)) {
            fill(settings);
            JsonObject job = server.api()
                    .get("v1/jobs?status=TRANSCODING&limit=1")
                    .getJsonArray("items")
                    .getJsonObject(0);
            String uuid = job.getString("uuid");
            Report.print("%nMilliseconds of the server for each of %d answers, one after the other", ROUNDS);
            Report.print("%-44s %8s %8s %8s %10s", "", "p50", "p95", "max", "bytes");
            for (String path : List.of(
                    "/dashboard",
                    "/jobs",
                    "/jobs?status=ERROR",
                    "/jobs/" + uuid,
                    "/api/v1/jobs/" + uuid + "/segments/map",
                    "/api/v1/jobs/" + uuid + "/attempts?limit=500",
                    "/api/v1/jobs?limit=25&offset=99000",
                    "/api/v1/jobs?limit=25&sort=SOURCE",
                    "/api/v1/jobs?limit=25&q=film-999")) {
                measure(server.api(), path, path.replace(uuid, "{uuid}"));
            }
        }
    }

    private static void fill(Map<String, String> database) throws IOException {
        try (Connection connection = DriverManager.getConnection(
                        database.get("REELMILL_DB_URL"), database.get("REELMILL_DB_USER"), "");
                var statement = connection.createStatement()) {
            for (String rows : FILL) {
                statement.execute(rows);
            }
        } catch (SQLException e) {
            throw new IOException("The database cannot be filled", e);
        }
    }

    private static void measure(Api api, String path, String name) throws IOException, InterruptedException {
        long bytes = 0;
        for (int i = 0; i < WARM_UP; i++) {
            bytes = api.bytes(path);
        }
        double[] millis = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            api.bytes(path);
            millis[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(millis);
        Report.print(
                "%-44s %8.0f %8.0f %8.0f %,10d",
                name, millis[ROUNDS / 2], millis[(int) (ROUNDS * PERCENTILE)], millis[ROUNDS - 1], bytes);
    }
}
