package org.reelmill.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.reelmill.shared.ForbiddenException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Sentence;

/** What people do with their own account. */
@ApplicationScoped
public class OwnAccount {

    private final AccountRepository accounts;
    private final SignIn signIn;
    private final AccountCredentials credentials;
    private final Passwords passwords;

    /** For CDI's proxy. */
    protected OwnAccount() {
        this(null, null, null, null);
    }

    @Inject
    public OwnAccount(AccountRepository accounts, SignIn signIn, AccountCredentials credentials, Passwords passwords) {
        this.accounts = accounts;
        this.signIn = signIn;
        this.credentials = credentials;
        this.passwords = passwords;
    }

    /**
     * Changes the caller's password. All of the account's sessions end.
     *
     * @return the account, for a session to go on with
     * @throws InvalidInputException when the current password is wrong or the new one breaks a rule
     */
    public Account changePassword(Caller caller, String current, String wanted, String address) {
        if (caller.means() == Caller.Means.TOKEN) {
            throw new ForbiddenException(Sentence.of("account.refusal.passwordByToken"));
        }
        PasswordRules.check(caller.username(), wanted);
        if (wanted.equals(current)) {
            throw new InvalidInputException("password", Sentence.of("account.refusal.samePassword"));
        }
        SignIn.Outcome outcome = signIn.withPassword(caller.username(), current == null ? "" : current, address);
        if (outcome instanceof SignIn.Throttled throttled) {
            throw new InvalidInputException(
                    "currentPassword", Sentence.of("account.refusal.throttled", throttled.seconds()));
        }
        if (!(outcome instanceof SignIn.Accepted)) {
            throw new InvalidInputException("currentPassword", Sentence.of("account.refusal.wrongPassword"));
        }
        return credentials.change(caller.accountId(), passwords.hash(wanted));
    }

    /** How the pages shall look to the caller from now on; nobody else is concerned, so it is not audited. */
    @Transactional
    public Account prefer(Caller caller, Preferences preferences) {
        Account account = accounts.get(caller.accountId());
        account.prefer(preferences);
        return account;
    }
}
