package org.reelmill.operator.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.RestClient;

@RunAsClient
class BatchResourceIT extends ReelmillIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ArquillianResource
    private URL base;

    private RestClient operator;
    private String name;

    @BeforeEach
    void signIn() {
        operator = RestClient.as(base, "OPERATOR");
        name = "rest-" + UUID.randomUUID();
    }

    @Test
    void showsTheJobsWithTheirDefinitions() {
        assertThat(operator.get("v1/batch/jobs").json().getJsonArray("items").getValuesAs(JsonObject.class))
                .extracting(job -> job.getString("name"))
                .contains("operator-sweep", "pipeline-ingest", "pipeline-transcode");
        JsonObject sweep = operator.get("v1/batch/jobs/operator-sweep").json();
        assertThat(sweep.getString("xml")).contains("<job id=\"operator-sweep\"");
        assertThat(sweep.getBoolean("startable")).isTrue();
        assertThat(sweep.getJsonArray("parameters").getValuesAs(JsonObject.class))
                .extracting(parameter -> parameter.getString("name"))
                .containsExactly("days", "rows");
        assertThat(operator.get("v1/batch/jobs/pipeline-ingest").json().getBoolean("startable"))
                .isFalse();
        assertThat(operator.get("v1/batch/jobs/nothing").status()).isEqualTo(404);
    }

    @Test
    void startsRestartsAndCompares() {
        RestClient.Answer started = start("test-restart", "\"name\":\"" + name + "\",\"to\":4,\"over\":3");
        assertThat(started.status()).as(started.text()).isEqualTo(201);
        long id = started.json().getJsonObject("execution").getInt("id");
        assertThat(started.header("Location")).endsWith("/api/v1/batch/executions/" + id);
        awaitState(id, "FAILED");
        JsonObject failed = show(id);
        assertThat(failed.getJsonArray("actions").toString()).isEqualTo("[\"RESTART\",\"ABANDON\"]");
        JsonObject step = failed.getJsonArray("steps").getJsonObject(0);
        assertThat(step.getString("readerCheckpoint")).isEqualTo("3");
        assertThat(step.getString("exception")).contains("stumbled over <3>");
        assertThat(step.getJsonObject("counts").getInt("WRITE")).isEqualTo(2);

        RestClient.Answer restarted = operator.post("v1/batch/executions/" + id + "/restart");

        assertThat(restarted.status()).as(restarted.text()).isEqualTo(201);
        long next = restarted.json().getJsonObject("execution").getInt("id");
        awaitState(next, "COMPLETED");
        assertThat(show(id).getJsonObject("execution").getInt("successor")).isEqualTo((int) next);
        assertThat(operator.post("v1/batch/executions/" + id + "/restart").status())
                .isEqualTo(409);
        assertThat(operator.get("v1/batch/comparison?left=" + id + "&right=" + next)
                        .json()
                        .getJsonArray("rows")
                        .getValuesAs(JsonObject.class))
                .anySatisfy(row -> {
                    assertThat(row.getString("name")).isEqualTo("state");
                    assertThat(row.getString("left")).isEqualTo("FAILED");
                    assertThat(row.getString("right")).isEqualTo("COMPLETED");
                    assertThat(row.getBoolean("different")).isTrue();
                });
        assertThat(operator.get("v1/batch/jobs/test-restart/instances?limit=1")
                        .json()
                        .getJsonArray("items"))
                .hasSize(1);
        assertThat(operator.get("v1/batch/executions?job=test-restart&state=FAILED&state=completed&limit=2")
                        .json()
                        .getJsonArray("items"))
                .hasSize(2);
    }

    @Test
    void stopsAndAbandons() {
        long id = start("test-wait", "").json().getJsonObject("execution").getInt("id");
        await().atMost(PATIENCE)
                .until(() ->
                        operator.post("v1/batch/executions/" + id + "/stop").status() == 200);
        awaitState(id, "STOPPED");

        assertThat(operator.post("v1/batch/executions/" + id + "/abandon")
                        .json()
                        .getJsonObject("execution")
                        .getString("state"))
                .isEqualTo("ABANDONED");
        assertThat(operator.post("v1/batch/executions/" + id + "/close").status())
                .isEqualTo(409);
    }

    @Test
    void namesWhatIsWrong() {
        assertProblem(400, "to", start("test-restart", "\"name\":\"x\""));
        assertProblem(400, "colour", start("test-restart", "\"name\":\"x\",\"to\":1,\"colour\":\"red\""));
        assertProblem(400, "name", start("test-restart", "\"name\":\"a\\nnode = b\",\"to\":1"));
        assertProblem(400, "name", start("test-restart", "\"name\":\"#{systemProperties['user.home']}\",\"to\":1"));
        assertProblem(400, "name", start("test-restart", "\"name\":[1],\"to\":1"));
        assertProblem(400, "name", start("test-restart", "\"name\":\"a\",\"name\":\"b\",\"to\":1"));
        assertProblem(400, "parameters", operator.post("v1/batch/jobs/test-restart/executions", "{\"parameters\":7}"));
        assertProblem(400, "state", operator.get("v1/batch/executions?state=BURNING"));
        assertProblem(400, "film", operator.get("v1/batch/executions?film=1"));
        assertProblem(400, "from", operator.get("v1/batch/executions?from=yesterday"));
        assertProblem(400, "after", operator.get("v1/batch/executions?before=1&after=1"));
        assertProblem(400, "limit", operator.get("v1/batch/executions?limit=0"));
        assertProblem(400, "left", operator.get("v1/batch/comparison?right=1"));
        assertThat(start("pipeline-export", "\"jobUuid\":\"" + UUID.randomUUID() + "\"")
                        .status())
                .isEqualTo(409);
        assertThat(start("no-such-job", "").status()).isEqualTo(404);
        assertThat(operator.get("v1/batch/executions/999999999").status()).isEqualTo(404);
        assertThat(operator.get("v1/batch/retention").json().getInt("days")).isEqualTo(30);
    }

    /** A request that would be refused for another reason if it got past the guard. */
    @Test
    void onlyOperatorsChangeAnything() {
        String none = "v1/batch/executions/999999999";
        for (String path : List.of(none + "/stop", none + "/restart", none + "/abandon", none + "/close")) {
            assertThat(RestClient.as(base, "USER").post(path).status()).as(path).isEqualTo(403);
            assertThat(RestClient.nobody(base).post(path).status()).as(path).isEqualTo(401);
            assertThat(operator.post(path).status()).as(path).isEqualTo(404);
        }
        assertThat(RestClient.as(base, "USER")
                        .post("v1/batch/jobs/nothing/executions", "{}")
                        .status())
                .isEqualTo(403);
        RestClient viewer = RestClient.as(base, "VIEWER");
        for (String path : List.of("jobs", "jobs/operator-sweep", "jobs/x/instances", "executions", "retention")) {
            assertThat(viewer.get("v1/batch/" + path).status()).as(path).isEqualTo(200);
            assertThat(RestClient.nobody(base).get("v1/batch/" + path).status())
                    .as(path)
                    .isEqualTo(401);
        }
    }

    private RestClient.Answer start(String job, String parameters) {
        return operator.post("v1/batch/jobs/" + job + "/executions", "{\"parameters\":{" + parameters + "}}");
    }

    private JsonObject show(long id) {
        return operator.get("v1/batch/executions/" + id).json();
    }

    private void awaitState(long id, String state) {
        await().atMost(PATIENCE)
                .until(() ->
                        show(id).getJsonObject("execution").getString("state").equals(state));
    }

    private static void assertProblem(int status, String field, RestClient.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().getString("field")).isEqualTo(field);
    }
}
