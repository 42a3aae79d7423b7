package org.reelmill.webhook;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.LocalDateTime;
import java.util.List;

/** Somebody who is told over HTTP. */
@Entity
@Table(name = "webhook")
public class Webhook {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "webhookID")
    private Long id;

    @Column(name = "url")
    private String url;

    @Column(name = "secret")
    private String secret;

    @Column(name = "topics")
    private String topics;

    @Column(name = "active")
    private boolean active;

    @Column(name = "created")
    private LocalDateTime created;

    /** For JPA. */
    protected Webhook() {}

    Webhook(URI url, String secret, List<String> topics, LocalDateTime created) {
        change(url, topics);
        this.secret = secret;
        this.active = true;
        this.created = created;
    }

    final void change(URI wantedUrl, List<String> wantedTopics) {
        url = wantedUrl.toString();
        topics = String.join(",", wantedTopics);
    }

    public long id() {
        return id;
    }

    public String url() {
        return url;
    }

    /** Never shown again after the webhook was made. */
    String secret() {
        return secret;
    }

    public List<String> topics() {
        return List.of(topics.split(","));
    }

    /** Whether it is told of something, such as {@code job.COMPLETED}. */
    boolean wants(String topic) {
        return active && topics().stream().anyMatch(wanted -> topic.equals(wanted) || topic.startsWith(wanted + "."));
    }

    public boolean active() {
        return active;
    }

    void activate(boolean value) {
        active = value;
    }

    /** UTC. */
    public LocalDateTime created() {
        return created;
    }
}
