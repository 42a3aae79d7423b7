package org.reelmill.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.reelmill.conversion.ItemChanged;
import org.reelmill.pipeline.JobChanged;
import org.reelmill.pipeline.JobStatus;
import org.reelmill.shared.ChangeMade;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.Demands;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Json;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Page;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;

/**
 * Who is told over HTTP what becomes of jobs and items. What is to be told is a row, written in the transaction of the change: it is told if
 * and only if the change is, at least once, and in the order of each job or item.
 */
@ApplicationScoped
@Transactional
public class Webhooks {

    private static final int LONGEST_URL = 1000;

    /** What can be asked for: all of jobs, what becomes of them, and items. */
    public static final List<String> TOPICS = Stream.of(
                    Stream.of("job"),
                    Arrays.stream(JobStatus.values()).map(status -> "job." + status.name()),
                    Stream.of("job.REMOVED", "item"))
            .flatMap(topics -> topics)
            .toList();

    private final WebhookRepository repository;
    private final Event<ChangeMade> changes;
    private final Clock clock;

    @Inject
    Webhooks(WebhookRepository repository, Event<ChangeMade> changes, Clock clock) {
        this.repository = repository;
        this.changes = changes;
        this.clock = clock;
    }

    /** For CDI's proxy. */
    protected Webhooks() {
        this(null, null, null);
    }

    /** @param secret shown this once */
    public record Made(Webhook webhook, String secret) {}

    @Demands(Rights.SETTINGS)
    public List<Webhook> all() {
        return repository.all();
    }

    /** @throws InvalidInputException the address is none of HTTP, or nothing or something unknown is asked for */
    @Demands(Rights.SETTINGS)
    public Made add(String url, List<String> topics) {
        checkTopics(topics);
        String secret = Signature.newSecret();
        Webhook webhook = new Webhook(address(url), secret, topics, LocalDateTime.now(clock));
        repository.add(webhook);
        changes.fire(new ChangeMade("webhook.add", webhook.url(), String.join(",", topics)));
        return new Made(webhook, secret);
    }

    /**
     * What waits for it goes to the new address; its secret stays.
     *
     * @throws InvalidInputException as {@link #add}
     * @throws NotFoundException no such webhook
     */
    @Demands(Rights.SETTINGS)
    public Webhook change(long id, String url, List<String> topics) {
        checkTopics(topics);
        Webhook webhook = get(id);
        webhook.change(address(url), topics);
        changes.fire(new ChangeMade("webhook.change", webhook.url(), String.join(",", topics)));
        return webhook;
    }

    /**
     * As {@link #change(long, String, List)}, in view of what it was.
     *
     * @throws ConflictException it is another by now
     */
    @Demands(Rights.SETTINGS)
    public Webhook change(long id, String url, List<String> topics, String seenUrl, List<String> seenTopics) {
        Webhook now = get(id);
        if (!now.url().equals(seenUrl) || !now.topics().equals(seenTopics)) {
            throw ConflictException.changedMeanwhile();
        }
        return change(id, url, topics);
    }

    /** @throws NotFoundException no such webhook */
    @Demands(Rights.SETTINGS)
    public Webhook activate(long id, boolean active) {
        Webhook webhook = get(id);
        webhook.activate(active);
        changes.fire(new ChangeMade("webhook.activate", webhook.url(), String.valueOf(active)));
        return webhook;
    }

    /** With all that it was to be told. @throws NotFoundException no such webhook */
    @Demands(Rights.SETTINGS)
    public void remove(long id) {
        Webhook webhook = get(id);
        repository.remove(webhook);
        changes.fire(new ChangeMade("webhook.remove", webhook.url(), ""));
    }

    /** @param dead what could not be told and is not tried any more; else what waits */
    @Demands(Rights.SETTINGS)
    public Page<WebhookDelivery> deliveries(boolean dead, int offset, int limit) {
        return repository.deliveries(dead ? "DEAD" : "PENDING", offset, limit);
    }

    /** Tries a dead delivery again, from the beginning. @throws NotFoundException no such dead delivery */
    @Demands(Rights.SETTINGS)
    public void retry(long delivery) {
        require(delivery, repository.revive(delivery));
        changes.fire(new ChangeMade("webhook.retry", "delivery " + delivery, ""));
    }

    /** Tries all dead deliveries again. @return how many */
    @Demands(Rights.SETTINGS)
    public int retryAll() {
        int all = repository.reviveAll();
        changes.fire(new ChangeMade("webhook.retry", all + " deliveries", ""));
        return all;
    }

    /** @throws NotFoundException no such dead delivery */
    @Demands(Rights.SETTINGS)
    public void forget(long delivery) {
        require(delivery, repository.forget(delivery));
        changes.fire(new ChangeMade("webhook.forget", "delivery " + delivery, ""));
    }

    void job(@Observes JobChanged change) {
        String status = change.status() == null ? "REMOVED" : change.status().name();
        tell(
                "job." + status,
                change.job().toString(),
                Json.object()
                        .add("job", change.job().toString())
                        .add("status", status)
                        .add("paused", change.paused())
                        .add("priority", change.priority()));
    }

    void item(@Observes ItemChanged change) {
        change.item()
                .ifPresent(item -> tell("item", item.toString(), Json.object().add("item", item.toString())));
    }

    private void tell(String topic, String subject, JsonObjectBuilder detail) {
        List<Webhook> who = repository.all().stream()
                .filter(webhook -> webhook.wants(topic))
                .toList();
        if (!who.isEmpty()) {
            String body = Json.object()
                    .add("type", topic)
                    .add("timestamp", clock.instant().toString())
                    .add("data", detail)
                    .build()
                    .toString();
            who.forEach(webhook -> repository.enqueue(webhook, subject, topic, body));
        }
    }

    private static void checkTopics(List<String> topics) {
        if (topics.isEmpty() || !TOPICS.containsAll(topics)) {
            throw new InvalidInputException("topics", Sentence.of("webhook.refusal.topics", String.join(", ", TOPICS)));
        }
    }

    /** @throws NotFoundException no such webhook */
    @Demands(Rights.SETTINGS)
    public Webhook get(long id) {
        return repository.find(id).orElseThrow(() -> new NotFoundException(Sentence.of("webhook.refusal.none", id)));
    }

    private static void require(long delivery, boolean there) {
        if (!there) {
            throw new NotFoundException(Sentence.of("webhook.refusal.noDelivery", delivery));
        }
    }

    private static URI address(String url) {
        try {
            URI address = new URI(url.strip());
            if (("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null
                    && address.getUserInfo() == null
                    && url.length() <= LONGEST_URL) {
                return address;
            }
        } catch (URISyntaxException e) {
            // refused below, in the same words
        }
        throw new InvalidInputException("url", Sentence.of("webhook.refusal.url"));
    }
}
