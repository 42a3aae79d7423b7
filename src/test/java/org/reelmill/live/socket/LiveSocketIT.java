package org.reelmill.live.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import java.io.StringReader;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.RestClient;
import org.reelmill.testing.Visitor;

/** Browsers' channels, over real WebSocket. */
@RunAsClient
class LiveSocketIT extends ReelmillIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ArquillianResource
    private URL base;

    private RestClient admin;
    private Visitor visitor;

    @BeforeEach
    void signIn() {
        admin = RestClient.administrator(base);
        visitor = new Visitor(base);
        visitor.signIn(Visitor.ADMINISTRATOR, Visitor.PASSWORD);
    }

    @Test
    void tellsAPageWhatBecameOfAJob() {
        Page list = open("jobs", cookie());
        list.await("beat");
        String uuid = admin.submitNoFilm("live-" + UUID.randomUUID() + ".dat");
        Page one = open("job/" + uuid, cookie());

        list.await(uuid);
        one.await("beat");
        admin.post("v1/jobs/" + uuid + "/cancel");
        admin.post("v1/jobs/" + uuid + "/priority", "{\"priority\":1}");

        await().atMost(PATIENCE).until(() -> list.said().stream()
                .anyMatch(message -> message.contains(uuid) && !message.contains("\"IMPORTED\"")));
        await().atMost(PATIENCE).until(() -> one.said().stream().anyMatch(message -> message.contains("\"log\":[{")));
        assertThat(one.said()).noneMatch(message -> message.contains("\"topic\":\"jobs\""));
        list.close();
        one.close();
    }

    @Test
    void opensForNobodyWhoDoesNotSignIn() {
        assertThatThrownBy(() -> open("jobs", "REELMILL=stolen")).isInstanceOf(CompletionException.class);
    }

    @Test
    void opensForNoOtherSite() {
        Page page = open("jobs", cookie(), "Origin", "https://elsewhere.example");

        await().atMost(PATIENCE).until(() -> page.code == 1008);
        assertThat(page.said()).isEmpty();
    }

    @Test
    void endsWithTheSession() {
        Page page = open("jobs", cookie());
        page.await("beat");

        visitor.submit("logout", "leave", Map.of());

        // ours, or that of the container, which ends channels of a session as well (Jakarta WebSocket 7.2)
        await().atMost(PATIENCE).until(() -> page.code == 4401 || page.code == 1008);
    }

    /** Found by attack: it went on being told for ten minutes. */
    @Test
    @Tag("once")
    void endsWithTheAccount() {
        String name = "live" + UUID.randomUUID().toString().substring(0, 8);
        visitor = new Visitor(base);
        visitor.register(name, Visitor.PASSWORD);
        visitor.signIn(name, Visitor.PASSWORD);
        Page page = open("jobs", cookie());
        page.await("beat");

        String me =
                visitor.get("api/v1/me", Visitor.basic(name, Visitor.PASSWORD)).body();
        int account = Json.createReader(new StringReader(me)).readObject().getInt("id");
        admin.put("v1/users/" + account + "/disabled", "{\"disabled\":true}");

        await().atMost(PATIENCE).until(() -> page.code == 4401);
    }

    private String cookie() {
        return "REELMILL=" + visitor.sessionId().orElseThrow();
    }

    private Page open(String topics, String cookie, String... headers) {
        URI address = URI.create(base.toString().replaceFirst("^http", "ws"))
                .resolve("live?topics=" + topics + "&number=" + UUID.randomUUID());
        Page page = new Page();
        WebSocket.Builder builder =
                HttpClient.newHttpClient().newWebSocketBuilder().header("Cookie", cookie);
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        page.channel = builder.buildAsync(address, page).join();
        return page;
    }

    /** Keeps what it is told. */
    private static final class Page implements WebSocket.Listener {

        private final List<String> messages = Collections.synchronizedList(new ArrayList<>());
        private final StringBuilder part = new StringBuilder();
        private WebSocket channel;
        private volatile int code;

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                messages.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            code = status;
            return null;
        }

        List<String> said() {
            return List.copyOf(messages);
        }

        void await(String part) {
            org.awaitility.Awaitility.await().atMost(PATIENCE).until(() -> said().stream()
                    .anyMatch(message -> message.contains(part)));
        }

        void close() {
            channel.abort();
        }
    }
}
