package org.reelmill.live;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;

/** Something that happened. */
@Entity
@Table(name = "event")
public class LiveEvent {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "eventID")
    private Long id;

    @Column(name = "batch")
    private Long batch;

    @Column(name = "happened")
    private LocalDateTime happened;

    @Enumerated(EnumType.STRING)
    @Column(name = "type")
    private EventType type;

    @Column(name = "subject")
    private String subject;

    @Column(name = "detail")
    private String detail;

    protected LiveEvent() {
        // for JPA
    }

    /** Its place in the order in which everybody sees events. */
    public Position position() {
        return new Position(batch, id);
    }

    /** UTC by the database's clock. */
    public LocalDateTime happened() {
        return happened;
    }

    public EventType type() {
        return type;
    }

    /** What it happened to: the uuid of a job or node, the key of a policy; may be empty. */
    public String subject() {
        return subject;
    }

    /** A JSON object. */
    public String detail() {
        return detail;
    }
}
