package org.reelmill.pipeline.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.URL;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.ReelmillIT;

/** Looks at the sample film that every new installation mills. */
@RunAsClient
class PublishedFilmIT extends ReelmillIT {

    @ArquillianResource
    private URL base;

    private RestClient admin;
    private JsonObject job;
    private JsonObject film;

    @BeforeEach
    void waitForTheSample() {
        admin = RestClient.administrator(base);
        JsonObject completed = await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> admin.get("v1/jobs?q=reelmill-sample&status=COMPLETED")
                                .json(),
                        jobs -> jobs.getInt("total") > 0);
        String uuid = completed.getJsonArray("items").getJsonObject(0).getString("uuid");
        job = admin.get("v1/jobs/" + uuid).json();
        film = job.getJsonArray("outputs").getJsonObject(1);
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
                .contains(film.getString("fileName"));
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

        for (String path :
                new String[] {folder, folder + "x.mp4", folder + "..%2fx", "/renditions/x/y.mp4", "/renditions/"}) {
            assertThat(admin.get(path).status()).as(path).isIn(400, 404);
        }
    }
}
