package org.reelmill.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.tinylog.Logger;

/** Stores new accounts so that lost races have names: the database's unique keys decide them, on whichever nodes. */
@ApplicationScoped
public class AccountFounding {

    private final AccountRepository accounts;
    private final AccountInsertion insertion;

    /** For CDI's proxy. */
    protected AccountFounding() {
        this(null, null);
    }

    @Inject
    public AccountFounding(AccountRepository accounts, AccountInsertion insertion) {
        this.accounts = accounts;
        this.insertion = insertion;
    }

    /** @return empty when somebody else became the first administrator meanwhile */
    Optional<Account> tryFirst(String name, String hash) {
        try {
            return Optional.of(insertion.first(name, hash));
        } catch (RuntimeException e) {
            if (accounts.firstAdministratorExists()) {
                Logger.info("Another first registration was faster");
                return Optional.empty();
            }
            throw e;
        }
    }

    /** @throws NameTakenException when somebody has the name, or one that looks the same */
    Account further(String name, String hash, Role role) {
        accounts.requireFree(name);
        try {
            return insertion.further(name, hash, role);
        } catch (RuntimeException e) {
            if (accounts.findByName(name).isPresent()) {
                throw new NameTakenException(name);
            }
            throw e;
        }
    }
}
