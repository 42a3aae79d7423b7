package org.reelmill.webhook.view;

import java.io.Serializable;
import java.util.List;

/** A webhook in its editor. The properties are named as the fields of refusals. */
public class WebhookDraft implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Long id;

    private String url;
    private List<String> topics;

    /** @param id of the webhook that is edited; null: a new one */
    WebhookDraft(Long id, String url, List<String> topics) {
        this.id = id;
        this.url = url;
        this.topics = topics;
    }

    public Long getId() {
        return id;
    }

    public String getUrl() {
        return url;
    }

    public void setUrl(String url) {
        this.url = url;
    }

    public List<String> getTopics() {
        return topics;
    }

    public void setTopics(List<String> topics) {
        this.topics = topics;
    }
}
