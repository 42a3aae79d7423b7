package org.reelmill.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;

/**
 * Somebody who may sign in.
 *
 * <p>The {@code credentialVersion} grows with every change of the password; sessions remember the one they began with
 * and end when it is another. The first administrator carries a mark in a unique column, so that of two first
 * registrations at the same time, on whichever nodes, the database lets one through.
 */
@Entity
@Table(name = "account")
public class Account {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Version
    private int version;

    @Column(name = "username", length = AccountName.MAX_LENGTH, nullable = false)
    private String username;

    @Column(name = "username_key", length = AccountName.MAX_LENGTH * 3, nullable = false, unique = true)
    private String usernameKey;

    @Enumerated(EnumType.STRING)
    @Column(name = "role", nullable = false)
    private Role role;

    @Column(name = "password_hash", nullable = false)
    private String passwordHash;

    @Column(name = "credential_version", nullable = false)
    private int credentialVersion;

    @Column(name = "created", nullable = false, updatable = false)
    private Instant created;

    @Column(name = "disabled", nullable = false)
    private boolean disabled;

    @Column(name = "must_change_password", nullable = false)
    private boolean mustChangePassword;

    @Enumerated(EnumType.STRING)
    @Column(name = "language", nullable = false)
    private Preferences.Language language = Preferences.USUAL.language();

    @Enumerated(EnumType.STRING)
    @Column(name = "theme", nullable = false)
    private Preferences.Theme theme = Preferences.USUAL.theme();

    /** 1 in the row of the first administrator, null in all others. */
    @Column(name = "first_administrator", unique = true, updatable = false)
    private Integer firstAdministrator;

    /** For JPA. */
    protected Account() {}

    /** @param username as {@link AccountName#checked} gives it */
    public Account(String username, Role role, String passwordHash, Instant created) {
        this.username = username;
        this.usernameKey = AccountName.key(username);
        this.role = role;
        this.passwordHash = passwordHash;
        this.created = created;
    }

    /** The one account that opens the house. */
    static Account firstAdministrator(String username, String passwordHash, Instant created) {
        Account account = new Account(username, Role.ADMIN, passwordHash, created);
        account.firstAdministrator = 1;
        return account;
    }

    /** A new password, chosen by the owner. */
    void changePassword(String newHash) {
        passwordHash = newHash;
        mustChangePassword = false;
        credentialVersion++;
    }

    /** A new password, chosen by somebody else: the owner has to choose another at the next sign-in. */
    void resetPassword(String newHash) {
        changePassword(newHash);
        demandNewPassword();
    }

    /** The password is somebody else's choice. */
    void demandNewPassword() {
        mustChangePassword = true;
    }

    /** The same password under today's parameters. */
    void rehash(String newHash) {
        passwordHash = newHash;
    }

    void changeRole(Role newRole) {
        role = newRole;
    }

    void disable() {
        disabled = true;
        credentialVersion++;
    }

    void enable() {
        disabled = false;
    }

    void prefer(Preferences preferences) {
        language = preferences.language();
        theme = preferences.theme();
    }

    public Long id() {
        return id;
    }

    public String username() {
        return username;
    }

    public Role role() {
        return role;
    }

    String passwordHash() {
        return passwordHash;
    }

    public int credentialVersion() {
        return credentialVersion;
    }

    public Instant created() {
        return created;
    }

    public boolean disabled() {
        return disabled;
    }

    public boolean mustChangePassword() {
        return mustChangePassword;
    }

    public Preferences preferences() {
        return new Preferences(language, theme);
    }

    boolean activeAdministrator() {
        return role == Role.ADMIN && !disabled;
    }
}
