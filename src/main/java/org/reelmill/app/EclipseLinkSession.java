package org.reelmill.app;

import org.eclipse.persistence.config.SessionCustomizer;
import org.eclipse.persistence.sessions.Session;

/**
 * Keeps EclipseLink from asking a database three times more that has not answered a query, five seconds apart, from
 * pinging it before, and from telling the log: whoever asked is to know soon, and decides himself whether he waits.
 */
public final class EclipseLinkSession implements SessionCustomizer {

    @Override
    public void customize(Session session) {
        session.getLogin().setConnectionHealthValidatedOnError(false);
        ServerLog.quietenSession(session.getName());
    }
}
