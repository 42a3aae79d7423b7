package org.reelmill.app;

import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.Browser;
import org.reelmill.testing.BrowserIT;
import org.reelmill.testing.RestClient;
import org.reelmill.testing.Visitor;

/**
 * Takes the pictures of the README: {@code mvn verify -Pscreenshots}. The server mills its sample film first, and has a few
 * accounts, changes and refused films to show.
 */
@Tag("screenshots")
class ScreenshotsBrowserIT extends BrowserIT {

    private static final Path IMAGES = Path.of("src", "site", "images");

    @Test
    void everyPageHasItsPicture() {
        RestClient administrator = RestClient.administrator(base);
        fill(administrator);
        String job = waitForSample(administrator);

        browser.signInAsAdministrator(base);
        List<String> pages = browser.all("#menu .rm-nav a").stream()
                .map(link -> link.getDomAttribute("href").substring(1))
                .toList();
        shoot("login");
        browser.signInAsAdministrator(base);
        pages.forEach(this::shoot);
        shoot("profile");
        shoot("jobs/" + job, "job");
        browser.prefer("dark");
        shoot("jobs", "jobs-dark");
        browser.prefer("light").resize(Browser.PHONE);
        shoot("jobs", "jobs-phone");
        shoot("jobs/" + job, "job-phone");
    }

    private void fill(RestClient administrator) {
        account(administrator, "Grace", "OPERATOR");
        account(administrator, "Katherine", "USER");
        account(administrator, "Margaret", "VIEWER");
        administrator.post("v1/outputs", "{\"maxX\":854,\"maxY\":480,\"crf\":24,\"active\":false}");
        administrator.put("v1/policies/settleSeconds", "{\"value\":10}");
        administrator.upload("harbour, take 3.mov", BodyPublishers.ofString("cut off while it was copied"));
        administrator.post("v1/jobs", "{\"source\":\"harbour, take 3.mov\"}");
    }

    private static void account(RestClient administrator, String name, String role) {
        administrator.post(
                "v1/users",
                Json.createObjectBuilder()
                        .add("username", name)
                        .add("password", Visitor.PASSWORD)
                        .add("role", role)
                        .build()
                        .toString());
    }

    /** @return uuid of the job */
    private static String waitForSample(RestClient administrator) {
        return await().atMost(Duration.ofMinutes(20))
                .pollInterval(Duration.ofSeconds(2))
                .until(
                        () -> administrator
                                .get("v1/jobs?status=COMPLETED")
                                .json()
                                .getJsonArray("items"),
                        completed -> !completed.isEmpty())
                .getValuesAs(JsonObject.class)
                .get(0)
                .getString("uuid");
    }

    private void shoot(String page) {
        shoot(page, page);
    }

    private void shoot(String page, String name) {
        browser.open(page).find("h1");
        browser.shoot(IMAGES.resolve(name + ".png"));
    }
}
