package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.reelmill.testing.BrowserIT;
import org.reelmill.testing.RestClient;
import org.reelmill.testing.SourceFilms;

/** Films whose names would like to be a part of the page: each page shows them as what they are, letter by letter. */
class HostileNamesBrowserIT extends BrowserIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private final String name = mark + "<img src=x onerror=\"window.pwned=1\">'&amp;${7*7}#{7*7}.mp4";
    private RestClient admin;

    @BeforeEach
    void connect() {
        admin = RestClient.administrator(base);
    }

    @AfterEach
    void switchAllOn() {
        admin.setPolicy("ingestEnabled", JsonValue.TRUE);
        admin.setPolicy("transcodeEnabled", JsonValue.TRUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EN", "DE"})
    void areShownAsTheyAreOnEveryPageThatShowsThem(String language) {
        signInAsAdministratorWhoReads(language);
        admin.setPolicy("ingestEnabled", JsonValue.FALSE);
        admin.upload(name, HttpRequest.BodyPublishers.ofString("no film at all"));
        // the dialog offers it
        browser.open("jobs").click(".rm-heading-actions .rm-primary").type("#new\\:source_input", mark);
        browser.find(".ui-autocomplete-item");
        assertHarmless();
        // Escape closes the list alone
        browser.press(Keys.ESCAPE);
        await().until(() -> !browser.has(".ui-autocomplete-item"));
        browser.find("#newJob[open]");
        String uuid = admin.submitNoFilm(name);

        browser.open("jobs").type("#jobs\\:text", mark).find("[data-choose='" + uuid + "']");
        assertHarmless();
        browser.click("[data-choose='" + uuid + "']")
                .click("[data-action=RETRY]")
                .find("#bulkResults li");
        assertHarmless();

        admin.setPolicy("ingestEnabled", JsonValue.TRUE);
        await().atMost(PATIENCE).until(() -> admin.get("v1/jobs/" + uuid).json().containsKey("completed"));
        browser.open("jobs/" + uuid).find("#film");
        assertHarmless();
        browser.open("batch?film=" + uuid).find("[data-execution]");
        assertHarmless();
        browser.open("batch/" + execution(uuid)).find("#head");
        assertHarmless();
        browser.open("dashboard").find("#attentionCard");
        browser.check();
        browser.open("audit").type("#audit\\:subject", uuid).find("h1");
        browser.check();
        admin.delete("v1/jobs/" + uuid);
    }

    @Test
    void areShownAsTheyAreWhileANodeHasThemInHand() throws IOException {
        signInAsAdministratorWhoReads("EN");
        admin.setPolicy("transcodeEnabled", JsonValue.FALSE);
        String slow = admin.addSlowOutput();
        admin.upload(name, HttpRequest.BodyPublishers.ofFile(SourceFilms.Kind.H264_CLOSED.file()));
        String uuid = admin.submit(name, "144p60");
        await().atMost(PATIENCE)
                .until(() ->
                        admin.get("v1/jobs/" + uuid).json().getString("status").equals("TRANSCODING"));
        browser.open("nodes").find(".rm-live[data-state=on]");

        admin.setPolicy("transcodeEnabled", JsonValue.TRUE);
        browser.find(".rm-work a[href$='" + uuid + "']");
        assertHarmless();
        browser.open("jobs/" + uuid).find("#segmentMap .rm-cell");
        await().atMost(PATIENCE)
                .until(() ->
                        admin.get("v1/jobs/" + uuid).json().getString("status").equals("COMPLETED"));
        browser.find("video");
        assertHarmless();
        admin.delete("v1/jobs/" + uuid);
        admin.delete(slow);
    }

    private int execution(String job) {
        List<JsonObject> executions = admin.get("v1/batch/executions?film=" + job)
                .json()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
        return executions.get(0).getInt("id");
    }

    private void assertHarmless() {
        browser.see(name);
        assertThat(browser.run("return window.pwned === undefined && document.querySelector('img[src=x]') === null"))
                .as(browser.path())
                .isEqualTo(true);
        browser.check();
    }
}
