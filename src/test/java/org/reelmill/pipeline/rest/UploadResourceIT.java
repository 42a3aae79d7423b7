package org.reelmill.pipeline.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.BreakingStream;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.RestClient;

/** Uploads as a client of the tus protocol sends them. */
@RunAsClient
class UploadResourceIT extends ReelmillIT {

    private static final String UPLOADS = "v1/uploads";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @ArquillianResource
    private URL base;

    private final byte[] film = bytes();
    private RestClient admin;
    private String name;

    /** What is uploaded here is looked at and not milled. */
    @BeforeEach
    void switchIntakeOff() {
        admin = RestClient.administrator(base);
        admin.setPolicy("sourceIntake", JsonValue.FALSE);
        name = "Stück ä " + UUID.randomUUID() + ".dat";
    }

    @AfterEach
    void switchIntakeOn() {
        admin.setPolicy("sourceIntake", JsonValue.TRUE);
    }

    @Test
    void goesOnWhereABrokenConnectionEnded() throws Exception {
        String address = create("sha256 " + base64(HexFormat.of().formatHex(digest("SHA-256", film))));
        InputStream half = new ByteArrayInputStream(film, 0, film.length / 2);
        assertThatThrownBy(() -> patch(
                        address,
                        0,
                        BodyPublishers.ofInputStream(() -> new SequenceInputStream(half, new BreakingStream()))))
                .hasRootCauseInstanceOf(IOException.class);

        int offset = await().atMost(PATIENCE).until(() -> offset(address), it -> it > 0);
        assertThat(listed()).isZero();

        // few bytes: this client sends all of them before it reads an answer
        assertThat(patch(address, offset + 1, BodyPublishers.ofString("some")).status())
                .isEqualTo(409);
        RestClient.Answer last = patch(address, offset, rest(offset));
        assertThat(last.status()).as(last.text()).isEqualTo(204);
        assertThat(last.header("Upload-Offset")).isEqualTo(String.valueOf(film.length));
        assertThat(offset(address)).isEqualTo(film.length);
        assertThat(listed()).isEqualTo(1);
        assertThat(send("POST", UPLOADS, BodyPublishers.noBody(), creation("")).status())
                .as("the name is taken")
                .isEqualTo(409);
    }

    @Test
    void takesTheFirstPieceWithTheCreationAndChecksPieces() throws Exception {
        RestClient.Answer created = send(
                "POST",
                UPLOADS,
                BodyPublishers.ofByteArray(film, 0, 1000),
                with(creation(""), "Content-Type", TusHeaders.PIECE));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.header("Upload-Offset")).isEqualTo("1000");
        assertThat(created.header("Upload-Expires")).endsWith("GMT");
        String address = path(created);

        String wrong = "sha1 " + Base64.getEncoder().encodeToString(digest("SHA-1", film));
        assertThat(patch(address, 1000, rest(1000), "Upload-Checksum", wrong).status())
                .isEqualTo(460);
        assertThat(offset(address)).isEqualTo(1000);
        String right = "sha1 "
                + Base64.getEncoder().encodeToString(digest("SHA-1", Arrays.copyOfRange(film, 1000, film.length)));
        assertThat(patch(address, 1000, rest(1000), "Upload-Checksum", right).status())
                .isEqualTo(204);
        assertThat(listed()).isEqualTo(1);
    }

    @Test
    void tellsWhatItCanDoAndRefusesWhatItCannot() throws Exception {
        RestClient.Answer options = admin.send("OPTIONS", UPLOADS, BodyPublishers.noBody());
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Tus-Version")).isEqualTo("1.0.0");
        assertThat(options.header("Tus-Extension")).contains("creation", "expiration", "termination", "checksum");

        assertThat(admin.send("POST", UPLOADS, BodyPublishers.noBody(), creation(""))
                        .status())
                .as("no version")
                .isEqualTo(412);
        assertThat(send("POST", UPLOADS, BodyPublishers.noBody(), "Upload-Length", "5")
                        .status())
                .as("no name")
                .isEqualTo(400);
        admin.setPolicy("uploadMaxMiB", Json.createValue(1));
        try {
            RestClient.Answer tooLarge = send("POST", UPLOADS, BodyPublishers.noBody(), creation(""));
            assertThat(tooLarge.status()).isEqualTo(413);
            assertThat(tooLarge.json().getString("detail")).contains("uploadMaxMiB");
        } finally {
            admin.setPolicy("uploadMaxMiB", Json.createValue(0));
        }

        String address = create("");
        assertThat(send(
                                "PATCH",
                                address,
                                BodyPublishers.ofString("some"),
                                "Upload-Offset",
                                "0",
                                "Content-Type",
                                "text/plain")
                        .status())
                .isEqualTo(415);
        assertThat(send("DELETE", address, BodyPublishers.noBody()).status()).isEqualTo(204);
        RestClient.Answer gone = send("HEAD", address, BodyPublishers.noBody());
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.header("Tus-Resumable"))
                .as("it is this server that says so")
                .isEqualTo("1.0.0");
    }

    private String create(String metadata) {
        RestClient.Answer answer = send("POST", UPLOADS, BodyPublishers.noBody(), creation(metadata));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return path(answer);
    }

    private String[] creation(String metadata) {
        return new String[] {
            "Upload-Length",
            String.valueOf(film.length),
            "Upload-Metadata",
            "filename " + base64(name) + (metadata.isEmpty() ? "" : "," + metadata)
        };
    }

    private static String path(RestClient.Answer created) {
        return URI.create(created.header("Location")).getPath().substring("/api/".length());
    }

    private RestClient.Answer patch(String address, int offset, BodyPublisher piece, String... more) {
        return send(
                "PATCH",
                address,
                piece,
                with(more, "Upload-Offset", String.valueOf(offset), "Content-Type", TusHeaders.PIECE));
    }

    private BodyPublisher rest(int offset) {
        return BodyPublishers.ofByteArray(film, offset, film.length - offset);
    }

    private int offset(String address) {
        return Integer.parseInt(send("HEAD", address, BodyPublishers.noBody()).header("Upload-Offset"));
    }

    private RestClient.Answer send(String method, String path, BodyPublisher body, String... headers) {
        return admin.send(method, path, body, with(headers, "Tus-Resumable", "1.0.0"));
    }

    private int listed() {
        return admin.get("v1/sources?q=" + name.substring(name.length() - 30))
                .json()
                .getInt("total");
    }

    private static String[] with(String[] headers, String... more) {
        return Stream.of(headers, more).flatMap(Stream::of).toArray(String[]::new);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static byte[] digest(String algorithm, byte[] bytes) throws Exception {
        return MessageDigest.getInstance(algorithm).digest(bytes);
    }

    private static byte[] bytes() {
        byte[] bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
