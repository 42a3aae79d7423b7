package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.RestClient;
import org.reelmill.testing.Visitor;

/** What the pages for administrators do, by REST. */
@RunAsClient
class AdministrationIT extends ReelmillIT {

    @ArquillianResource
    private URL base;

    private RestClient administrator;

    @BeforeEach
    void prepare() {
        administrator = RestClient.administrator(base);
    }

    @Test
    void accountsAreFilteredSortedAndPagedInTheDatabase() {
        String mark = "f" + UUID.randomUUID().toString().substring(0, 8);
        for (String name : new String[] {"b_", "a%", "c"}) {
            create(mark + name, name.equals("c") ? "OPERATOR" : "USER");
        }

        assertThat(names("q=" + mark.toUpperCase())).containsExactly(mark + "a%", mark + "b_", mark + "c");
        assertThat(names("q=" + mark + "&descending=true")).containsExactly(mark + "c", mark + "b_", mark + "a%");
        assertThat(names("q=" + mark + "&role=USER")).hasSize(2);
        assertThat(names("q=" + mark + "&sort=CREATED&limit=1")).containsExactly(mark + "b_");
        assertThat(names("q=" + mark + "&disabled=true")).isEmpty();
        assertThat(names("q=" + mark + "%25")).isEmpty();
        assertThat(names("q=" + mark + "a%25")).containsExactly(mark + "a%");
        assertThat(administrator.get("v1/users?limit=0").json().getString("field"))
                .isEqualTo("limit");
    }

    @Test
    void theAuditLogTellsChangesOfEveryFeatureByEveryWay() {
        administrator.put("v1/policies/settleSeconds", "{\"value\":9}");
        administrator.put("v1/policies/settleSeconds", "{\"value\":5}");
        int output = administrator
                .post("v1/outputs", "{\"maxX\":320,\"maxY\":180}")
                .json()
                .getInt("id");
        administrator.delete("v1/outputs/" + output);

        JsonObject change = first("v1/audit?action=policy.&actor=" + Visitor.ADMINISTRATOR);
        assertThat(change.getString("subject")).isEqualTo("settleSeconds");
        assertThat(change.getString("detail")).isEqualTo("9 to 5");
        assertThat(first("v1/audit?subject=OUTPUT%20" + output).getString("action"))
                .isEqualTo("output.remove");
        assertThat(administrator.get("v1/audit?actor=nobody-at-all").json().getInt("total"))
                .isZero();
    }

    @Test
    void tokensOfAnAccountAreSeenAndRevokedByAdministrators() {
        String name = "t" + UUID.randomUUID().toString().substring(0, 8);
        int id = create(name, "USER");

        assertThat(administrator.get("v1/users/" + id + "/tokens").json().getInt("total"))
                .isZero();
        assertThat(administrator.get("v1/users/0/tokens").status()).isEqualTo(404);
    }

    @Test
    void severalPoliciesAreSetAtOnceOrNotAtAll() {
        RestClient.Answer refused =
                administrator.patch("v1/policies", "{\"settleSeconds\":8,\"carryChapters\":\"perhaps\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().getString("field")).isEqualTo("carryChapters");
        assertThat(value("settleSeconds")).isEqualTo("5");
        assertThat(administrator.patch("v1/policies", "{\"noPolicy\":1}").json().getString("field"))
                .isEqualTo("noPolicy");

        administrator.patch("v1/policies", "{\"settleSeconds\":8}");
        assertThat(value("settleSeconds")).isEqualTo("8");
        JsonObject change = first("v1/policies/changes?key=settleSeconds");
        assertThat(change.getString("actor")).isEqualTo(Visitor.ADMINISTRATOR);
        assertThat(administrator
                        .post("v1/policies/changes/" + change.getInt("id") + "/undo")
                        .status())
                .isEqualTo(200);
        assertThat(value("settleSeconds")).isEqualTo("5");
        assertThat(administrator
                        .post("v1/policies/changes/" + change.getInt("id") + "/undo")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void outputsArePreviewedAndPutInOrder() {
        assertThat(administrator
                        .get("v1/outputs/preview?width=1080&height=1920")
                        .json()
                        .getJsonArray("items")
                        .getValuesAs(JsonObject.class))
                .filteredOn(it -> it.getString("name").equals("720p60"))
                .singleElement()
                .satisfies(it -> assertThat(it.getInt("height")).isEqualTo(1280));
        assertThat(administrator
                        .get("v1/outputs/preview?width=1&height=1080")
                        .json()
                        .getString("field"))
                .isEqualTo("width");
        assertThat(administrator.get("v1/outputs/preview").json().getString("field"))
                .isEqualTo("width");

        var ids = administrator.get("v1/outputs").json().getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .map(it -> it.getInt("id"))
                .toList();
        var turned = new ArrayList<>(ids);
        Collections.reverse(turned);
        assertThat(order(turned)).isEqualTo(turned);
        assertThat(order(ids)).isEqualTo(ids);
        assertThat(administrator
                        .put("v1/outputs/order", "{\"order\":[1,1]}")
                        .json()
                        .getString("field"))
                .isEqualTo("order");
    }

    private List<Integer> order(List<Integer> ids) {
        return administrator
                .put("v1/outputs/order", "{\"order\":" + ids + "}")
                .json()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(it -> it.getInt("id"))
                .toList();
    }

    @Test
    void settingsShowTheNodeWithoutItsSecrets() {
        JsonObject settings = administrator.get("v1/settings").json();

        assertThat(settings.getJsonObject("configuration")).containsKey("REELMILL_DB_URL");
        assertThat(settings.getJsonArray("folders").getValuesAs(JsonObject.class))
                .extracting(it -> it.getString("kind"))
                .containsExactly("home", "work", "source", "delivery");
        assertThat(administrator.post("v1/settings/folders/source/mark").json().getBoolean("marked"))
                .isTrue();
        assertThat(administrator.post("v1/settings/folders/source/mark").status())
                .isEqualTo(200);
        assertThat(administrator.post("v1/settings/folders/nowhere/mark").status())
                .isEqualTo(404);
    }

    @Test
    void preferencesAreKeptWithTheAccount() {
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);
        Visitor visitor = new Visitor(base);
        visitor.register(name, Visitor.PASSWORD);
        visitor.signIn(name, Visitor.PASSWORD);

        assertThat(visitor.json("PUT", "api/v1/me/preferences", "{\"theme\":\"DARK\"}")
                        .statusCode())
                .isEqualTo(403);
        visitor.json("PUT", "api/v1/me/preferences", "{\"theme\":\"DARK\"}", "X-Reelmill-Csrf", visitor.csrfToken());
        visitor.json("PUT", "api/v1/me/preferences", "{\"language\":\"DE\"}", "X-Reelmill-Csrf", visitor.csrfToken());

        assertThat(visitor.page("jobs").body()).contains("lang=\"de\"", "data-theme=\"dark\"", "Abmelden");
    }

    private int create(String name, String role) {
        return administrator
                .post(
                        "v1/users",
                        "{\"username\":\"" + name + "\",\"password\":\"" + Visitor.PASSWORD + "\",\"role\":\"" + role
                                + "\"}")
                .json()
                .getInt("id");
    }

    private List<String> names(String query) {
        return administrator
                .get("v1/users?" + query)
                .json()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(it -> it.getString("username"))
                .toList();
    }

    private JsonObject first(String path) {
        return administrator.get(path).json().getJsonArray("items").getJsonObject(0);
    }

    private String value(String policy) {
        return administrator.get("v1/policies/" + policy).json().getString("value");
    }
}
