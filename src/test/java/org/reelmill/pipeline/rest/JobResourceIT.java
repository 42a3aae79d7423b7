package org.reelmill.pipeline.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URL;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.RestClient;

@RunAsClient
class JobResourceIT extends ReelmillIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ArquillianResource
    private URL base;

    private RestClient admin;
    private String name;

    /** Nothing is ingested meanwhile, so that jobs stay where they are. */
    @BeforeEach
    void switchIngestOff() {
        admin = RestClient.administrator(base);
        admin.setPolicy("ingestEnabled", JsonValue.FALSE);
        name = "job-" + UUID.randomUUID() + ".dat";
    }

    @AfterEach
    void switchIngestOn() {
        admin.setPolicy("ingestEnabled", JsonValue.TRUE);
    }

    @Test
    void makesAJobOfAFilmInTheSourceFolder() {
        admin.upload(name, HttpRequest.BodyPublishers.ofString("no film"));

        RestClient.Answer answer = admin.post(
                "v1/jobs",
                "{\"source\":\"" + name + "\",\"outputs\":[\"720p60\"],\"priority\":-5,\"client\":\"shop\"}");

        JsonObject job = answer.json();
        // the folder's own intake may have been faster: then the job is taken over
        assertThat(answer.status()).isIn(200, 201);
        assertThat(answer.header("Location")).endsWith("/api/v1/jobs/" + job.getString("uuid"));
        assertThat(job.getString("source")).isEqualTo(name);
        // the server has another time zone than the database
        assertThat(Instant.parse(job.getString("created"))).isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
        assertThat(job.getString("status")).isEqualTo("IMPORTED");
        assertThat(job.getInt("statusCode")).isZero();
        assertThat(job.getInt("progress")).isZero();
        assertThat(job.getInt("priority")).isEqualTo(-5);
        assertThat(job.getString("client")).isEqualTo("shop");
        assertThat(job.getJsonObject("segments").getInt("total")).isZero();
        assertThat(admin.post("v1/jobs", "{\"source\":\"" + name + "\"}").status())
                .isEqualTo(409);
    }

    @Test
    void pausesResumesAndSaysWhyAJobWaits() {
        String uuid = admin.submitNoFilm(name);

        assertThat(admin.post("v1/jobs/" + uuid + "/pause").json().getBoolean("paused"))
                .isTrue();
        assertThat(reasons(uuid)).contains("\"PAUSED\"", "\"STAGE_OFF\"");
        assertThat(admin.post("v1/jobs/" + uuid + "/resume").json().getBoolean("paused"))
                .isFalse();
        assertThat(reasons(uuid)).doesNotContain("\"PAUSED\"").contains("\"STAGE_OFF\"");
        assertThat(admin.post("v1/jobs/" + uuid + "/priority", "{\"priority\":7}")
                        .json()
                        .getInt("priority"))
                .isEqualTo(7);
    }

    @Test
    void cancelsRetriesAndDeletes() {
        String uuid = admin.submitNoFilm(name);

        assertThat(admin.post("v1/jobs/" + uuid + "/cancel").json().getString("status"))
                .isEqualTo("CANCELLED");
        assertThat(admin.post("v1/jobs/" + uuid + "/pause").status()).isEqualTo(409);
        await().atMost(PATIENCE)
                .until(() -> admin.post("v1/jobs/" + uuid + "/retry").status() == 200);
        assertThat(show(uuid).getString("status")).isEqualTo("IMPORTED");
        admin.post("v1/jobs/" + uuid + "/cancel");
        assertThat(admin.delete("v1/jobs/" + uuid).status()).isIn(202, 204);
        await().atMost(PATIENCE).until(() -> admin.get("v1/jobs/" + uuid).status() == 404);
    }

    @Test
    void whatIsNoFilmFailsWithItsReason() {
        String uuid = admin.submitNoFilm(name);
        admin.setPolicy("ingestEnabled", JsonValue.TRUE);

        await().atMost(PATIENCE).until(() -> show(uuid).getString("status").equals("ERROR"));

        assertThat(show(uuid).getString("reason")).isNotBlank();
        assertThat(show(uuid).getString("completed")).endsWith("Z");
        assertThat(admin.get("v1/jobs/" + uuid + "/certificate").status()).isEqualTo(404);
        assertThat(admin.get("v1/jobs/" + uuid + "/log").json().getJsonArray("items"))
                .isNotEmpty();
    }

    @Test
    void listsByStatusClientAndName() {
        String uuid = admin.submitNoFilm(name);

        assertThat(admin.get("v1/jobs?status=imported&status=ERROR&q="
                                + name.substring(4, 20).toUpperCase())
                        .json()
                        .getInt("total"))
                .isEqualTo(1);
        assertThat(admin.get("v1/jobs?status=COMPLETED&q=" + name).json().getInt("total"))
                .isZero();
        assertThat(admin.get("v1/jobs?client=nobody-" + uuid).json().getInt("total"))
                .isZero();
        assertThat(admin.get("v1/jobs?limit=1").json().getJsonArray("items")).hasSize(1);
        assertThat(admin.get("v1/jobs?q=" + name + "&offset=1").json().getJsonArray("items"))
                .isEmpty();
    }

    @Test
    void namesTheFieldThatIsWrong() {
        assertProblem(400, "limit", admin.get("v1/jobs?limit=501"));
        assertProblem(400, "limit", admin.get("v1/jobs?limit=many"));
        assertProblem(400, "offset", admin.get("v1/jobs?offset=-1"));
        assertProblem(400, "status", admin.get("v1/jobs?status=BURNING"));
        assertProblem(400, "uuid", admin.get("v1/jobs/1-2-3-4-5"));
        assertProblem(400, "uuid", admin.get("v1/jobs/" + UUID.randomUUID() + ";a=b"));
        assertProblem(400, "source", admin.post("v1/jobs", "{}"));
        assertProblem(400, "source", admin.post("v1/jobs", "{\"source\":\"nowhere.mp4\"}"));
        assertProblem(400, "source", admin.post("v1/jobs", "{\"source\":\"../etc/passwd\"}"));
        assertProblem(400, "source", admin.post("v1/jobs", "{\"source\":7}"));
        assertProblem(400, "sorce", admin.post("v1/jobs", "{\"sorce\":\"a.mp4\"}"));
        assertProblem(400, "body", admin.post("v1/jobs", "{\"source\":"));
        assertProblem(400, "body", admin.post("v1/jobs", "[]"));
        String uuid = admin.submitNoFilm(name);
        assertProblem(400, "outputs", admin.post("v1/jobs", "{\"source\":\"" + name + "\",\"outputs\":[\"9p9\"]}"));
        assertProblem(400, "priority", admin.post("v1/jobs/" + uuid + "/priority", "{\"priority\":101}"));
        assertProblem(400, "priority", admin.post("v1/jobs/" + uuid + "/priority", "{\"priority\":1.5}"));
    }

    @Test
    void whatDoesNotExistIsNotFoundEverywhere() {
        String path = "v1/jobs/" + UUID.randomUUID();
        for (String below : new String[] {"", "/segments", "/certificate", "/log", "/waiting"}) {
            assertThat(admin.get(path + below).status()).as(below).isEqualTo(404);
        }
        for (String below : new String[] {"/pause", "/resume", "/cancel", "/retry"}) {
            assertThat(admin.post(path + below).status()).as(below).isEqualTo(404);
        }
        assertThat(admin.delete(path).status()).isEqualTo(404);
    }

    private JsonObject show(String uuid) {
        return admin.get("v1/jobs/" + uuid).json();
    }

    private String reasons(String uuid) {
        return admin.get("v1/jobs/" + uuid + "/waiting").text();
    }

    private static void assertProblem(int status, String field, RestClient.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().getString("field")).isEqualTo(field);
    }
}
