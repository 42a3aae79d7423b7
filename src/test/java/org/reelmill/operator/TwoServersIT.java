package org.reelmill.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.app.ReelmillDataSource;
import org.reelmill.settings.Configuration;
import org.reelmill.testing.MariaDbServer;
import org.reelmill.testing.RestClient;
import org.reelmill.testing.ServerProcess;
import org.reelmill.testing.SourceFilms;
import org.reelmill.testing.Sql;

/** An operator at one server steers what runs on another: one has the console only, the other does the work. */
@Tag("serverless")
@EnabledIfSystemProperty(named = "farm", matches = "true")
class TwoServersIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Doublings of one old execution: enough for a sweep that can be stopped. */
    private static final int DOUBLINGS = 14;

    @TempDir
    Path folder;

    private final List<ServerProcess> servers = new ArrayList<>();
    private ServerProcess console;
    private ServerProcess worker;
    private RestClient here;
    private RestClient there;
    private Sql sql;
    private Path work;

    @BeforeEach
    void start() throws IOException {
        work = Files.createDirectory(folder.resolve("work"));
        Files.createFile(work.resolve(".reelmill"));
        Configuration configuration = MariaDbServer.get().createDatabase();
        sql = new Sql(new ReelmillDataSource(configuration));
        console = server("console", "", configuration);
        worker = server("worker", "ingest,transcode,export", configuration);
        console.startUp();
        worker.startUp();
        here = RestClient.administrator(console.url());
        there = RestClient.administrator(worker.url());
    }

    private ServerProcess server(String name, String roles, Configuration configuration) throws IOException {
        Path home = Files.createDirectory(folder.resolve(name));
        Files.createFile(home.resolve(".reelmill"));
        List<String> settings = new ArrayList<>(List.of(
                "reelmill.home=" + home,
                "reelmill.work.dir=" + work,
                "reelmill.sample=false",
                "reelmill.node.roles=" + roles,
                "reelmill.node.slots=2"));
        settings.addAll(ServerProcess.database(configuration));
        ServerProcess server = ServerProcess.in(Files.createDirectory(folder.resolve(name + "-server")), settings);
        servers.add(server);
        return server;
    }

    @AfterEach
    void stop() {
        servers.forEach(ServerProcess::kill);
    }

    @Test
    void stopsHereWhatRunsThereAndGoesOnWithItHere() throws IOException {
        stopsTheMillingOfAFilmWhichGoesOnByItself();
        restartsASweep();
    }

    private void stopsTheMillingOfAFilmWhichGoesOnByItself() throws IOException {
        sql.update("UPDATE policy SET value = '1' WHERE policy IN ('segmentLength', 'settleSeconds')");
        sql.update("UPDATE output SET active = FALSE");
        sql.update("INSERT INTO output (maxX, maxY, codec, preset) VALUES (192, 144, 'H265', 'veryslow')");
        Files.copy(SourceFilms.Kind.H264_CLOSED.file(), work.resolve("source").resolve("film.mp4"));
        int running = await().atMost(PATIENCE)
                .until(() -> executions(here, "job=pipeline-transcode&state=STARTED"), found -> !found.isEmpty())
                .get(0)
                .getInt("id");
        assertThat(execution(here, running).getString("node")).endsWith(":" + worker.port());

        assertThat(here.post("v1/batch/executions/" + running + "/stop").status())
                .isEqualTo(200);

        await().atMost(PATIENCE).until(() -> state(there, running).equals("STOPPED"));
        RestClient.Answer refused = here.post("v1/batch/executions/" + running + "/restart");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().getString("detail")).contains("A node starts this job itself");
        await().atMost(PATIENCE).until(() -> sql.number("SELECT COUNT(*) FROM job WHERE completed = TRUE") == 1);
    }

    private void restartsASweep() {
        plantOldExecutions();
        int swept = there.post(
                        "v1/batch/jobs/operator-sweep/executions", "{\"parameters\":{\"days\":\"1\",\"rows\":\"0\"}}")
                .json()
                .getJsonObject("execution")
                .getInt("id");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> here.post("v1/batch/executions/" + swept + "/stop").status() == 200);
        await().atMost(PATIENCE).until(() -> state(here, swept).equals("STOPPED"));
        long left = old();
        assertThat(left).isPositive();

        JsonObject next = here.post("v1/batch/executions/" + swept + "/restart").json();

        int successor = next.getJsonObject("execution").getInt("id");
        await().atMost(PATIENCE).until(() -> state(there, successor).equals("COMPLETED"));
        assertThat(execution(there, successor).getString("node")).endsWith(":" + console.port());
        assertThat(execution(there, swept).getInt("successor")).isEqualTo(successor);
        assertThat(old()).isZero();
    }

    private void plantOldExecutions() {
        sql.update("INSERT INTO JOB_INSTANCE (JOBNAME, APPLICATIONNAME) VALUES ('old', 'reelmill')");
        sql.update(
                "INSERT INTO JOB_EXECUTION (JOBINSTANCEID, CREATETIME, STARTTIME, ENDTIME, LASTUPDATEDTIME, BATCHSTATUS,"
                        + " EXITSTATUS, JOBNAME) SELECT MAX(JOBINSTANCEID), '2020-01-01', '2020-01-01', '2020-01-01', '2020-01-01',"
                        + " 'COMPLETED', 'COMPLETED', 'old' FROM JOB_INSTANCE");
        for (int i = 0; i < DOUBLINGS; i++) {
            sql.update(
                    "INSERT INTO JOB_EXECUTION (JOBINSTANCEID, CREATETIME, STARTTIME, ENDTIME, LASTUPDATEDTIME, BATCHSTATUS,"
                            + " EXITSTATUS, JOBNAME) SELECT JOBINSTANCEID, CREATETIME, STARTTIME, ENDTIME, LASTUPDATEDTIME,"
                            + " BATCHSTATUS, EXITSTATUS, JOBNAME FROM JOB_EXECUTION WHERE JOBNAME = 'old'");
        }
    }

    private long old() {
        return sql.number("SELECT COUNT(*) FROM JOB_EXECUTION WHERE JOBNAME = 'old'");
    }

    private static List<JsonObject> executions(RestClient client, String query) {
        return client.get("v1/batch/executions?" + query)
                .json()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
    }

    private static JsonObject execution(RestClient client, int id) {
        return client.get("v1/batch/executions/" + id).json().getJsonObject("execution");
    }

    private static String state(RestClient client, int id) {
        return execution(client, id).getString("state");
    }
}
