package org.reelmill.account;

import jakarta.servlet.http.HttpSession;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** The browser session of the request at hand. */
public interface SessionLogin {

    /** The session belongs to this account from now on, under a new id. */
    void start(Account account);

    /** The session and all that it held is gone. */
    void end();

    /** What a script has to send as header {@code X-Reelmill-Csrf} with every change; empty when nobody signed in. */
    Optional<String> csrfToken();

    /**
     * Whether somebody is still signed in with a session, and was active lately: for channels that outlive the request that
     * opened them. Asking is no activity.
     */
    boolean lasts(HttpSession session);

    /** Those of them that last, and whose accounts may still sign in as they did: also in view of the database. */
    Set<HttpSession> lasting(Collection<HttpSession> sessions);
}
