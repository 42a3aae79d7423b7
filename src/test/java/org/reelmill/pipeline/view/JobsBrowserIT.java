package org.reelmill.pipeline.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.reelmill.testing.Browser;
import org.reelmill.testing.BrowserIT;
import org.reelmill.testing.RestClient;
import org.reelmill.testing.SourceFilms;

/** Jobs that go on while somebody looks at them. No page is ever loaded anew here, unless it says so. */
class JobsBrowserIT extends BrowserIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String prefix = "seen-" + UUID.randomUUID().toString().substring(0, 8);
    private RestClient admin;

    @BeforeEach
    void signIn() {
        admin = RestClient.administrator(base);
        browser.signInAsAdministrator(base);
    }

    @AfterEach
    void switchAllOn() {
        for (String stage : new String[] {"ingestEnabled", "transcodeEnabled", "exportEnabled"}) {
            admin.setPolicy(stage, JsonValue.TRUE);
        }
        admin.setPolicy("segmentLength", Json.createValue("auto"));
    }

    @Test
    void watchesAFilmBeingMilledPausesItAndMakesACellAnew() throws IOException {
        admin.setPolicy("segmentLength", Json.createValue("2"));
        admin.setPolicy("transcodeEnabled", JsonValue.FALSE);
        admin.setPolicy("exportEnabled", JsonValue.FALSE);
        browser.open("jobs").find(".rm-live[data-state=on]");
        String uuid = submitFilm();

        // it comes to the list by itself; where somebody is in the way, a button brings it
        await().atMost(PATIENCE)
                .until(() -> browser.text().contains(prefix) || browser.has("#freshJobs:not([hidden])"));
        browser.open("jobs/" + uuid).find("#segmentMap .rm-cell");
        browser.see("See to it");
        assertThat(cells("ready")).isEqualTo(4);

        browser.click("#job\\:pause").see("Transcoding · paused");
        admin.setPolicy("transcodeEnabled", JsonValue.TRUE);
        browser.click("#job\\:resume").seeNoMore("Transcoding · paused");
        await().atMost(PATIENCE).until(() -> cells("done") == 4);
        assertThat(browser.find("[data-count=done]").getText()).isEqualTo("4");

        browser.click("#segmentMap .rm-cell").see("Attempt 1");
        browser.press(Keys.ESCAPE);
        assertThat(browser.focused().getDomAttribute("data-part")).isEqualTo("0");
        browser.press(Keys.ARROW_RIGHT)
                .press(Keys.ENTER)
                .see("Part 1 ·")
                .click(".rm-cell-retry")
                .see("Attempt 2");
        await().atMost(PATIENCE).until(() -> cells("done") == 4);
        assertThat(admin.get("v1/jobs/" + uuid + "/segments/1").text()).contains("\"attempt\":2");
        assertThat(admin.get("v1/jobs/" + uuid + "/segments/0").text()).doesNotContain("\"attempt\":2");
        browser.check().resize(Browser.PHONE).check().resize(Browser.DESK).press(Keys.ESCAPE);

        admin.setPolicy("exportEnabled", JsonValue.TRUE);
        browser.see("Completed").find("video");
        assertThat(browser.all(".rm-gantt svg rect")).hasSizeGreaterThanOrEqualTo(6);
        browser.check();
    }

    @Test
    void doesOneThingToThoseThatAreTickedAndToNoOthers() {
        admin.setPolicy("ingestEnabled", JsonValue.FALSE);
        String ticked = admin.submitNoFilm(prefix + "-a.txt");
        String unticked = admin.submitNoFilm(prefix + "-b.txt");
        String other = admin.submitNoFilm(prefix + "-c.txt");
        browser.open("jobs");

        // ticked and unticked again: D4.40
        browser.click("[data-choose='" + unticked + "']").click("[data-choose='" + unticked + "']");
        browser.click("[data-choose='" + ticked + "']").see("1 selected").click("[data-action=PAUSE]");

        browser.see("1 done, 0 refused");
        assertThat(admin.get("v1/jobs/" + ticked).json().getBoolean("paused")).isTrue();
        assertThat(admin.get("v1/jobs/" + unticked).json().getBoolean("paused")).isFalse();
        assertThat(admin.get("v1/jobs/" + other).json().getBoolean("paused")).isFalse();
        // somebody else's doing is seen as well
        admin.post("v1/jobs/" + other + "/priority", "{\"priority\":77}");
        await().atMost(PATIENCE).until(() -> browser.text().contains("77"));
        browser.click("[data-choose='" + ticked + "']")
                .click("[data-action=DELETE]")
                .see("Delete 1 jobs?");
        browser.click("#confirmation [data-answer=yes]").see("1 done, 0 refused");
        browser.check();
    }

    @Test
    void leavesAloneWhatSomebodyTypes() {
        admin.setPolicy("ingestEnabled", JsonValue.FALSE);
        String uuid = admin.submitNoFilm(prefix + "-typed.txt");
        browser.open("jobs/" + uuid).find(".rm-live[data-state=on]");
        browser.type("#job\\:priority", "12");

        admin.post("v1/jobs/" + uuid + "/pause");
        // the list of another page shows it at once; this page waits until nobody types
        await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> "12"
                .equals(browser.find("#job\\:priority").getDomProperty("value")));
        browser.press(Keys.TAB).see("paused");
    }

    private long cells(String state) {
        return browser.all("#segmentMap .rm-cell[data-state=" + state + "]").size();
    }

    private String submitFilm() throws IOException {
        String name = prefix + ".mp4";
        admin.upload(name, HttpRequest.BodyPublishers.ofFile(SourceFilms.Kind.H264_CLOSED.file()));
        return admin.post(
                        "v1/jobs",
                        Json.createObjectBuilder()
                                .add("source", name)
                                .add("outputs", Json.createArrayBuilder().add("720p60"))
                                .build()
                                .toString())
                .json()
                .getString("uuid");
    }
}
