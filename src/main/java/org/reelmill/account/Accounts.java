package org.reelmill.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.Demands;
import org.reelmill.shared.Page;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;

/** Manages other people's accounts. There is always an administrator left who can sign in. */
@ApplicationScoped
@Transactional
@Demands(Rights.USERS)
public class Accounts {

    private final AccountRepository accounts;
    private final AccountCredentials credentials;
    private final Passwords passwords;
    private final Audit audit;
    private final Clock clock;

    /** For CDI's proxy. */
    protected Accounts() {
        this(null, null, null, null, null);
    }

    @Inject
    public Accounts(
            AccountRepository accounts, AccountCredentials credentials, Passwords passwords, Audit audit, Clock clock) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
    }

    public Page<Account> page(AccountFilter filter, AccountOrder order, int offset, int limit) {
        return accounts.page(filter, order, offset, limit);
    }

    public Optional<Account> find(long id) {
        return accounts.find(id);
    }

    /**
     * Makes an account with a first password, which its owner has to change.
     *
     * @throws ConflictException when the name is taken, or looks like one that is
     */
    public Account create(String username, String password, Role role) {
        String name = AccountName.checked(username);
        PasswordRules.check(name, password);
        accounts.requireFree(name);
        Account account = new Account(name, role, passwords.hash(password), clock.instant());
        account.demandNewPassword();
        accounts.add(account);
        audit.record("account.create", AccountCredentials.subject(account), role.name());
        return account;
    }

    /** @throws ConflictException when no administrator would be left */
    public Account changeRole(long id, Role role) {
        List<Account> administrators = accounts.lockActiveAdministrators();
        Account account = accounts.get(id);
        if (role != Role.ADMIN) {
            requireAnother(administrators, account);
        }
        audit.record("account.role", AccountCredentials.subject(account), account.role() + " to " + role);
        account.changeRole(role);
        return account;
    }

    /**
     * Switches an account off, at once and with its sessions and tokens, or on again.
     *
     * @throws ConflictException when no administrator would be left
     */
    public Account disable(long id, boolean disabled) {
        List<Account> administrators = accounts.lockActiveAdministrators();
        Account account = accounts.get(id);
        if (disabled) {
            requireAnother(administrators, account);
            account.disable();
        } else {
            account.enable();
        }
        audit.record("account.disable", AccountCredentials.subject(account), String.valueOf(disabled));
        return account;
    }

    /** Gives an account another password, which its owner has to change; its sessions end. */
    public Account resetPassword(long id, String password) {
        PasswordRules.check(accounts.get(id).username(), password);
        return credentials.reset(id, passwords.hash(password));
    }

    private static void requireAnother(List<Account> administrators, Account account) {
        if (account.activeAdministrator() && administrators.size() <= 1) {
            throw new ConflictException(Sentence.of("account.refusal.lastAdministrator"));
        }
    }
}
