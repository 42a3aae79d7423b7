package org.reelmill.app;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.Browser;
import org.reelmill.testing.BrowserIT;
import org.reelmill.testing.RestClient;
import org.reelmill.testing.Visitor;

/**
 * Takes the pictures of the README and of {@code src/site}: {@code mvn verify -Pscreenshots}. The server mills its sample film
 * first, and has a few accounts, changes and films to show.
 */
@Tag("screenshots")
class ScreenshotsBrowserIT extends BrowserIT {

    private static final Path IMAGES = Path.of("src", "site", "images");
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final int SIZE = 40_000_000;

    /** Of two films and a picture. */
    private static final int PREVIEWS = 3;

    /** Whether all images and films of the library's page have their picture. */
    private static final String PREVIEWED =
            "return [...document.querySelectorAll('.rm-tile:is([data-kind=image], [data-kind=video])')]"
                    + ".every((tile) => tile.querySelector('img')?.complete)";

    private static final String REEL = "The General.mp4";

    private RestClient admin;

    @Test
    void everyPageHasItsPicture() {
        browser.open("login");
        shoot("login");
        admin = RestClient.administrator(base);
        fill();
        String sample = await(() -> jobs("status=COMPLETED"), found -> !found.isEmpty())
                .get(0)
                .getString("uuid");
        String refused = await(() -> jobs("status=REJECTED&status=ERROR"), found -> !found.isEmpty())
                .get(0)
                .getString("uuid");

        byte[] film = film(sample);
        keep(film);
        String running = millAgain(film);
        browser.signInAsAdministrator(base);
        await(() -> admin.get("v1/jobs/" + running).json(), job -> job.getInt("progress") >= 25);
        shoot("jobs/" + running, "job-running");
        shoot("nodes");
        shoot("jobs");
        admin.post("v1/jobs/" + running + "/pause");

        shoot("jobs/" + sample, "job");
        shoot("jobs/" + refused, "job-refused");
        shoot("nodes/" + items("v1/nodes").get(0).getString("uuid"), "node");
        for (String page : List.of(
                "outputs",
                "policies",
                "conversions",
                "watch",
                "webhooks",
                "users",
                "audit",
                "settings",
                "profile",
                "batch",
                "batch/jobs")) {
            shoot(page);
        }
        browser.open("library");
        await(() -> browser.all("[role=option] .rm-picture img").size(), shown -> shown == PREVIEWS);
        shoot("library");
        shoot("batch/jobs/pipeline-export", "batch-job");
        List<JsonObject> exports = items("v1/batch/executions?film=" + sample);
        int last = exports.get(0).getInt("id");
        shoot("batch/" + last, "batch-execution");
        shoot("batch/compare?left=" + exports.get(exports.size() - 1).getInt("id") + "&right=" + last, "batch-compare");
        browser.prefer("dark");
        shoot("jobs/" + running, "job-running-dark");

        admin.post("v1/jobs/" + running + "/resume");
        await(() -> admin.get("v1/work").json(), work -> work.getInt("total") > 0);
        shoot("dashboard", "dashboard-dark");
        browser.prefer("light");
        shoot("dashboard");
    }

    private void fill() {
        account("Grace", "OPERATOR");
        account("Katherine", "USER");
        account("Margaret", "VIEWER");
        admin.post("v1/outputs", "{\"maxX\":854,\"maxY\":480,\"crf\":24,\"active\":false}");
        admin.put("v1/policies/settleSeconds", "{\"value\":10}");
        admin.upload("harbour, take 3.mov", BodyPublishers.ofString("cut off while it was copied"));
        admin.post("v1/jobs", "{\"source\":\"harbour, take 3.mov\",\"priority\":5}");
        admin.post(
                "v1/webhooks", "{\"url\":\"https://cms.studio.example/mill\",\"topics\":\"job.COMPLETED,job.ERROR\"}");
        admin.post("v1/webhooks", "{\"url\":\"https://archive.studio.example/hooks/items\",\"topics\":\"item\"}");
        convert();
    }

    /** Films, pictures and a text in the library, where one folder is watched. */
    private void keep(byte[] film) {
        Path library = Path.of(System.getProperty("reelmill.test.home"))
                .toAbsolutePath()
                .resolve("library");
        try {
            Path holidays = Files.createDirectories(library.resolve("Holidays 2026"));
            Files.createDirectories(library.resolve("Concerts"));
            Files.write(library.resolve("The General.mp4"), film);
            Files.write(library.resolve("harbour, take 4.mp4"), film);
            Files.write(holidays.resolve("beach.mp4"), film);
            Files.write(library.resolve("poster.png"), picture());
            Files.writeString(library.resolve("what is in here.md"), "# Films\n");
            admin.post("v1/libraries/library/scan", "{\"paths\":[\"\"]}");
            admin.post(
                    "v1/watch/folders",
                    Json.createObjectBuilder()
                            .add("folder", holidays.toString())
                            .build()
                            .toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that succeeds, one that fails, one that is rejected, and one whose file has not come. */
    private void convert() {
        item("studio-a", "poster.png", "webp").ifPresent(item -> send(item, picture()));
        item("studio-a", "interview, cut off.mov", "x264").ifPresent(item -> send(item, new byte[SIZE]));
        item("studio-b", "contract.pdf", "webp");
        item("studio-b", "evening concert.mkv", "x265");
    }

    /** @return its address; empty when it is rejected */
    private Optional<String> item(String client, String file, String type) {
        RestClient.Answer answer = admin.post(
                "v1/item",
                Json.createObjectBuilder()
                        .add("client_id", client)
                        .add("file_name", file)
                        .add("conversion_type", type)
                        .add("file_size", file.endsWith("png") ? picture().length : SIZE)
                        .build()
                        .toString());
        return answer.status() == 201
                ? Optional.of("v1/item/" + client + "/" + answer.json().getString("item_id"))
                : Optional.empty();
    }

    private void send(String item, byte[] file) {
        admin.send("PUT", item + "/content", BodyPublishers.ofByteArray(file));
    }

    private static byte[] picture() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            BufferedImage picture = new BufferedImage(1920, 1080, BufferedImage.TYPE_INT_RGB);
            Graphics2D paint = picture.createGraphics();
            paint.setPaint(new GradientPaint(0, 0, new Color(0x0F766E), 1920, 1080, new Color(0xF59E0B)));
            paint.fillRect(0, 0, 1920, 1080);
            paint.dispose();
            ImageIO.write(picture, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void account(String name, String role) {
        admin.post(
                "v1/users",
                Json.createObjectBuilder()
                        .add("username", name)
                        .add("password", Visitor.PASSWORD)
                        .add("role", role)
                        .build()
                        .toString());
    }

    /** What came of the sample. */
    private byte[] film(String sample) {
        String film = admin.get("v1/jobs/" + sample)
                .json()
                .getJsonArray("outputs")
                .getJsonObject(0)
                .getString("href");
        return admin.get(film).response().body();
    }

    /** A film that is being milled, in short segments. @return uuid of its job */
    private String millAgain(byte[] film) {
        admin.setPolicy("segmentLength", Json.createValue("1"));
        admin.upload(REEL, BodyPublishers.ofByteArray(film));
        return admin.post(
                        "v1/jobs",
                        Json.createObjectBuilder().add("source", REEL).build().toString())
                .json()
                .getString("uuid");
    }

    private List<JsonObject> jobs(String query) {
        return items("v1/jobs?" + query);
    }

    private List<JsonObject> items(String path) {
        return admin.get(path).json().getJsonArray("items").getValuesAs(JsonObject.class);
    }

    private static <T> T await(Callable<T> what, Predicate<T> enough) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(what, enough::test);
    }

    private void shoot(String page) {
        shoot(page, page.replace('/', '-'));
    }

    /** On a desk and on a phone. */
    private void shoot(String page, String name) {
        browser.open(page).find("h1");
        await(() -> browser.has(".rm-awaited"), awaited -> !awaited);
        for (Browser.Size size : List.of(Browser.PHONE, Browser.DESK)) {
            browser.resize(size);
            await(() -> browser.run(PREVIEWED), Boolean.TRUE::equals);
            String file = name + (size.phone() ? "-phone" : "");
            browser.shootSmall(IMAGES.resolve(file + ".webp"));
            browser.shoot("site-" + file);
        }
    }
}
