package org.reelmill.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;

/** One attempt, one transaction: a unique key that is violated ends only this one. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
public class AccountInsertion {

    private final AccountRepository accounts;
    private final Audit audit;
    private final Clock clock;

    /** For CDI's proxy. */
    protected AccountInsertion() {
        this(null, null, null);
    }

    @Inject
    public AccountInsertion(AccountRepository accounts, Audit audit, Clock clock) {
        this.accounts = accounts;
        this.audit = audit;
        this.clock = clock;
    }

    Account first(String name, String hash) {
        return insert(Account.firstAdministrator(name, hash, clock.instant()), "first administrator");
    }

    Account further(String name, String hash, Role role) {
        return insert(new Account(name, role, hash, clock.instant()), role.name());
    }

    private Account insert(Account account, String detail) {
        accounts.add(account);
        audit.recordAs(account.username(), "account.register", AccountCredentials.subject(account), detail);
        return account;
    }
}
