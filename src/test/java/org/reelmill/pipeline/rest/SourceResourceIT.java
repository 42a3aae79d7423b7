package org.reelmill.pipeline.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.BreakingStream;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.RestClient;

@RunAsClient
class SourceResourceIT extends ReelmillIT {

    private static final String FILM = "stands for a film";

    @ArquillianResource
    private URL base;

    private RestClient admin;
    private String name;

    /** What is uploaded here is looked at and not milled. */
    @BeforeEach
    void switchIntakeOff() {
        admin = RestClient.administrator(base);
        admin.setPolicy("sourceIntake", JsonValue.FALSE);
        name = "Spielfilm ä " + UUID.randomUUID() + ".dat";
    }

    @AfterEach
    void switchIntakeOn() {
        admin.setPolicy("sourceIntake", JsonValue.TRUE);
    }

    @Test
    void storesAFilmAndListsIt() {
        RestClient.Answer answer = admin.upload(name, BodyPublishers.ofString(FILM), "X-Checksum-Sha256", hex(FILM));

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.json().getString("name")).isEqualTo(name);
        assertThat(answer.json().getInt("bytes")).isEqualTo(FILM.length());
        assertThat(answer.json().getString("sha256")).isEqualTo(hex(FILM));
        JsonObject listed = listed(name).getJsonArray("items").getJsonObject(0);
        assertThat(listed.getString("name")).isEqualTo(name);
        assertThat(listed.containsKey("job")).isFalse();
    }

    @Test
    void takesTheDigestOfTheStandardAsWell() {
        String digest = "sha-256=:" + Base64.getEncoder().encodeToString(sha256(FILM)) + ":";

        assertThat(admin.upload(name, BodyPublishers.ofString(FILM), "Content-Digest", digest)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void keepsNothingOfAFilmThatIsNotWhatWasAnnounced() {
        RestClient.Answer answer =
                admin.upload(name, BodyPublishers.ofString(FILM), "X-Checksum-Sha256", hex("another film"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("field")).isEqualTo("checksum");
        assertThat(listed(name).getInt("total")).isZero();
        assertThat(admin.upload(name, BodyPublishers.ofString(FILM)).status()).isEqualTo(201);
    }

    @Test
    void refusesAChecksumThatItCannotRead() {
        assertField("X-Checksum-Sha256", admin.upload(name, BodyPublishers.ofString(FILM), "X-Checksum-Sha256", "12"));
        assertField(
                "Content-Digest", admin.upload(name, BodyPublishers.ofString(FILM), "Content-Digest", "md5=:AA==:"));
    }

    /** Found by attack: a piece was taken for the whole. */
    @Test
    void takesNoPieceAndNothingPackedForTheWhole() {
        assertField(
                "Content-Range",
                admin.upload(name, BodyPublishers.ofString(FILM), "Content-Range", "bytes 0-9/200000"));
        assertThat(admin.upload(name, BodyPublishers.ofString(FILM), "Content-Encoding", "gzip")
                        .status())
                .isEqualTo(415);
        assertThat(listed(name).getInt("total")).isZero();
    }

    @Test
    void neverReplacesAFile() {
        admin.upload(name, BodyPublishers.ofString(FILM));

        RestClient.Answer second = admin.upload(name, BodyPublishers.ofString("another"));

        assertThat(second.status()).isEqualTo(409);
        assertThat(listed(name).getJsonArray("items").getJsonObject(0).getInt("bytes"))
                .isEqualTo(FILM.length());
    }

    @Test
    void refusesNamesThatLeaveTheFolderOrLookUnfinished() {
        for (String bad : new String[] {"../x.mp4", "a/b.mp4", "a\\b.mp4", ".hidden", "tmp-x.mp4", "x.part", ".."}) {
            assertThat(admin.upload(bad, BodyPublishers.ofString(FILM)).status())
                    .as(bad)
                    .isBetween(400, 499);
        }
        assertField("body", admin.upload(name, BodyPublishers.noBody()));
    }

    @Test
    void keepsASemicolonOfTheName() {
        for (String semicolon : new String[] {";", "%3B"}) {
            String id = UUID.randomUUID().toString();

            RestClient.Answer answer = admin.send(
                    "PUT", "v1/sources/a" + semicolon + "b=" + id + semicolon, BodyPublishers.ofString(FILM));

            assertThat(answer.status()).as(answer.text()).isEqualTo(201);
            assertThat(answer.json().getString("name")).isEqualTo("a;b=" + id + ";");
            assertThat(answer.header("Location")).endsWith("/api/v1/sources/a%3Bb=" + id + "%3B");
            assertThat(listed("b=" + id + ";").getInt("total")).isEqualTo(1);
        }
    }

    @Test
    void leavesNothingOfAnUploadThatBreaksOff() {
        assertThatThrownBy(() -> admin.upload(
                        name,
                        BodyPublishers.ofInputStream(
                                () -> new SequenceInputStream(new Zeros(5_000_000), new BreakingStream()))))
                .hasRootCauseInstanceOf(IOException.class);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        admin.upload(name, BodyPublishers.ofString(FILM)).status())
                .isEqualTo(201));
        assertThat(listed(name).getJsonArray("items").getJsonObject(0).getInt("bytes"))
                .isEqualTo(FILM.length());
    }

    @Test
    void streamsAFilmThatIsLargerThanTheBuffersOfTheServer() {
        int megabytes = 200;

        RestClient.Answer answer =
                admin.upload(name, BodyPublishers.ofInputStream(() -> new Zeros(megabytes * 1_000_000L)));

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.json().getJsonNumber("bytes").longValue()).isEqualTo(megabytes * 1_000_000L);
    }

    private JsonObject listed(String text) {
        return admin.get("v1/sources?q=" + text.substring(text.length() - 30)).json();
    }

    private static void assertField(String field, RestClient.Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("field")).isEqualTo(field);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(sha256(text));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** So many bytes, out of no memory. */
    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(length, left);
            left -= count;
            return count;
        }
    }
}
