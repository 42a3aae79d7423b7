package org.reelmill.still.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.URL;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.RestClient;
import org.reelmill.testing.SourceFilms;

/** The routes of S1 with their shapes and codes, over real HTTP, with a real film. */
@RunAsClient
class StillIT extends ReelmillIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String PATIENT = "";
    private static final String ASYNC = "?async=true";

    @ArquillianResource
    private URL base;

    private RestClient user;
    private String name;
    private byte[] film;

    @BeforeEach
    void prepare() throws IOException {
        user = RestClient.as(base, "USER");
        name = "it-" + UUID.randomUUID() + ".mp4";
        film = Files.readAllBytes(SourceFilms.Kind.H264_CLOSED.file());
    }

    @Test
    void takesAVideoOnceAndMakesThumbnailsOfExactlyTheSizeThatWasAskedFor() throws IOException {
        RestClient.Answer uploaded = upload(name, film, PATIENT);
        long id = uploaded.json().getJsonNumber("id").longValue();

        assertThat(uploaded.status()).isEqualTo(201);
        assertThat(uploaded.json()).isEqualTo(json("{'id':" + id + ",'filename':'" + name + "','status':'COMPLETED'}"));
        assertThat(user.get("/jobs/videos/" + id).json()).isEqualTo(uploaded.json());
        assertThat(array(user.get("/videos?offset=" + Math.max(0, total() - 500))))
                .contains(uploaded.json());
        assertThat(folder("uploaded_videos").resolve(name)).hasBinaryContent(film);
        refused(upload(name, film, PATIENT), 409);

        String thumbnail = "/thumbnails/" + id + "/64/80";
        RestClient.Answer made = user.post(thumbnail);
        assertThat(made.status()).isEqualTo(201);
        long job = made.json().getJsonNumber("id").longValue();
        assertThat(made.json())
                .isEqualTo(
                        json("{'id':" + job + ",'video_id':" + id + ",'width':64,'height':80,'status':'COMPLETED'}"));
        assertThat(user.get("/jobs/thumbnails/" + job).json()).isEqualTo(made.json());
        assertThat(folder("thumbnails").resolve("thumbnail_" + id + "_64_80.jpg"))
                .exists();
        RestClient.Answer image = user.get("/t/" + id + "?w=64&h=80");
        assertThat(image.status()).isEqualTo(200);
        assertThat(image.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(image.header("Content-Disposition")).doesNotContain("attachment");
        BufferedImage picture =
                ImageIO.read(new ByteArrayInputStream(image.response().body()));
        assertThat(List.of(picture.getWidth(), picture.getHeight())).containsExactly(64, 80);

        refused(user.post(thumbnail), 409);
        RestClient admin = RestClient.administrator(base);
        admin.setPolicy("existingThumbnail", Json.createValue("400"));
        refused(user.post(thumbnail), 400);
        admin.setPolicy("existingThumbnail", Json.createValue("200"));
        RestClient.Answer known = user.post(thumbnail);
        assertThat(known.status()).isEqualTo(200);
        assertThat(known.json()).isEqualTo(made.json());
        admin.setPolicy("existingThumbnail", Json.createValue("409"));
        refused(user.get("/t/" + id), 400);
        refused(user.get("/t/" + id + "?w=64"), 400);
        refused(user.get("/t/" + id + "?w=65&h=80"), 404);
        refused(user.get("/t/" + id + "?w=x&h=../../etc"), 404);
        refused(user.post("/thumbnails/" + id + "/0/80"), 400);
        refused(user.post("/thumbnails/" + id + "/64/100000"), 400);
        refused(user.post("/thumbnails/" + id + "/64/80/1"), 404);
        refused(user.post("/thumbnails/" + id + "/32/32?at=never"), 400);
        refused(user.post("/thumbnails/999999999/64/80"), 404);

        Files.delete(folder("thumbnails").resolve("thumbnail_" + id + "_64_80.jpg"));
        // X22
        refused(user.get("/t/" + id + "?w=64&h=80"), 404);

        assertThat(user.delete("/videos/" + id).status()).isEqualTo(204);
        refused(user.get("/jobs/videos/" + id), 404);
        refused(user.get("/jobs/thumbnails/" + job), 404);
        refused(user.get("/t/" + id + "?w=64&h=80"), 404);
        assertThat(folder("uploaded_videos").resolve(name)).doesNotExist();
    }

    /** S1.17: the row is there at once, and any node goes on with it. */
    @Test
    void whoDoesNotWantToWaitIsAnsweredAtOnceAndAsksLater() {
        RestClient.Answer uploaded = upload(name, film, ASYNC);
        assertThat(uploaded.status()).isEqualTo(202);
        assertThat(uploaded.json().getString("filename")).isEqualTo(name);
        JsonObject video = awaitEnd(uploaded.header("Location"));
        assertThat(video.getString("status")).isEqualTo("COMPLETED");

        RestClient.Answer asked = user.send(
                "POST",
                "/thumbnails/" + video.getJsonNumber("id") + "/48/27",
                HttpRequest.BodyPublishers.noBody(),
                "Prefer",
                "respond-async");
        assertThat(asked.status()).isEqualTo(202);
        assertThat(awaitEnd(asked.header("Location")).getString("status")).isEqualTo("COMPLETED");
        assertThat(user.get("/t/" + video.getJsonNumber("id") + "?w=48&h=27").status())
                .isEqualTo(200);
    }

    private JsonObject awaitEnd(String address) {
        return await().atMost(PATIENCE).until(() -> user.get(address).json(), job -> List.of("COMPLETED", "FAILED")
                .contains(job.getString("status")));
    }

    @Test
    void refusesWhatIsNoVideoAndLeavesItsNameFree() throws IOException {
        refused(upload(name, "no film at all".getBytes(StandardCharsets.UTF_8), PATIENT), 415);
        refused(upload(name, new byte[0], PATIENT), 400);
        refused(upload("it.exe", film, PATIENT), 415);
        long failed =
                array(user.get("/jobs/videos?offset=" + Math.max(0, jobs() - 500)))
                        .getValuesAs(JsonObject.class)
                        .stream()
                        .filter(job -> job.getString("filename").equals(name)
                                && job.getString("status").equals("FAILED"))
                        .mapToLong(job -> job.getJsonNumber("id").longValue())
                        .max()
                        .orElseThrow();
        refused(user.post("/thumbnails/" + failed + "/64/80"), 400);
        assertThat(upload(name, film, PATIENT).status()).isEqualTo(201);
        try (var left = Files.list(folder("uploaded_videos"))) {
            assertThat(left.map(Path::getFileName).map(Path::toString)).doesNotContain("tmp-" + failed);
        }
    }

    @Test
    void refusesFormsWithoutAVideoAndNamesThatLeadAnywhere() {
        refused(user.post("/videos", "{}"), 400);
        refused(
                post(
                        "--xYz\r\nContent-Disposition: form-data; name=\"other\"; filename=\"a.mp4\"\r\n\r\n1\r\n--xYz--\r\n"),
                400);
        refused(post("--xYz\r\nContent-Disposition: form-data; name=\"video\"\r\n\r\nvideo\r\n--xYz--\r\n"), 400);
        refused(
                post("--xYz\r\nContent-Disposition: form-data; name=\"video\"; filename=\"a.mp4\"\r\n\r\ncut off"),
                400);
        for (String hostile : List.of(
                "",
                "../x.mp4",
                "/etc/x.mp4",
                "..\\x.mp4",
                "a/../../x.mp4",
                ".x.mp4",
                "tmp-1.mp4",
                "a\tb.mp4",
                "..",
                "x".repeat(300) + ".mp4")) {
            refused(upload(hostile, film, PATIENT), 400);
        }
    }

    private static void refused(RestClient.Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().getString("error")).isNotBlank();
    }

    private RestClient.Answer upload(String fileName, byte[] bytes, String query) {
        String head = "--xYz\r\nContent-Disposition: form-data; name=\"video\"; filename=\"" + fileName
                + "\"\r\nContent-Type: video/mp4\r\n\r\n";
        return send(
                query,
                HttpRequest.BodyPublishers.ofByteArrays(List.of(
                        head.getBytes(StandardCharsets.UTF_8),
                        bytes,
                        "\r\n--xYz--\r\n".getBytes(StandardCharsets.UTF_8))));
    }

    private RestClient.Answer post(String form) {
        return send(PATIENT, HttpRequest.BodyPublishers.ofString(form));
    }

    private RestClient.Answer send(String query, HttpRequest.BodyPublisher form) {
        return user.send("POST", "/videos" + query, form, "Content-Type", "multipart/form-data; boundary=xYz");
    }

    private int total() {
        return Integer.parseInt(user.get("/videos?limit=1").header("X-Total-Count"));
    }

    private int jobs() {
        return Integer.parseInt(user.get("/jobs/videos?limit=1").header("X-Total-Count"));
    }

    private static Path folder(String name) {
        return Path.of(System.getProperty("reelmill.test.home"))
                .toAbsolutePath()
                .resolve("work")
                .resolve(name);
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text.replace('\'', '"')))) {
            return reader.readObject();
        }
    }

    private static JsonArray array(RestClient.Answer answer) {
        try (JsonReader reader = Json.createReader(new StringReader(answer.text()))) {
            return reader.readArray();
        }
    }
}
