package org.reelmill.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.reelmill.testing.Browser;
import org.reelmill.testing.BrowserIT;
import org.reelmill.testing.RestClient;
import org.reelmill.testing.SourceFilms;

/** Previews on the page of the library: made when somebody looks, told of when they are there. */
@Tag("once")
class PreviewBrowserIT extends BrowserIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private String name;

    @BeforeEach
    void makeAFolder() throws IOException {
        name = "previews-" + UUID.randomUUID();
        Path folder = Files.createDirectories(Path.of(System.getProperty("reelmill.test.home"))
                .toAbsolutePath()
                .resolve("library")
                .resolve(name));
        Files.copy(SourceFilms.Kind.H264_CLOSED.file(), folder.resolve("film.mp4"));
        Files.writeString(folder.resolve("broken; a=b+.jpg"), "no image at all");
        BufferedImage image = new BufferedImage(640, 400, BufferedImage.TYPE_INT_ARGB);
        for (int x = 0; x < 640; x++) {
            for (int y = 0; y < 400; y++) {
                image.setRGB(x, y, new Color(40, 110, x * 255 / 640, 128).getRGB());
            }
        }
        ImageIO.write(image, "png", folder.resolve("lake.png").toFile());
    }

    private static String picture(String path) {
        return "[role=option][data-path$='" + path + "'] .rm-picture ";
    }

    @Test
    void filmsAndImagesShowThemselves() {
        browser.signInAsAdministrator(base);
        browser.open("library?library=library&path=" + name).find("[role=option]");

        await().atMost(PATIENCE)
                .until(() -> browser.has(picture("film.mp4") + "img") && browser.has(picture("lake.png") + "img"));
        await().atMost(PATIENCE).until(() -> !browser.has(".rm-awaited"));
        assertThat(browser.has(picture("broken; a=b+.jpg") + "svg")).isTrue();
        assertThat(browser.run("return document.querySelector(\"" + picture("film.mp4") + "img\").naturalWidth"))
                .isEqualTo(192L);

        browser.click("[role=option][data-path$='film.mp4']").find(picture("film.mp4") + "video.rm-clip-on");
        browser.shoot("previews-hover-1440-light");
        browser.check();
        browser.press(Keys.ARROW_RIGHT);
        assertThat(browser.has("video.rm-clip")).isFalse();

        browser.click("[role=option][data-path$='film.mp4']").press(Keys.ENTER).find("#viewer .rm-scrub");
        browser.run(
                "document.querySelector('#viewer video').pause(); document.querySelector('#viewer .rm-scrub').focus()");
        browser.press(Keys.END).press(Keys.ARROW_LEFT);
        assertThat(browser.find("#viewer .rm-scrub").getDomAttribute("aria-valuetext"))
                .isEqualTo("0:03");
        browser.find("#viewer .rm-scrub-bubble");
        browser.shoot("previews-scrub-1440-light");
        browser.check();
        browser.resize(Browser.PHONE).prefer("dark").find("#viewer .rm-scrub");
        browser.shoot("previews-scrub-390-dark");
        browser.check();
        browser.resize(Browser.DESK).prefer("light");
    }

    @Test
    void programsAreToldWhatThereIs() throws IOException {
        RestClient administrator = RestClient.administrator(base);
        administrator.post("v1/libraries/library/scan", "{\"paths\":[\"\"]}");
        String address = "v1/previews/library/library?path=" + name + "/film.mp4&path=" + name
                + "/broken%3B%20a%3Db%2B.jpg" + "&path=" + name + "/nothing.mp4&path=" + name + "/lake.png";
        await().atMost(PATIENCE).until(() -> !administrator.get(address).text().contains("pending"));

        JsonObject previews = administrator.get(address).json();
        assertThat(previews.getInt("total")).isEqualTo(3);
        JsonObject film = previews.getJsonArray("items").getJsonObject(0);
        JsonObject broken = previews.getJsonArray("items").getJsonObject(1);
        JsonObject lake = previews.getJsonArray("items").getJsonObject(2);

        assertThat(broken.getString("state")).isEqualTo("failed");
        assertThat(broken.getString("reason")).isNotBlank();
        assertThat(administrator.get(film.getString("tiles")).text())
                .startsWith("WEBVTT")
                .contains("sheet-0.jpg#xywh=");
        RestClient.Answer clip = administrator.get(film.getString("clip"), "Range", "bytes=0-9");
        assertThat(clip.status()).isEqualTo(206);
        assertThat(clip.header("Content-Type")).isEqualTo("video/mp4");
        RestClient.Answer poster = administrator.get(lake.getString("poster"));
        assertThat(poster.header("Content-Type")).isEqualTo("image/png");
        BufferedImage picture =
                ImageIO.read(new ByteArrayInputStream(poster.response().body()));
        assertThat(picture.getWidth()).isEqualTo(320).isEqualTo(lake.getInt("width"));
        assertThat(new Color(picture.getRGB(100, 100), true).getAlpha()).isBetween(120, 136);
        assertThat(administrator
                        .get("/previews/" + "0".repeat(32) + "/poster.jpg")
                        .status())
                .isEqualTo(404);
        assertThat(administrator
                        .get("v1/previews/library/library"
                                + "?path=x".repeat(101).replace("x?", "x&"))
                        .status())
                .isEqualTo(400);
    }
}
