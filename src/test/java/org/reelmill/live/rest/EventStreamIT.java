package org.reelmill.live.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.RestClient;
import org.reelmill.testing.Visitor;

/** Programs that listen, over real HTTP. What happens is that a policy is set. */
@RunAsClient
class EventStreamIT extends ReelmillIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String EVENTS = "api/v1/events";
    private static final String POLICY = "v1/policies/settleSeconds";

    @ArquillianResource
    private URL base;

    /** A connection for each: over one of HTTP/2 a server takes but a hundred streams. */
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RestClient admin;
    private String[] identity;
    private int value = 5;

    /** By a token: to check a password takes its time, and many listen here. */
    @BeforeEach
    void signIn() {
        admin = RestClient.administrator(base);
        String secret = admin.post("v1/tokens", "{\"name\":\"ears\",\"role\":\"VIEWER\"}")
                .json()
                .getString("secret");
        identity = Visitor.bearer(secret);
    }

    @AfterEach
    void setBack() {
        admin.put(POLICY, "{\"value\":5}");
    }

    @Test
    void tellsWhatHappensAndWhatWasMissed() {
        String before = last();
        happen();
        try (Ear ear = listen(EVENTS + "?types=policy", before)) {
            ear.await("event: policy");
            String first = ear.ids().get(0);
            happen();
            await().atMost(PATIENCE).until(() -> ear.ids().size() >= 2);
            assertThat(ear.text()).contains("\"subject\":\"settleSeconds\"").doesNotContain("event: job");
            assertThat(ear.header("Content-Type")).startsWith("text/event-stream");

            try (Ear again = listen(EVENTS + "?types=policy", first)) {
                await().atMost(PATIENCE).until(() -> !again.ids().isEmpty());
                assertThat(again.ids().get(0)).isEqualTo(ear.ids().get(1));
            }
        }
    }

    @Test
    void givesListsToThoseWhoRatherAsk() {
        String before = last();
        happen();

        await().atMost(PATIENCE).until(() -> !list(before).isEmpty());
        assertThat(list(before))
                .allMatch(event -> event.getString("type").equals("policy"))
                .anyMatch(event -> event.getString("subject").equals("settleSeconds")
                        && event.getJsonObject("detail").containsKey("after"));
        assertThat(admin.get("v1/events?after=now").status()).isEqualTo(400);
        assertThat(admin.get("v1/events?limit=0").status()).isEqualTo(400);
        RestClient.Answer wrong = admin.get("v1/events?types=weather", "Accept", "text/event-stream, application/json");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().getString("field")).isEqualTo("types");
    }

    /** S1.13: what old listeners read stands in the message, what programs need beside it. */
    @Test
    void tellsOfUploadsAndThumbnailsAsTheOldSystemDid() {
        String name = "no \"film\" " + UUID.randomUUID() + ".mp4";
        String before = last();
        try (Ear ear = listen("stream", before);
                Ear other = listen("stream?channel=thumbnail", before)) {
            upload(name);
            ear.await("is failed");
            String told = "upload of file named " + name.replace("\"", "\\\"") + " is ";
            assertThat(ear.text())
                    .contains("event: job_status")
                    .containsSubsequence(
                            "\"message\":\"" + told + "queued\"",
                            "\"status\":\"QUEUED\"",
                            "\"message\":\"" + told + "failed\",\"kind\":\"video\",\"id\":",
                            "\"status\":\"FAILED\",\"progress\":0");
            try (Ear again = listen("stream", ear.ids().get(0))) {
                again.await("is failed");
                assertThat(again.text()).doesNotContain("is queued");
            }
            assertThat(other.text()).doesNotContain("job_status");
        }
    }

    private void upload(String name) {
        assertThat(admin.postNoFilm(name).status()).isEqualTo(415);
    }

    @Test
    void isForNobodyWhoDoesNotSignIn() {
        RestClient.Answer answer = RestClient.nobody(base).get("v1/events", "Accept", "text/event-stream");

        assertThat(answer.status()).isEqualTo(401);
    }

    /** More than a server has threads. */
    @Test
    @Tag("once")
    void manyMayListenAtOnce() {
        List<Ear> ears = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                ears.add(listen(EVENTS + "?types=policy", null));
            }
            await().atMost(PATIENCE)
                    .until(() -> ears.stream().allMatch(ear -> ear.text().contains("retry:")));
            // who asks for nothing of the past is told from the next second on: what comes then, all hear
            await().atMost(PATIENCE).until(() -> {
                happen();
                return ears.stream().allMatch(ear -> ear.text().contains("event: policy"));
            });
        } finally {
            ears.forEach(Ear::close);
        }
    }

    /** A value that is what it was would be no change. */
    private void happen() {
        value = value == 5 ? 6 : 5;
        assertThat(admin.put(POLICY, "{\"value\":" + value + "}").status()).isEqualTo(200);
    }

    /** Id of the last event so far. */
    private String last() {
        String next = "0-0";
        String known;
        do {
            known = next;
            next = admin.get("v1/events?limit=500&after=" + known).json().getString("next");
        } while (!next.equals(known));
        return known;
    }

    private List<JsonObject> list(String after) {
        return admin.get("v1/events?types=policy&limit=500&after=" + after)
                .json()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
    }

    private Ear listen(String address, String known) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(base.toString()).resolve(address))
                .headers(identity)
                .header("Accept", "text/event-stream");
        Optional.ofNullable(known).ifPresent(id -> request.header("Last-Event-ID", id));
        Ear ear = new Ear();
        ear.answer = http.sendAsync(request.build(), ear);
        return ear;
    }

    /** Reads what comes, line by line, until it has heard enough. */
    private static final class Ear implements HttpResponse.BodyHandler<Void>, Flow.Subscriber<String>, AutoCloseable {

        private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
        private final CompletableFuture<HttpResponse.ResponseInfo> head = new CompletableFuture<>();
        private CompletableFuture<HttpResponse<Void>> answer;
        private volatile Flow.Subscription subscription;

        @Override
        public HttpResponse.BodySubscriber<Void> apply(HttpResponse.ResponseInfo info) {
            head.complete(info);
            return HttpResponse.BodySubscribers.fromLineSubscriber(this);
        }

        @Override
        public void onSubscribe(Flow.Subscription made) {
            subscription = made;
            made.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            lines.add(line);
        }

        @Override
        public void onError(Throwable cause) {
            lines.add("failed: " + cause);
        }

        @Override
        public void onComplete() {
            lines.add("ended");
        }

        String header(String name) {
            return head.join().headers().firstValue(name).orElse("");
        }

        String text() {
            synchronized (lines) {
                return String.join("\n", lines);
            }
        }

        /** Of events; what a heartbeat says is left out. */
        List<String> ids() {
            return Stream.of(text().split("\n\n"))
                    .filter(block -> block.contains("event: "))
                    .flatMap(String::lines)
                    .filter(line -> line.startsWith("id: "))
                    .map(line -> line.substring(4))
                    .collect(Collectors.toList());
        }

        void await(String part) {
            org.awaitility.Awaitility.await().atMost(PATIENCE).until(() -> text().contains(part));
        }

        @Override
        public void close() {
            if (subscription != null) {
                subscription.cancel();
            }
            answer.cancel(true);
        }
    }
}
