package org.reelmill.account;

import java.util.Optional;

/**
 * Which changes a list shows.
 *
 * @param actor name of who made them
 * @param action {@code thing.verb}, or its beginning
 * @param subject part of what was changed, in any case
 */
public record AuditFilter(Optional<String> actor, Optional<String> action, Optional<String> subject) {

    public static AuditFilter all() {
        return new AuditFilter(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
