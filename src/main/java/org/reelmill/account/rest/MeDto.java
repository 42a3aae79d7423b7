package org.reelmill.account.rest;

import java.util.Set;
import org.reelmill.account.Caller;
import org.reelmill.account.Preferences;
import org.reelmill.account.Role;

/**
 * Who asks.
 *
 * @param rights what the role may do
 * @param means how the request was authenticated
 * @param clientId of the token; absent without one
 * @param mustChangePassword nothing else is allowed before that
 * @param preferences how the pages look to me
 */
public record MeDto(
        long id,
        String username,
        Role role,
        Set<String> rights,
        Caller.Means means,
        String clientId,
        boolean mustChangePassword,
        Preferences preferences) {

    static MeDto of(Caller caller) {
        return new MeDto(
                caller.accountId(),
                caller.username(),
                caller.role(),
                caller.rights(),
                caller.means(),
                caller.clientId().orElse(null),
                caller.mustChangePassword(),
                caller.preferences());
    }
}
