package org.reelmill.pipeline.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
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
        for (String stage : new String[] {"ingestEnabled", "transcodeEnabled", "exportEnabled", "sourceIntake"}) {
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

    /** Found by a test that failed seldom: the page told of the ingest for ever, because that ended before it was told of news. */
    @Test
    void aPageShowsWhatHappenedBeforeItWasToldOfNews() throws IOException {
        admin.setPolicy("ingestEnabled", JsonValue.FALSE);
        String uuid = submitFilm();
        browser.openDeaf("jobs/" + uuid).find("#job\\:pause");

        admin.post("v1/jobs/" + uuid + "/pause");
        browser.hears();

        browser.find("#job\\:resume");
    }

    @Test
    void uploadsManyFilmsAndSaysWhyOneIsNotTaken(@TempDir Path folder) throws IOException {
        admin.setPolicy("sourceIntake", JsonValue.FALSE);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            names.add(prefix + " " + i + ".mp4");
            Files.writeString(folder.resolve(names.get(i)), "film " + i);
        }
        names.add(prefix + ".jpg");
        Files.writeString(folder.resolve(names.get(4)), "no film");

        browser.open("jobs").click(".rm-heading-actions .rm-primary");
        browser.find("#uploadFile")
                .sendKeys(names.stream()
                        .map(name -> folder.resolve(name).toString())
                        .collect(Collectors.joining("\n")));

        browser.see("By its name this is no film");
        await().atMost(PATIENCE)
                .until(() -> browser.all(".rm-uploads > li").stream()
                                .filter(line -> line.getText().contains("Uploaded."))
                                .count()
                        == 4);
        browser.shoot("uploads");
        browser.resize(Browser.PHONE).shoot("uploads-phone");
        browser.resize(Browser.DESK);
        assertThat(browser.all("#upload button")).isEmpty();
        assertThat(admin.get("v1/sources?q=" + prefix).json().getInt("total")).isEqualTo(4);
    }

    /** S1.14, and D1.9: what was told before is there after the page was left. */
    @Test
    void tellsWhatProgramsSendAndAskFor() {
        browser.open("jobs").click("#programs > summary").find("#programs[open]");

        sendNoFilm();

        browser.see("upload of file named " + prefix + ".mp4 is failed");
        browser.check().shoot("jobs-messages");
        browser.open("jobs").click("#programs > summary");
        browser.see("upload of file named " + prefix + ".mp4 is failed");
    }

    private void sendNoFilm() {
        assertThat(admin.postNoFilm(prefix + ".mp4").status()).isEqualTo(415);
    }

    @Test
    void uploadsAFilmAndRetriesTheCellsWhoseEncoderDied(@TempDir Path folder) throws IOException {
        admin.setPolicy("segmentLength", Json.createValue("2"));
        admin.setPolicy("transcodeEnabled", JsonValue.FALSE);
        String slow = admin.addSlowOutput();
        Path film = Files.copy(SourceFilms.Kind.H264_CLOSED.file(), folder.resolve(prefix + ".mp4"));

        browser.open("jobs").click(".rm-heading-actions .rm-primary");
        browser.find("#uploadFile").sendKeys(film.toString());
        browser.see("Uploaded.").check();
        assertThat(browser.all("#upload button")).noneMatch(WebElement::isDisplayed);
        browser.click("input[value='144p60']").click("#new\\:submit").find("#segmentMap .rm-cell");
        long all = browser.all("#segmentMap .rm-cell").size();
        assertThat(cells("ready")).isEqualTo(all);

        admin.setPolicy("transcodeEnabled", JsonValue.TRUE);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> encoders().findAny().isPresent());
        admin.setPolicy("transcodeEnabled", JsonValue.FALSE);
        encoders().forEach(ProcessHandle::destroyForcibly);

        browser.find("#segmentMap .rm-cell[data-state=again]");
        browser.check();
        await().atMost(PATIENCE).until(() -> cells("running") == 0);
        while (cells("again") > 0) {
            long left = cells("again");
            browser.click("#segmentMap .rm-cell[data-state=again]").see("Failed");
            browser.click(".rm-cell-retry");
            await().atMost(PATIENCE).until(() -> cells("again") < left);
        }
        admin.setPolicy("transcodeEnabled", JsonValue.TRUE);
        browser.press(Keys.ESCAPE);
        await().atMost(PATIENCE).until(() -> cells("done") == all);
        browser.see("Completed").check();
        assertOneLineUnderEachPlayer();
        admin.delete(slow);
    }

    /** Found by looking: two answers that came at once each put one there. */
    private void assertOneLineUnderEachPlayer() {
        browser.find(".rm-scrub");
        browser.open(browser.path().substring(1))
                .run("for (let i = 0; i < 5; i++) { document.dispatchEvent(new CustomEvent('reelmill:look')); }");
        browser.find(".rm-scrub");
        await().during(Duration.ofSeconds(1))
                .atMost(PATIENCE)
                .until(() -> browser.all(".rm-scrub").size()
                        == browser.all("#main video").size());
    }

    /** Those of this film, in the server of the tests and in no other. */
    private Stream<ProcessHandle> encoders() {
        String home = Path.of("target", "test-home").toAbsolutePath().toString();
        return ProcessHandle.allProcesses().filter(process -> {
            List<String> arguments = List.of(process.info().arguments().orElse(new String[0]));
            return process.info().command().orElse("").startsWith(home)
                    && arguments.contains("libx265")
                    && arguments.stream().anyMatch(argument -> argument.contains(prefix));
        });
    }

    @Test
    void doesOneThingToThoseThatAreTickedAndToNoOthers() {
        admin.setPolicy("ingestEnabled", JsonValue.FALSE);
        String ticked = admin.submitNoFilm(prefix + "-a.dat");
        String unticked = admin.submitNoFilm(prefix + "-b.dat");
        String other = admin.submitNoFilm(prefix + "-c.dat");
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
                .see("Delete the selected jobs (1)?");
        browser.click("#confirmation [data-answer=yes]").see("1 done, 0 refused");
        browser.check();
    }

    /** Found by attack: Back led to a list that was not what its filter said. */
    @Test
    void leadsBackToTheListAsItWasFilteredAndSorted() {
        admin.setPolicy("ingestEnabled", JsonValue.FALSE);
        String uuid = admin.submitNoFilm(prefix + "-kept.dat");
        browser.open("jobs").type("#jobs\\:text", prefix);
        await().atMost(PATIENCE).until(() -> query().contains("text=" + prefix));
        browser.click("#jobs\\:table\\:ADDED");
        await().atMost(PATIENCE).until(() -> query().contains("sort=ADDED"));

        browser.click("a[href$='" + uuid + "']").find("#film");
        browser.run("history.back()");

        browser.find("#jobs\\:table\\:ADDED[aria-sort=ascending]");
        assertThat(browser.find("#jobs\\:text").getDomProperty("value")).isEqualTo(prefix);
        assertThat(browser.all("#jobs\\:table [data-choose]")).hasSize(1);
    }

    private String query() {
        return String.valueOf(browser.run("return location.search"));
    }

    @Test
    void leavesAloneWhatSomebodyTypes() {
        admin.setPolicy("ingestEnabled", JsonValue.FALSE);
        String uuid = admin.submitNoFilm(prefix + "-typed.dat");
        browser.open("jobs/" + uuid).find(".rm-live[data-state=on]");
        browser.type("#job\\:priority", "12");

        admin.post("v1/jobs/" + uuid + "/pause");
        // the list of another page shows it at once; this page waits until nobody types
        await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> "12"
                .equals(browser.find("#job\\:priority").getDomProperty("value")));
        // what was asked for before he began to type comes while he does
        browser.run("refreshJob()");
        browser.see("paused");
        assertThat(browser.find("#job\\:priority").getDomProperty("value")).isEqualTo("12");
        browser.press(Keys.TAB).see("paused");
    }

    @Test
    void showsALineOfTheLogOnceHoweverOftenItIsTold() {
        admin.setPolicy("ingestEnabled", JsonValue.FALSE);
        String uuid = admin.submitNoFilm(prefix + "-logged.dat");
        browser.open("jobs/" + uuid).find(".rm-live[data-state=on]");
        String known = admin.get("v1/jobs/" + uuid + "/log")
                .json()
                .getJsonArray("items")
                .toString();

        browser.run(
                "document.dispatchEvent(new CustomEvent('reelmill:news', { detail: { topic: 'job/' + arguments[0],"
                        + " news: { jobs: [], log: JSON.parse(arguments[1]) } } }))",
                uuid,
                known);
        browser.run(
                "document.dispatchEvent(new CustomEvent('reelmill:news', { detail: { topic: 'job/' + arguments[0],"
                        + " news: { jobs: [], log: [{ time: '2026-01-01T00:00:00Z', level: 'INFO', message: 'news', node: 'n' }] } } }))",
                uuid);

        browser.see("news n");
        assertThat(browser.all("#jobLog li")).hasSize(2);
    }

    private long cells(String state) {
        return browser.all("#segmentMap .rm-cell[data-state=" + state + "]").size();
    }

    private String submitFilm() throws IOException {
        String name = prefix + ".mp4";
        admin.upload(name, HttpRequest.BodyPublishers.ofFile(SourceFilms.Kind.H264_CLOSED.file()));
        return admin.submit(name, "720p60");
    }
}
