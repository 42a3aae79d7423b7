package org.reelmill.account;

import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tinylog.Logger;

/**
 * Finds out whether a name and a password belong together. Not transactional: hashing takes a good part of a second,
 * during which no database connection should be held.
 */
@ApplicationScoped
public class SignIn {

    private final AccountRepository accounts;
    private final AccountCredentials credentials;
    private final Passwords passwords;
    private final SignInThrottle throttle;

    /** Checked for names that nobody has, so that they take as long as a wrong password. */
    private final String nobodysHash;

    /** For CDI's proxy. */
    protected SignIn() {
        this.accounts = null;
        this.credentials = null;
        this.passwords = null;
        this.throttle = null;
        this.nobodysHash = null;
    }

    @Inject
    public SignIn(
            AccountRepository accounts, AccountCredentials credentials, Passwords passwords, SignInThrottle throttle) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.passwords = passwords;
        this.throttle = throttle;
        this.nobodysHash = passwords.hash(RandomSecret.token());
    }

    /** What came of an attempt. */
    public sealed interface Outcome permits Accepted, Refused, Disabled, Throttled {}

    /** Name and password belong together. */
    public record Accepted(Account account) implements Outcome {

        public Caller caller(Caller.Means means) {
            return Caller.byPassword(account, means);
        }
    }

    /** They do not; which of them is wrong is not told. */
    public record Refused() implements Outcome {}

    /** They do, but the account is switched off. */
    public record Disabled() implements Outcome {}

    /** Too many failures: nothing was checked. */
    public record Throttled(Duration delay) implements Outcome {

        /** Whole seconds, rounded up: after them the next attempt is let through. */
        public long seconds() {
            return delay.plusSeconds(1).minusNanos(1).toSeconds();
        }
    }

    /** @param address of the other end of the connection */
    public Outcome withPassword(String username, String password, String address) {
        Duration wait = throttle.attempt(username, address);
        if (!wait.isZero()) {
            Logger.warn("Sign-in from {} is slowed down after too many failures", address);
            return new Throttled(wait);
        }
        Optional<Account> account = find(username, address);
        String hash = account.map(Account::passwordHash).orElse(nobodysHash);
        boolean right = password.length() <= PasswordRules.MAX_LENGTH && passwords.matches(password, hash);
        if (account.isEmpty() || !right) {
            return new Refused();
        }
        throttle.succeeded(username, address);
        if (account.get().disabled()) {
            return new Disabled();
        }
        if (passwords.outdated(hash)) {
            credentials.rehash(account.get().id(), hash, passwords.hash(password));
        }
        return new Accepted(account.get());
    }

    /** Nobody has failed whose account could not be looked up. */
    private Optional<Account> find(String username, String address) {
        try {
            return accounts.findByName(username);
        } catch (RuntimeException e) {
            throttle.takeBack(username, address);
            throw e;
        }
    }

    /** How often the passwords of these accounts were changed, by their numbers; those that are gone or disabled are left out. */
    @Transactional
    public Map<Long, Integer> credentialVersions(Set<Long> ids) {
        return accounts.enabled(ids).stream().collect(toMap(Account::id, Account::credentialVersion));
    }

    /**
     * Who a session belongs to now.
     *
     * @param credentialVersion that the session began with
     * @return empty when the account is gone or disabled, or its password another since
     */
    public Optional<Caller> ofSession(long accountId, int credentialVersion) {
        return accounts.find(accountId)
                .filter(account -> !account.disabled() && account.credentialVersion() == credentialVersion)
                .map(account -> Caller.byPassword(account, Caller.Means.SESSION));
    }
}
