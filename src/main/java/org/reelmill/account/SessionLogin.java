package org.reelmill.account;

import java.util.Optional;

/** The browser session of the request at hand. */
public interface SessionLogin {

    /** The session belongs to this account from now on, under a new id. */
    void start(Account account);

    /** The session and all that it held is gone. */
    void end();

    /** What a script has to send as header {@code X-Reelmill-Csrf} with every change; empty when nobody signed in. */
    Optional<String> csrfToken();
}
