package org.reelmill.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One change: who did what to which thing. Never altered, so nothing here can be set twice. */
@Entity
@Table(name = "audit_entry")
public class AuditEntry {

    static final int SUBJECT_LENGTH = 200;
    static final int DETAIL_LENGTH = 1000;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "happened", nullable = false, updatable = false)
    private Instant happened;

    @Column(name = "actor", length = AccountName.MAX_LENGTH, nullable = false, updatable = false)
    private String actor;

    @Column(name = "action", length = 64, nullable = false, updatable = false)
    private String action;

    @Column(name = "subject", length = SUBJECT_LENGTH, nullable = false, updatable = false)
    private String subject;

    @Column(name = "detail", length = DETAIL_LENGTH, nullable = false, updatable = false)
    private String detail;

    /** For JPA. */
    protected AuditEntry() {}

    AuditEntry(Instant happened, String actor, String action, String subject, String detail) {
        this.happened = happened;
        this.actor = actor;
        this.action = action;
        this.subject = shortened(subject, SUBJECT_LENGTH);
        this.detail = shortened(detail, DETAIL_LENGTH);
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    public Long id() {
        return id;
    }

    public Instant happened() {
        return happened;
    }

    /** Name of the account, or {@link org.reelmill.shared.CurrentActor#SYSTEM}. */
    public String actor() {
        return actor;
    }

    /** {@code thing.verb}. */
    public String action() {
        return action;
    }

    public String subject() {
        return subject;
    }

    public String detail() {
        return detail;
    }
}
