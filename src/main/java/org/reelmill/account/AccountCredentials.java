package org.reelmill.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** Stores password hashes that were made outside of any transaction. */
@ApplicationScoped
@Transactional
public class AccountCredentials {

    private final AccountRepository accounts;
    private final Audit audit;

    /** For CDI's proxy. */
    protected AccountCredentials() {
        this(null, null);
    }

    @Inject
    public AccountCredentials(AccountRepository accounts, Audit audit) {
        this.accounts = accounts;
        this.audit = audit;
    }

    /** Replaces a hash by one with today's parameters, unless the password was changed meanwhile. */
    void rehash(long accountId, String oldHash, String newHash) {
        accounts.find(accountId)
                .filter(account -> account.passwordHash().equals(oldHash))
                .ifPresent(account -> account.rehash(newHash));
    }

    /** The owner chose a new password. */
    Account change(long accountId, String newHash) {
        Account account = accounts.get(accountId);
        account.changePassword(newHash);
        audit.recordAs(account.username(), "account.password", subject(account), "changed by its owner");
        return account;
    }

    /** Somebody else chose a new password for the owner. */
    Account reset(long accountId, String newHash) {
        Account account = accounts.get(accountId);
        account.resetPassword(newHash);
        audit.record("account.password", subject(account), "reset");
        return account;
    }

    static String subject(Account account) {
        return "account " + account.id() + " (" + account.username() + ")";
    }
}
