package org.reelmill.account.security;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * What a session knows of who signed in; everything else is read anew for each request.
 *
 * @param accountId the account
 * @param credentialVersion of its password at sign-in
 * @param csrfToken what state-changing requests of scripts must carry
 * @param lastActive when somebody last did something; background updates do not count
 */
record SessionTicket(long accountId, int credentialVersion, String csrfToken, Instant lastActive)
        implements Serializable {

    /** S4.58. */
    static final Duration IDLE_LIMIT = Duration.ofSeconds(600);

    /** The last activity is kept this coarsely, to spare a replicated session a write for each request. */
    private static final Duration STEP = Duration.ofSeconds(5);

    boolean idleAt(Instant now) {
        return lastActive.plus(IDLE_LIMIT).isBefore(now);
    }

    boolean isOldAt(Instant now) {
        return lastActive.plus(STEP).isBefore(now);
    }

    SessionTicket activeAt(Instant now) {
        return new SessionTicket(accountId, credentialVersion, csrfToken, now);
    }
}
