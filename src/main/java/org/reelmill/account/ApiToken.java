package org.reelmill.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A key for programs. Only the hash of its secret is kept. */
@Entity
@Table(name = "api_token")
public class ApiToken {

    /** Longest name and longest client id, in characters. */
    public static final int MAX_LENGTH = 64;

    /** The last use is kept this coarsely, to spare the database a write for each request. */
    private static final Duration LAST_USED_STEP = Duration.ofMinutes(1);

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @ManyToOne(fetch = FetchType.EAGER, optional = false)
    @JoinColumn(name = "account_id", nullable = false, updatable = false)
    private Account account;

    @Column(name = "name", length = MAX_LENGTH, nullable = false)
    private String name;

    @Enumerated(EnumType.STRING)
    @Column(name = "role", nullable = false, updatable = false)
    private Role role;

    @Column(name = "client_id", length = MAX_LENGTH, updatable = false)
    private String clientId;

    @Column(name = "secret_hash", length = 64, nullable = false, unique = true, updatable = false)
    private String secretHash;

    @Column(name = "created", nullable = false, updatable = false)
    private Instant created;

    @Column(name = "expires", nullable = false, updatable = false)
    private Instant expires;

    @Column(name = "last_used")
    private Instant lastUsed;

    @Column(name = "revoked")
    private Instant revoked;

    /** For JPA. */
    protected ApiToken() {}

    ApiToken(Account account, ApiTokens.Wish wish, String secretHash, Instant created) {
        this.account = account;
        this.name = wish.name();
        this.role = wish.role();
        this.clientId = wish.clientId().orElse(null);
        this.secretHash = secretHash;
        this.created = created;
        this.expires = wish.expires();
    }

    /** Whether it opens anything: not revoked, not expired, and its account not disabled. */
    public boolean usableAt(Instant now) {
        return revoked == null && now.isBefore(expires) && !account.disabled();
    }

    void revoke(Instant now) {
        if (revoked == null) {
            revoked = now;
        }
    }

    boolean lastUseIsOld(Instant now) {
        return lastUsed == null || lastUsed.plus(LAST_USED_STEP).isBefore(now);
    }

    void used(Instant now) {
        lastUsed = now;
    }

    public Long id() {
        return id;
    }

    public Account account() {
        return account;
    }

    public String name() {
        return name;
    }

    /** The most that it may do, whatever its account may. */
    public Role role() {
        return role;
    }

    public Optional<String> clientId() {
        return Optional.ofNullable(clientId);
    }

    public Instant created() {
        return created;
    }

    public Instant expires() {
        return expires;
    }

    public Optional<Instant> lastUsed() {
        return Optional.ofNullable(lastUsed);
    }

    public Optional<Instant> revoked() {
        return Optional.ofNullable(revoked);
    }
}
