package org.reelmill.webhook;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import java.util.Optional;

/** Something that one webhook is still to be told, or could not be told. Changed only by the statements of {@link WebhookRepository}. */
@Entity
@Table(name = "webhook_delivery")
public class WebhookDelivery {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "deliveryID")
    private Long id;

    @Column(name = "fk_webhookID")
    private long webhookId;

    @Column(name = "subject")
    private String subject;

    @Column(name = "topic")
    private String topic;

    @Column(name = "body")
    private String body;

    @Column(name = "created")
    private LocalDateTime created;

    @Column(name = "state")
    private String state;

    @Column(name = "attempts")
    private int attempts;

    @Column(name = "fence")
    private long fence;

    @Column(name = "trouble")
    private String trouble;

    /** For JPA. */
    protected WebhookDelivery() {}

    public long id() {
        return id;
    }

    public long webhookId() {
        return webhookId;
    }

    /** The job or item that it is about. */
    public String subject() {
        return subject;
    }

    /** Such as {@code job.COMPLETED}. */
    public String topic() {
        return topic;
    }

    public String body() {
        return body;
    }

    /** UTC by the database's clock. */
    public LocalDateTime created() {
        return created;
    }

    /** PENDING or DEAD. */
    public String state() {
        return state;
    }

    public int attempts() {
        return attempts;
    }

    long fence() {
        return fence;
    }

    /** What the last attempt met; empty before the first. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }
}
