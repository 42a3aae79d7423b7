package org.reelmill.account.rest;

import java.time.Instant;
import org.reelmill.account.ApiToken;
import org.reelmill.account.Role;

/**
 * A token.
 *
 * @param role the most that it may do
 * @param secret only in the answer to its making
 */
public record TokenDto(
        long id,
        String name,
        Role role,
        String clientId,
        Instant created,
        Instant expires,
        Instant lastUsed,
        Instant revoked,
        String secret) {

    static TokenDto of(ApiToken token) {
        return of(token, null);
    }

    static TokenDto of(ApiToken token, String secret) {
        return new TokenDto(
                token.id(),
                token.name(),
                token.role(),
                token.clientId().orElse(null),
                token.created(),
                token.expires(),
                token.lastUsed().orElse(null),
                token.revoked().orElse(null),
                secret);
    }
}
