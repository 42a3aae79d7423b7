package org.reelmill.conversion.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.RestClient;

@RunAsClient
class ItemResourceIT extends ReelmillIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final byte[] PICTURE = picture();

    @ArquillianResource
    private URL base;

    private String client;
    private RestClient owner;

    @BeforeEach
    void beAClient() {
        client = "client-" + UUID.randomUUID();
        owner = RestClient.ofClient(base, "USER", client);
    }

    @Test
    void convertsAFileThatComesInTwoParts() {
        RestClient.Answer created = create(wish());
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.json().getString("client_id")).isEqualTo(client);
        assertThat(created.json().getString("status")).isEqualTo("to_do");
        assertThat(created.json().getJsonNumber("created_at_epoch")).isInstanceOf(JsonNumber.class);
        String path = path(created);

        int half = PICTURE.length / 2;
        assertThat(put(path, 0, Arrays.copyOf(PICTURE, half)).getInt("received_bytes"))
                .isEqualTo(half);
        RestClient.Answer elsewhere =
                owner.send("PUT", path + "/content", BodyPublishers.ofByteArray(new byte[1]), "Upload-Offset", "5");
        assertThat(elsewhere.status()).isEqualTo(409);
        assertThat(show(path).getInt("received_bytes")).isEqualTo(half);
        put(path, half, Arrays.copyOfRange(PICTURE, half, PICTURE.length));

        JsonObject result = ended(path, "finished_successful").getJsonObject("result");
        assertThat(result.getString("file_name")).isEqualTo("picture ä.webp");
        RestClient.Answer file = owner.get(path + "/content");
        byte[] webp = file.response().body();
        assertThat(file.status()).isEqualTo(200);
        assertThat(new String(webp, 8, 4, StandardCharsets.ISO_8859_1)).isEqualTo("WEBP");
        assertThat(sum(webp))
                .isEqualTo(result.getString("sha512_checksum"))
                .isEqualTo(file.header("X-Checksum-Sha512"));
        assertThat(file.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"picture _.webp\"; filename*=UTF-8''picture%20%C3%A4.webp");

        RestClient.Answer rest = owner.get(path + "/content", "Range", "bytes=10-", "If-Range", file.header("ETag"));
        assertThat(rest.status()).isEqualTo(206);
        assertThat(rest.response().body()).isEqualTo(Arrays.copyOfRange(webp, 10, webp.length));
        assertThat(owner.get(path + "/content", "Range", "bytes=10-", "If-Range", "\"old\"")
                        .status())
                .isEqualTo(200);
        assertThat(owner.get(path + "/content", "Range", "bytes=" + webp.length + "-")
                        .status())
                .isEqualTo(416);

        assertThat(owner.delete(path).status()).isEqualTo(204);
        assertThat(owner.get(path).status()).isEqualTo(404);
    }

    @Test
    void takesItemAndFileInOneCall() {
        String boundary = "xYz" + UUID.randomUUID();
        byte[] head = ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"item\"\r\n\r\n" + wish().build()
                        + "\r\n--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] end = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);

        RestClient.Answer answer = owner.send(
                "POST",
                "v1/item",
                BodyPublishers.ofByteArrays(List.of(head, PICTURE, end)),
                "Content-Type",
                "multipart/form-data; boundary=" + boundary);

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.json().getBoolean("uploaded")).isTrue();
        ended(path(answer), "finished_successful");
    }

    @Test
    void makesOneItemOfARequestThatIsRepeated() {
        RestClient.Answer first = create(wish(), "Idempotency-Key", "key");
        RestClient.Answer second = create(wish(), "Idempotency-Key", "key");

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().getString("item_id")).isEqualTo(first.json().getString("item_id"));
        assertThat(create(wish().add("file_name", "another.png"), "Idempotency-Key", "key")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void hidesTheItemsOfOneClientFromAnother() {
        String path = path(create(wish()));
        RestClient other = RestClient.ofClient(base, "USER", "other-" + UUID.randomUUID());

        assertThat(other.get(path).status()).isEqualTo(404);
        assertThat(other.delete(path).status()).isEqualTo(404);
        assertThat(other.get(path + "/content").status()).isEqualTo(404);
        assertThat(other.get("v1/item/" + client).status()).isEqualTo(403);
        assertThat(other.post("v1/item", wish().build().toString()).status()).isEqualTo(403);
        assertThat(RestClient.administrator(base).get(path).status()).isEqualTo(200);
    }

    @Test
    void rejectsBeforeAnyByteIsSentAndKeepsTheItemInTheList() {
        RestClient.Answer unknown = create(wish().add("conversion_type", "betamax"));
        RestClient.Answer kind = create(wish().add("file_name", "paper.pdf"));
        RestClient.Answer large = create(wish().add("file_size", 1L << 50));

        assertThat(unknown.status()).isEqualTo(415);
        assertThat(unknown.json().getString("field")).isEqualTo("conversion_type");
        assertThat(kind.status()).isEqualTo(415);
        assertThat(kind.json().getString("field")).isEqualTo("file_name");
        assertThat(large.status()).isEqualTo(413);
        // RFC 9457: the number of HTTP, as in all problem details
        assertThat(large.json().getInt("status")).isEqualTo(413);
        assertThat(large.json().getString("item_status")).isEqualTo("rejected");
        RestClient.Answer list = owner.get("v1/item/" + client + "?status=rejected");
        assertThat(list.header("X-Total-Count")).isEqualTo("3");
        assertThat(list.json().getJsonObject(large.json().getString("item_id")).getJsonArray("errors"))
                .hasSize(1);
    }

    @Test
    void takesTheNamesOfOlderClients() {
        RestClient.Answer answer = owner.post(
                "v1/item",
                "{\"client\":\"" + client + "\",\"original_file_name\":\"a.mp4\",\"type\":\"x256\",\"size\":\"10\"}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.json().getString("conversion_type")).isEqualTo("x265");
    }

    @Test
    void beginsAnewWhenTheFileIsNotWhatWasAnnounced() {
        String path = path(create(wish().add("sha512_checksum", "0".repeat(128))));

        RestClient.Answer wrong =
                owner.send("PUT", path + "/content", BodyPublishers.ofByteArray(PICTURE), "Upload-Offset", "0");

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().getString("field")).isEqualTo("sha512_checksum");
        assertThat(show(path).getInt("received_bytes")).isZero();
    }

    @Test
    void listsWhyAFileCouldNotBeConverted() {
        byte[] noPicture = "no picture at all".getBytes(StandardCharsets.UTF_8);
        String path = path(create(wish().add("file_size", noPicture.length).add("sha512_checksum", sum(noPicture))));
        put(path, 0, noPicture);

        JsonObject item = ended(path, "finished_with_errors");

        assertThat(item.getJsonArray("errors")).isNotEmpty();
        assertThat(item.containsKey("result")).isFalse();
        assertThat(owner.get(path + "/content").status()).isEqualTo(409);
    }

    @Test
    void letsAnAdministratorSwitchATypeOff() {
        RestClient admin = RestClient.administrator(base);
        try {
            assertThat(admin.patch("v1/conversions/types/flac", "{\"active\":false}")
                            .status())
                    .isEqualTo(200);
            assertThat(create(wish().add("file_name", "a.wav").add("conversion_type", "flac"))
                            .status())
                    .isEqualTo(415);
        } finally {
            admin.patch("v1/conversions/types/flac", "{\"active\":true}");
        }
        assertThat(admin.patch("v1/conversions/types/flac", "{\"quality\":99}").status())
                .isEqualTo(400);
        assertThat(admin.patch("v1/conversions/types/webp", "{\"output\":\"1080p60\"}")
                        .status())
                .isEqualTo(400);
    }

    private JsonObjectBuilder wish() {
        return Json.createObjectBuilder()
                .add("client_id", client)
                .add("file_name", "picture ä.png")
                .add("conversion_type", "webp")
                .add("file_size", PICTURE.length)
                .add("sha512_checksum", sum(PICTURE));
    }

    private RestClient.Answer create(JsonObjectBuilder wish, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json";
        return owner.send(
                "POST", "v1/item", BodyPublishers.ofString(wish.build().toString()), all);
    }

    private String path(RestClient.Answer created) {
        return "v1/item/" + client + "/" + created.json().getString("item_id");
    }

    private JsonObject put(String path, long offset, byte[] bytes) {
        RestClient.Answer answer = owner.send(
                "PUT",
                path + "/content",
                BodyPublishers.ofByteArray(bytes),
                "Upload-Offset",
                String.valueOf(offset),
                "Content-Type",
                "application/octet-stream");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private JsonObject show(String path) {
        return owner.get(path).json().values().iterator().next().asJsonObject();
    }

    private JsonObject ended(String path, String status) {
        await().atMost(PATIENCE).until(() -> show(path).getString("status").startsWith("finished"));
        JsonObject item = show(path);
        assertThat(item.getString("status")).as(item.toString()).isEqualTo(status);
        return item;
    }

    private static byte[] picture() {
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(200, 30, 30, 120));
        graphics.fillOval(8, 8, 40, 30);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static String sum(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
