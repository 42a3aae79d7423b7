package org.reelmill.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.RestClient;

@Tag("once")
@RunAsClient
class WebhookIT extends ReelmillIT {

    private record Told(String id, String signature, long timestamp, String body) {

        JsonObject data() {
            return Json.createReader(new StringReader(body)).readObject().getJsonObject("data");
        }
    }

    @ArquillianResource
    private URL base;

    private final List<Told> all = new CopyOnWriteArrayList<>();
    private final Map<String, Boolean> refused = new ConcurrentHashMap<>();

    /** The first attempt at each is refused. */
    @Test
    void tellsOfAJobInItsOrderSignedAndUntilItIsTaken() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", this::take);
        server.start();
        RestClient admin = RestClient.administrator(base);
        try {
            JsonObject made = admin.post(
                            "v1/webhooks",
                            Json.createObjectBuilder()
                                    .add(
                                            "url",
                                            "http://127.0.0.1:"
                                                    + server.getAddress().getPort() + "/hook")
                                    .add("topics", "job.IMPORTED, job.ERROR, job.REMOVED")
                                    .build()
                                    .toString())
                    .json();
            try {
                String job = admin.submitNoFilm("webhook.mp4");

                List<Told> told = await().atMost(Duration.ofMinutes(2))
                        .until(() -> of(job), list -> statuses(list).contains("ERROR"));

                // of each status perhaps more than once, when something else of the job was changed
                assertThat(statuses(told).stream().distinct()).containsExactly("IMPORTED", "ERROR");
                assertThat(told).allSatisfy(it -> assertThat(it.signature())
                        .isEqualTo(Signature.of(made.getString("secret"), it.id(), it.timestamp(), it.body())));
            } finally {
                assertThat(admin.delete("v1/webhooks/" + made.getInt("id")).status())
                        .isEqualTo(204);
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void refusesWhatItCannotTell() {
        RestClient admin = RestClient.administrator(base);

        assertThat(admin.post("v1/webhooks", "{\"url\":\"file:///etc/passwd\",\"topics\":\"job\"}")
                        .status())
                .isEqualTo(400);
        assertThat(admin.post("v1/webhooks", "{\"url\":\"http://a.example/\",\"topics\":\"everything\"}")
                        .json()
                        .getString("field"))
                .isEqualTo("topics");
    }

    private void take(HttpExchange exchange) throws IOException {
        String id = exchange.getRequestHeaders().getFirst("webhook-id");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean first = refused.putIfAbsent(id, true) == null;
        if (!first) {
            all.add(new Told(
                    id,
                    exchange.getRequestHeaders().getFirst("webhook-signature"),
                    Long.parseLong(exchange.getRequestHeaders().getFirst("webhook-timestamp")),
                    body));
        }
        exchange.sendResponseHeaders(first ? 500 : 204, -1);
        exchange.close();
    }

    private static List<String> statuses(List<Told> told) {
        return told.stream().map(it -> it.data().getString("status")).toList();
    }

    private List<Told> of(String job) {
        return all.stream()
                .filter(told -> told.data().getString("job").equals(job))
                .toList();
    }
}
