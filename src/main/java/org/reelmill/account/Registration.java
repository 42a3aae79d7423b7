package org.reelmill.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.shared.ForbiddenException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Sentence;

/**
 * People make themselves an account. The first one becomes the administrator; until he exists, only somebody on this
 * machine, or who has the one-time code out of this node's log, may register.
 */
@ApplicationScoped
public class Registration {

    private final AccountRepository accounts;
    private final AccountFounding founding;
    private final FirstAdministratorCode code;
    private final Policies policies;
    private final Passwords passwords;
    private final SignInThrottle throttle;

    /** For CDI's proxy. */
    protected Registration() {
        this(null, null, null, null, null, null);
    }

    @Inject
    public Registration(
            AccountRepository accounts,
            AccountFounding founding,
            FirstAdministratorCode code,
            Policies policies,
            Passwords passwords,
            SignInThrottle throttle) {
        this.accounts = accounts;
        this.founding = founding;
        this.code = code;
        this.policies = policies;
        this.passwords = passwords;
        this.throttle = throttle;
    }

    /**
     * Who wants in.
     *
     * @param code the one-time code, if one was typed
     */
    public record Applicant(String username, String password, Optional<String> code, Origin origin) {}

    /** Whether nobody has registered yet: the next account becomes the administrator. */
    public boolean awaitsFirstAdministrator() {
        return !accounts.firstAdministratorExists();
    }

    /** Whether the form should be shown. */
    public boolean offered() {
        return awaitsFirstAdministrator() || open();
    }

    /** Whether the form should ask for the one-time code. */
    public boolean needsCode(Origin origin) {
        return awaitsFirstAdministrator() && !origin.local();
    }

    /**
     * Makes the account.
     *
     * @throws InvalidInputException when a name or password breaks a rule
     * @throws NameTakenException when somebody has the name
     * @throws ForbiddenException when registration is closed, or the code is missing or wrong
     */
    public Account register(Applicant applicant) {
        String name = AccountName.checked(applicant.username());
        PasswordRules.check(name, applicant.password());
        Duration wait = throttle.attempt(applicant.origin().address());
        if (!wait.isZero()) {
            throw new ForbiddenException(
                    Sentence.of("account.refusal.throttled", new SignIn.Throttled(wait).seconds()));
        }
        requireAdmission(applicant);
        String hash = passwords.hash(applicant.password());
        return awaitsFirstAdministrator() ? first(applicant, name, hash) : further(name, hash);
    }

    /** Makes the administrator whom the configuration names, unless there is one. */
    Optional<Account> registerConfigured(String username, String password) {
        if (!awaitsFirstAdministrator()) {
            return Optional.empty();
        }
        String name = AccountName.checked(username);
        PasswordRules.check(name, password);
        return founding.tryFirst(name, passwords.hash(password));
    }

    private boolean open() {
        return policies.current().isOn(Policy.ALLOW_REGISTER);
    }

    private Account first(Applicant applicant, String name, String hash) {
        return founding.tryFirst(name, hash).orElseGet(() -> {
            requireAdmission(applicant);
            return further(name, hash);
        });
    }

    private Account further(String name, String hash) {
        return founding.further(name, hash, Role.valueOf(policies.current().text(Policy.REGISTER_ROLE)));
    }

    private void requireAdmission(Applicant applicant) {
        if (awaitsFirstAdministrator()) {
            if (!applicant.origin().local() && !code.accepts(applicant.code())) {
                throw new ForbiddenException(Sentence.of("account.refusal.code"));
            }
        } else if (!open()) {
            throw new ForbiddenException(Sentence.of("account.refusal.closed"));
        }
    }
}
