package org.reelmill.account.rest;

import java.time.Instant;
import org.reelmill.account.Account;
import org.reelmill.account.Role;

/** An account, as administrators see it. */
public record UserDto(
        long id, String username, Role role, Instant created, boolean disabled, boolean mustChangePassword) {

    static UserDto of(Account account) {
        return new UserDto(
                account.id(),
                account.username(),
                account.role(),
                account.created(),
                account.disabled(),
                account.mustChangePassword());
    }
}
