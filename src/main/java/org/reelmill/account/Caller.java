package org.reelmill.account;

import java.util.Optional;
import java.util.Set;
import org.reelmill.shared.Rights;

/**
 * Who asks.
 *
 * @param accountId the account behind it
 * @param username its name
 * @param role what it may do in this request: a token may lower it
 * @param means how it proved who it is
 * @param clientId the client that a token was given to
 * @param mustChangePassword nothing else is allowed before that
 * @param preferences how the pages shall look to it
 */
public record Caller(
        long accountId,
        String username,
        Role role,
        Means means,
        Optional<String> clientId,
        boolean mustChangePassword,
        Preferences preferences) {

    /** How a request is authenticated. */
    public enum Means {
        SESSION,
        BASIC,
        TOKEN
    }

    static Caller byPassword(Account account, Means means) {
        return new Caller(
                account.id(),
                account.username(),
                account.role(),
                means,
                Optional.empty(),
                account.mustChangePassword(),
                account.preferences());
    }

    static Caller byToken(Account account, ApiToken token) {
        Role role = account.role().atMost(token.role());
        return new Caller(
                account.id(), account.username(), role, Means.TOKEN, token.clientId(), false, account.preferences());
    }

    /** Names out of {@link Rights}; the container's roles. */
    public Set<String> rights() {
        return mustChangePassword ? Set.of(Rights.OWN_ACCOUNT) : role.rights();
    }
}
