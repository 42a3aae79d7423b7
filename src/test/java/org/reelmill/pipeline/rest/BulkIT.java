package org.reelmill.pipeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URL;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.RestClient;

/** Many jobs at a time, and the ways in which a list of jobs can be cut and sorted. */
@RunAsClient
class BulkIT extends ReelmillIT {

    @ArquillianResource
    private URL base;

    private final String prefix = "bulk-" + UUID.randomUUID() + "-";
    private RestClient admin;

    @BeforeEach
    void switchIngestOff() {
        admin = RestClient.administrator(base);
        admin.setPolicy("ingestEnabled", JsonValue.FALSE);
    }

    @AfterEach
    void switchIngestOn() {
        admin.setPolicy("ingestEnabled", JsonValue.TRUE);
    }

    @Test
    void actsOnExactlyThoseThatAreNamedWithAResultForEach() {
        String first = admin.submitNoFilm(prefix + "a.dat");
        String second = admin.submitNoFilm(prefix + "b.dat");
        String other = admin.submitNoFilm(prefix + "c.dat");
        String unknown = UUID.randomUUID().toString();
        admin.post("v1/jobs/" + second + "/cancel");

        JsonObject results =
                bulk("\"PAUSE\"", List.of(first, second, unknown), "").json();

        assertThat(results.getInt("done")).isEqualTo(1);
        assertThat(results.getInt("refused")).isEqualTo(2);
        List<JsonObject> each = results.getJsonArray("results").getValuesAs(JsonObject.class);
        assertThat(each).extracting(result -> result.getString("uuid")).containsExactly(first, second, unknown);
        assertThat(each).extracting(result -> result.getBoolean("done")).containsExactly(true, false, false);
        assertThat(each.get(1).getString("reason")).contains("ended");
        assertThat(each.get(2).getString("reason")).contains("no job");
        assertThat(show(first).getBoolean("paused")).isTrue();
        assertThat(show(other).getBoolean("paused")).isFalse();
        assertThat(bulk("\"PRIORITY\"", List.of(first, other), ",\"priority\":9")
                        .json()
                        .getInt("done"))
                .isEqualTo(2);
        assertThat(show(other).getInt("priority")).isEqualTo(9);
        assertThat(bulk("\"DELETE\"", List.of(first, second, other), "").json().getInt("done"))
                .isEqualTo(3);
    }

    @Test
    void refusesAnOrderThatIsNotWhole() {
        String one = UUID.randomUUID().toString();
        assertField("action", bulk("\"BURN\"", List.of(one), ""));
        assertField("jobs", bulk("\"PAUSE\"", List.of(), ""));
        assertField("jobs", bulk("\"PAUSE\"", List.of("x"), ""));
        assertField("priority", bulk("\"PRIORITY\"", List.of(one), ""));
    }

    @Test
    void cutsAndSortsAList() {
        String low = admin.submitNoFilm(prefix + "2-low.dat");
        String high = admin.submitNoFilm(prefix + "1-high.dat");
        admin.post("v1/jobs/" + high + "/priority", "{\"priority\":50}");

        assertThat(uuids("q=" + prefix)).containsExactly(high, low);
        assertThat(uuids("q=" + prefix + "&sort=ADDED&descending=false")).containsExactly(low, high);
        assertThat(uuids("q=" + prefix + "&sort=SOURCE&descending=true")).containsExactly(low, high);
        assertThat(uuids("q=" + prefix + "&sort=PRIORITY")).containsExactly(high, low);
        assertThat(uuids("q=" + prefix + "&priority=50")).containsExactly(high);
        assertThat(uuids("uuid=" + low)).containsExactly(low);
        assertField("sort", admin.get("v1/jobs?sort=COLOUR"));
    }

    @Test
    void hasNothingToShowOfAJobWithoutSegments() {
        String uuid = admin.submitNoFilm(prefix + "map.dat");

        assertThat(admin.get("v1/jobs/" + uuid + "/segments/map").json().getJsonArray("rows"))
                .isEmpty();
        assertThat(admin.get("v1/jobs/" + uuid + "/segments/0").status()).isEqualTo(404);
        assertThat(admin.get("v1/jobs/" + uuid + "/attempts").json().getInt("total"))
                .isZero();
        assertThat(admin.post("v1/jobs/" + uuid + "/segments/0/outputs/720p60/retry")
                        .status())
                .isEqualTo(404);
    }

    private RestClient.Answer bulk(String action, List<String> jobs, String more) {
        String names = jobs.isEmpty() ? "" : "\"" + String.join("\",\"", jobs) + "\"";
        return admin.post("v1/jobs/bulk", "{\"action\":" + action + ",\"jobs\":[" + names + "]" + more + "}");
    }

    private JsonObject show(String uuid) {
        return admin.get("v1/jobs/" + uuid).json();
    }

    private List<String> uuids(String query) {
        return admin.get("v1/jobs?" + query).json().getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .map(job -> job.getString("uuid"))
                .toList();
    }

    private static void assertField(String field, RestClient.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().getString("field")).isEqualTo(field);
    }
}
