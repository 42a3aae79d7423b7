package org.reelmill.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.reelmill.shared.Demands;
import org.reelmill.shared.Json;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Uuids;
import org.tinylog.Logger;

/**
 * Tells webhooks what waits for them. Any node may do it: a delivery is claimed by one conditional update, and of one job or item the oldest
 * comes first. Whoever does not answer 2xx is asked again, ever later, for about a day.
 */
@ApplicationScoped
public class WebhookSender {

    /** Seconds until the next attempt; after the last one a delivery is dead. */
    static final List<Integer> BACK_OFF = List.of(5, 30, 120, 600, 1800, 3600, 7200, 14_400, 28_800, 28_800);

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /** Longer than an attempt can last. */
    private static final int LEASE_SECONDS = 60;

    private static final int AT_A_TIME = 20;
    private static final int LONGEST_TROUBLE = 500;

    private final Webhooks webhooks;
    private final WebhookRepository repository;
    private final Event<DeliveryDied> died;
    private final Clock clock;

    // a redirection could lead anywhere; whoever moves is told so
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Inject
    WebhookSender(Webhooks webhooks, WebhookRepository repository, Event<DeliveryDied> died, Clock clock) {
        this.webhooks = webhooks;
        this.repository = repository;
        this.died = died;
        this.clock = clock;
    }

    /** For CDI's proxy. */
    protected WebhookSender() {
        this(null, null, null, null);
    }

    /** Tells what is due. Outside transactions: nothing is locked while somebody answers. */
    public void tick() {
        repository.all().forEach(this::tell);
    }

    /** Whoever does not take one is not asked to take the next ones now: others wait as well. */
    private void tell(Webhook webhook) {
        for (long id : repository.due(webhook, AT_A_TIME)) {
            Optional<WebhookDelivery> claimed = repository.claim(id, LEASE_SECONDS);
            if (claimed.isPresent() && !tell(webhook, claimed.get())) {
                return;
            }
        }
    }

    /**
     * Tells a webhook of nothing, signed as always, to see whether it answers; also while it is paused. Once, at once, and outside transactions.
     *
     * @return what went wrong
     * @throws NotFoundException no such webhook
     */
    @Demands(Rights.SETTINGS)
    public Optional<String> test(long id) {
        String body = Json.object()
                .add("type", "test")
                .add("timestamp", clock.instant().toString())
                .add("data", Json.object())
                .build()
                .toString();
        return send(webhooks.get(id), "test_" + Uuids.random(), body);
    }

    /** @return whether it was taken */
    private boolean tell(Webhook webhook, WebhookDelivery delivery) {
        Optional<String> trouble = send(webhook, "msg_" + delivery.id(), delivery.body());
        if (trouble.isEmpty()) {
            repository.taken(delivery);
            return true;
        }
        Optional<Integer> again = delivery.attempts() > BACK_OFF.size()
                ? Optional.empty()
                : Optional.of(BACK_OFF.get(delivery.attempts() - 1));
        repository.failed(delivery, cut(trouble.get()), again);
        if (again.isEmpty()) {
            died.fire(new DeliveryDied(webhook.id()));
        }
        Logger.warn(
                "Webhook {} was not told of {} {} ({}, attempt {})",
                webhook.url(),
                delivery.topic(),
                delivery.subject(),
                trouble.get(),
                delivery.attempts());
        return false;
    }

    /** @return what went wrong */
    private Optional<String> send(Webhook webhook, String id, String body) {
        long timestamp = clock.instant().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(URI.create(webhook.url()))
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Reelmill")
                .header("webhook-id", id)
                .header("webhook-timestamp", String.valueOf(timestamp))
                .header("webhook-signature", Signature.of(webhook.secret(), id, timestamp, body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            // what follows the head of an answer is of no interest, and could take for ever
            answer.body().close();
            return answer.statusCode() / 100 == 2
                    ? Optional.empty()
                    : Optional.of("HTTP status " + answer.statusCode());
        } catch (IOException e) {
            return Optional.of(words(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("The server stopped");
        }
    }

    /** What the client throws says little: where nobody listens its exception has no message at all. */
    private static String words(IOException trouble) {
        if (trouble instanceof HttpTimeoutException) {
            return "No answer within " + ANSWER.toSeconds() + " s";
        }
        if (trouble instanceof ConnectException) {
            return Stream.iterate((Throwable) trouble, Objects::nonNull, Throwable::getCause)
                            .anyMatch(UnresolvedAddressException.class::isInstance)
                    ? "The name of the server is not known"
                    : "The server takes no connection";
        }
        return Optional.ofNullable(trouble.getMessage())
                .orElse(trouble.getClass().getSimpleName());
    }

    private static String cut(String trouble) {
        return trouble.length() > LONGEST_TROUBLE ? trouble.substring(0, LONGEST_TROUBLE) : trouble;
    }
}
