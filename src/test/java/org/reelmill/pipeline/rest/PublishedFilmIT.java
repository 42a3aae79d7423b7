package org.reelmill.pipeline.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.RestClient;
import org.reelmill.testing.SourceFilms;

/** What people get of a film that was milled. */
@RunAsClient
class PublishedFilmIT extends ReelmillIT {

    @ArquillianResource
    private URL base;

    /** Milled once for all tests of the class. */
    private static String uuid;

    private RestClient admin;
    private JsonObject job;
    private JsonObject film;

    @BeforeEach
    void millAFilm() throws IOException {
        admin = RestClient.administrator(base);
        if (uuid == null) {
            uuid = mill();
        }
        job = admin.get("v1/jobs/" + uuid).json();
        film = job.getJsonArray("outputs").getJsonObject(0);
    }

    private String mill() throws IOException {
        String name = "published; a=b+" + UUID.randomUUID() + ".mp4";
        admin.setPolicy("segmentLength", Json.createValue("2"));
        admin.upload(name, HttpRequest.BodyPublishers.ofFile(SourceFilms.Kind.H264_CLOSED.file()));
        String submitted = admin.post(
                        "v1/jobs",
                        Json.createObjectBuilder().add("source", name).build().toString())
                .json()
                .getString("uuid");
        await().atMost(Duration.ofMinutes(3)).until(() -> admin.get("v1/jobs/" + submitted)
                .json()
                .getString("status")
                .equals("COMPLETED"));
        admin.setPolicy("segmentLength", Json.createValue("auto"));
        return submitted;
    }

    @Test
    void theJobSaysAllAboutItsFilms() throws Exception {
        byte[] whole = admin.get(film.getString("href")).response().body();

        assertThat(job.getInt("progress")).isEqualTo(100);
        assertThat(job.getJsonObject("segments").getInt("completed"))
                .isEqualTo(job.getJsonObject("segments").getInt("total"))
                .isPositive();
        assertThat(film.getInt("frames")).isPositive();
        assertThat(film.getInt("bytes")).isEqualTo(whole.length);
        assertThat(film.getString("sha256"))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(whole)));
    }

    @Test
    void aFilmIsServedInRanges() {
        String href = film.getString("href");
        byte[] whole = admin.get(href).response().body();

        RestClient.Answer part = admin.get(href, "Range", "bytes=10-19");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.header("Content-Range")).isEqualTo("bytes 10-19/" + whole.length);
        assertThat(part.response().body()).isEqualTo(java.util.Arrays.copyOfRange(whole, 10, 20));
        assertThat(part.header("Content-Type")).isEqualTo("video/mp4");
        assertThat(part.header("ETag")).isNotBlank();
        assertThat(part.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(admin.get(href, "Range", "bytes=-5").response().body()).hasSize(5);
        assertThat(admin.get(href, "Range", "bytes=999999999999-").status()).isEqualTo(416);
    }

    @Test
    void aFilmIsPlayedOrSaved() {
        String href = film.getString("href");

        assertThat(admin.get(href, "Range", "bytes=0-0").header("Content-Disposition"))
                .startsWith("inline");
        assertThat(admin.get(href + "?download", "Range", "bytes=0-0").header("Content-Disposition"))
                .startsWith("attachment")
                .contains(URLEncoder.encode(film.getString("fileName"), UTF_8).replace("+", "%20"));
    }

    @Test
    void aSemicolonIsPartOfTheName() {
        String href = film.getString("href");

        assertThat(admin.get(href.replace("%3B", ";"), "Range", "bytes=0-9").status())
                .isEqualTo(206);
        assertThat(admin.get(href.replace(";", "%3B"), "Range", "bytes=0-9").status())
                .isEqualTo(206);
        assertThat(admin.get(href + ";x=y").status()).isEqualTo(404);
    }

    @Test
    void theCertificateAndTheSegmentsStay() {
        String path = "v1/jobs/" + job.getString("uuid");

        RestClient.Answer certificate = admin.get(path + "/certificate");
        JsonObject segments = admin.get(path + "/segments?offset=1&limit=2").json();

        assertThat(certificate.header("Content-Disposition")).startsWith("attachment");
        assertThat(certificate.json().getString("verdict")).isEqualTo("VALID");
        assertThat(segments.getInt("total"))
                .isEqualTo(certificate.json().getJsonArray("segments").size());
        assertThat(segments.getJsonArray("items")).hasSize(2);
        assertThat(segments.getJsonArray("items").getJsonObject(0).getInt("part"))
                .isEqualTo(1);
        assertThat(admin.get(path + "/waiting").json().getBoolean("waiting")).isFalse();
        assertThat(admin.delete(path + "/segments").status()).isEqualTo(405);
    }

    @Test
    void whatIsNoFilmOfTheJobIsNotFound() {
        String folder = "/renditions/" + job.getString("uuid") + "/";

        for (String path : new String[] {
            folder, folder + "x.mp4", folder + "..%2fx", "/renditions/x/y.mp4", "/renditions/", "/renditions"
        }) {
            assertThat(admin.get(path).status()).as(path).isIn(400, 404);
        }
    }
}
