package org.reelmill.settings;

import java.util.Optional;

/**
 * How to reach a database server.
 *
 * @param url {@code jdbc:mysql:…} or {@code jdbc:mariadb:…}, or {@code jdbc:h2:…} for an embedded file elsewhere
 * @param user the account on the server
 * @param password its password
 */
public record DatabaseAccess(String url, Optional<String> user, Optional<Secret> password) {

    /** The URL may carry a password as well, so it is not shown. */
    @Override
    public String toString() {
        return "DatabaseAccess[user=" + user.orElse("(none)") + "]";
    }
}
