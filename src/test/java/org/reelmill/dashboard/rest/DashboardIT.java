package org.reelmill.dashboard.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.RestClient;

@RunAsClient
class DashboardIT extends ReelmillIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ArquillianResource
    private URL base;

    private RestClient admin;

    @BeforeEach
    void signIn() {
        admin = RestClient.administrator(base);
    }

    @AfterEach
    void switchAllOn() {
        admin.setPolicy("ingestEnabled", JsonValue.TRUE);
        nodes("authorise");
    }

    @Test
    void showsTheMillAtOneGlance() {
        admin.setPolicy("ingestEnabled", JsonValue.FALSE);
        admin.submitNoFilm("dashboard-" + UUID.randomUUID() + ".dat");

        await().atMost(PATIENCE).until(() -> report().getJsonObject("jobs").getInt("IMPORTED") > 0);
        JsonObject report = report();
        assertThat(report.getJsonObject("jobs")).hasSize(9);
        assertThat(report.getJsonObject("queue").getInt("jobs")).isPositive();
        assertThat(report.getJsonObject("queue").getString("oldest")).endsWith("Z");
        assertThat(report.getJsonArray("minutes")).hasSize(60);
        assertThat(report.getJsonArray("disks")).hasSize(4);
        assertThat(report.getJsonArray("disks")
                        .getJsonObject(0)
                        .getJsonNumber("free")
                        .longValue())
                .isPositive();
        assertThat(codes(report)).contains("STAGE_OFF");
        assertThat(attention("STAGE_OFF").getString("href")).isEqualTo("/policies");
    }

    /** D4.45. */
    @Test
    void isNeverAtWorkWithoutNodes() {
        await().atMost(PATIENCE).until(() -> !report().getString("state").equals("NO_NODES"));

        nodes("deauthorise");

        await().atMost(PATIENCE).until(() -> report().getString("state").equals("NO_NODES"));
        assertThat(codes(report())).startsWith("NO_NODE");
    }

    private void nodes(String order) {
        admin.get("v1/nodes")
                .json()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class)
                .forEach(node -> admin.post("v1/nodes/" + node.getString("uuid") + "/" + order));
    }

    private JsonObject report() {
        return admin.get("v1/dashboard").json();
    }

    private JsonObject attention(String code) {
        return report().getJsonArray("attention").getValuesAs(JsonObject.class).stream()
                .filter(found -> found.getString("code").equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> codes(JsonObject report) {
        return report.getJsonArray("attention").getValuesAs(JsonObject.class).stream()
                .map(found -> found.getString("code"))
                .toList();
    }
}
