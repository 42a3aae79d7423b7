package org.reelmill.webhook.view;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.omnifaces.cdi.ViewScoped;
import org.primefaces.PrimeFaces;
import org.reelmill.shared.view.PageMessages;
import org.reelmill.shared.view.PageTable;
import org.reelmill.webhook.Webhook;
import org.reelmill.webhook.WebhookDelivery;
import org.reelmill.webhook.WebhookSender;
import org.reelmill.webhook.Webhooks;

/** Who is told over HTTP, the editor of one of them, and what could not be told. */
@Named
@ViewScoped
public class WebhooksBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String FORM = "editor";
    private static final String STATUS = "job.";

    private final Webhooks webhooks;
    private final WebhookSender sender;
    private final PageTable<WebhookDelivery> dead;

    private WebhookDraft draft = new WebhookDraft(null, "", List.of());
    private WebhookDraft seen = draft;
    private String secret;

    /** For CDI's proxy. */
    protected WebhooksBacking() {
        this(null, null);
    }

    @Inject
    public WebhooksBacking(Webhooks webhooks, WebhookSender sender) {
        this.webhooks = webhooks;
        this.sender = sender;
        this.dead = new PageTable<>(
                (offset, limit, sorting) -> webhooks.deliveries(true, offset, limit),
                delivery -> String.valueOf(delivery.id()));
    }

    public List<Webhook> getAll() {
        return webhooks.all();
    }

    public PageTable<WebhookDelivery> getDead() {
        return dead;
    }

    /** How much is still to be told. */
    public long getWaiting() {
        return webhooks.deliveries(false, 0, 1).total();
    }

    /** The addresses of webhooks by their numbers. */
    public Map<Long, String> getAddresses() {
        return getAll().stream().collect(Collectors.toMap(Webhook::id, Webhook::url));
    }

    public void add() {
        edit(null, "", List.of());
    }

    public void edit(long id) {
        PageMessages.attempt("", () -> {
            Webhook webhook = webhooks.get(id);
            edit(id, webhook.url(), webhook.topics());
        });
    }

    private void edit(Long id, String url, List<String> topics) {
        secret = null;
        draft = new WebhookDraft(id, url, topics);
        seen = new WebhookDraft(id, url, topics);
        PrimeFaces.current().ajax().addCallbackParam("edit", true);
    }

    /** Shows the secret of a new one for the only time. */
    public void save() {
        boolean saved = PageMessages.attempt(FORM, () -> {
            if (draft.getId() == null) {
                secret = webhooks.add(draft.getUrl(), draft.getTopics()).secret();
            } else {
                webhooks.change(draft.getId(), draft.getUrl(), draft.getTopics(), seen.getUrl(), seen.getTopics());
            }
        });
        if (saved) {
            PageMessages.info("webhook.saved");
        } else {
            getAll().stream()
                    .filter(webhook -> Objects.equals(webhook.id(), draft.getId()))
                    .forEach(webhook -> seen = new WebhookDraft(webhook.id(), webhook.url(), webhook.topics()));
        }
    }

    /** Asks it at once whether it takes what it is sent. */
    public void test(long id) {
        PageMessages.attempt("", () -> {
            Optional<String> trouble = sender.test(id);
            if (trouble.isEmpty()) {
                PageMessages.info("webhook.answered");
            } else {
                PageMessages.error("webhook.failed", PageMessages.recorded(trouble.get()));
            }
        });
    }

    public void activate(long id, boolean active) {
        secret = null;
        if (PageMessages.attempt("", () -> webhooks.activate(id, active))) {
            PageMessages.info(active ? "webhook.isActive" : "webhook.isPaused");
        }
    }

    public void remove(long id) {
        secret = null;
        if (PageMessages.attempt("", () -> webhooks.remove(id))) {
            PageMessages.info("webhook.removed");
        }
    }

    public void retry(long delivery) {
        if (PageMessages.attempt("", () -> webhooks.retry(delivery))) {
            PageMessages.info("webhook.retried");
        }
    }

    public void retryAll() {
        PageMessages.attempt("", () -> PageMessages.info("webhook.allRetried", webhooks.retryAll()));
    }

    public void drop(long delivery) {
        if (PageMessages.attempt("", () -> webhooks.forget(delivery))) {
            PageMessages.info("webhook.dropped");
        }
    }

    /** A topic in words. */
    public String label(String topic) {
        return topic.startsWith(STATUS)
                ? PageMessages.text(
                        "webhook.topic.status",
                        PageMessages.text("pipeline.status." + topic.substring(STATUS.length())))
                : PageMessages.text("webhook.topic." + topic);
    }

    public List<String> getTopics() {
        return Webhooks.TOPICS;
    }

    public WebhookDraft getDraft() {
        return draft;
    }

    /** Of the webhook that was just made; gone with the next click. */
    public String getSecret() {
        return secret;
    }
}
