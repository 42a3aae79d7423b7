package org.reelmill.settings;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A policy got another value through the application. What is written into the table by SQL is not here. */
@Entity
@Table(name = "policy_change")
public class PolicyChange {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "id")
    private Long id;

    @Column(name = "policy", nullable = false, updatable = false)
    private String key;

    @Column(name = "value_before", nullable = false, updatable = false)
    private String before;

    @Column(name = "value_after", nullable = false, updatable = false)
    private String after;

    @Column(name = "actor", nullable = false, updatable = false)
    private String actor;

    @Column(name = "changed", nullable = false, updatable = false)
    private Instant changed;

    protected PolicyChange() {
        // for JPA
    }

    PolicyChange(Policy policy, String before, String after, String actor, Instant changed) {
        this.key = policy.key();
        this.before = before;
        this.after = after;
        this.actor = actor;
        this.changed = changed;
    }

    public long id() {
        return id;
    }

    /** Of the policy; one that has been retired since may be among them. */
    public String key() {
        return key;
    }

    public String before() {
        return before;
    }

    public String after() {
        return after;
    }

    /** Name of the account, or {@link org.reelmill.shared.CurrentActor#SYSTEM}. */
    public String actor() {
        return actor;
    }

    public Instant changed() {
        return changed;
    }
}
