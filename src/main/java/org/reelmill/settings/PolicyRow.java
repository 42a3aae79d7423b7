package org.reelmill.settings;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of the table {@code policy}, which third-party front ends may write (S4.56), so it may hold anything. */
@Entity
@Table(name = "policy")
public class PolicyRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "policyID")
    private Long id;

    @Column(name = "policy")
    private String key;

    @Column(name = "value")
    private String value;

    @Column(name = "value_type")
    private String type;

    protected PolicyRow() {
        // for JPA
    }

    PolicyRow(Policy policy) {
        this.key = policy.key();
        this.value = policy.defaultValue();
        this.type = policy.kind().word();
    }

    String key() {
        return key;
    }

    String value() {
        return value;
    }
}
