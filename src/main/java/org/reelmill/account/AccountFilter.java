package org.reelmill.account;

import java.util.Optional;

/**
 * Which accounts a list shows.
 *
 * @param text part of the name, in any case
 */
public record AccountFilter(Optional<String> text, Optional<Role> role, Optional<Boolean> disabled) {

    public static AccountFilter all() {
        return new AccountFilter(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
