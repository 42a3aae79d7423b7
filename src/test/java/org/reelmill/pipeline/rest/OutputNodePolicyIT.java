package org.reelmill.pipeline.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.RestClient;

@RunAsClient
class OutputNodePolicyIT extends ReelmillIT {

    @ArquillianResource
    private URL base;

    private RestClient admin;

    @BeforeEach
    void signIn() {
        admin = RestClient.administrator(base);
    }

    @Test
    void anOutputIsAddedChangedInPartAndRemoved() {
        RestClient.Answer added = admin.post("v1/outputs", "{\"maxX\":320,\"maxY\":180,\"active\":false}");
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        String path = "v1/outputs/" + added.json().getInt("id");
        assertThat(added.header("Location")).endsWith("/api/" + path);
        assertThat(added.json().getInt("crf")).isEqualTo(23);

        JsonObject changed = admin.patch(path, "{\"crf\":30}").json();
        assertThat(changed.getInt("crf")).isEqualTo(30);
        assertThat(changed.getInt("maxX")).isEqualTo(320);
        assertThat(changed.getBoolean("active")).isFalse();
        assertThat(admin.get(path).json()).isEqualTo(changed);

        assertThat(admin.delete(path).status()).isEqualTo(204);
        assertThat(admin.get(path).status()).isEqualTo(404);
    }

    @Test
    void anOutputThatCannotBeIsRefusedByItsField() {
        assertField("maxY", admin.post("v1/outputs", "{\"maxX\":320}"));
        assertField("crf", admin.post("v1/outputs", "{\"maxX\":320,\"maxY\":182,\"crf\":99}"));
        assertField("codec", admin.post("v1/outputs", "{\"maxX\":320,\"maxY\":182,\"codec\":\"VP6\"}"));
        assertField("active", admin.post("v1/outputs", "{\"maxX\":320,\"maxY\":182,\"active\":\"yes\"}"));
        assertField("maxx", admin.post("v1/outputs", "{\"maxx\":320,\"maxY\":182}"));
        assertField("id", admin.get("v1/outputs/one"));
    }

    @Test
    void theNodeIsListedAndMayBeLockedOut() {
        JsonObject node = await().atMost(Duration.ofSeconds(60))
                .until(() -> admin.get("v1/nodes").json(), nodes -> nodes.getInt("total") > 0)
                .getJsonArray("items")
                .getJsonObject(0);
        String path = "v1/nodes/" + node.getString("uuid");

        assertThat(admin.post(path + "/deauthorise").json().getBoolean("authorised"))
                .isFalse();
        assertThat(admin.post(path + "/authorise").json().getBoolean("authorised"))
                .isTrue();
        assertThat(Instant.parse(admin.get(path).json().getString("lastSeen")))
                .isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
        assertThat(admin.get("v1/work").json().getJsonArray("items")).isNotNull();
    }

    @Test
    void severalNodesAreSteeredAtOnceWithAResultForEach() {
        String node = admin.get("v1/nodes")
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("uuid");
        String unknown = UUID.randomUUID().toString();

        JsonObject results = admin.post(
                        "v1/nodes/bulk", "{\"action\":\"DRAIN\",\"nodes\":[\"" + node + "\",\"" + unknown + "\"]}")
                .json();

        assertThat(results.getInt("done")).isEqualTo(1);
        assertThat(results.getJsonArray("results").getJsonObject(1).getString("reason"))
                .isEqualTo("There is no such node");
        assertThat(admin.get("v1/nodes/" + node).json().getBoolean("draining")).isTrue();
        assertThat(admin.post("v1/nodes/" + node + "/undrain").json().getBoolean("draining"))
                .isFalse();
        assertField("nodes", admin.post("v1/nodes/bulk", "{\"action\":\"DRAIN\",\"nodes\":[\"x\"]}"));
        assertField("action", admin.post("v1/nodes/bulk", "{\"nodes\":[\"" + node + "\"]}"));
    }

    @Test
    void aPolicyIsShownAndSet() {
        JsonObject before = admin.get("v1/policies/settleSeconds").json();
        assertThat(before.getString("type")).isEqualTo("integer");
        assertThat(before.getString("defaultValue")).isEqualTo("5");
        assertThat(before.getString("label")).isNotBlank();

        assertThat(admin.put("v1/policies/settleSeconds", "{\"value\":4}")
                        .json()
                        .getString("value"))
                .isEqualTo("4");
        assertThat(admin.put("v1/policies/settleSeconds", "{\"value\":\"5\"}")
                        .json()
                        .getString("value"))
                .isEqualTo("5");
        assertField("settleSeconds", admin.put("v1/policies/settleSeconds", "{\"value\":\"soon\"}"));
        assertField("value", admin.put("v1/policies/settleSeconds", "{}"));
        assertThat(admin.put("v1/policies/nothing", "{\"value\":1}").status()).isEqualTo(404);
    }

    private static void assertField(String field, RestClient.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().getString("field")).isEqualTo(field);
    }
}
