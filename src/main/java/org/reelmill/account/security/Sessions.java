package org.reelmill.account.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.reelmill.account.Account;
import org.reelmill.account.Caller;
import org.reelmill.account.RandomSecret;
import org.reelmill.account.SessionLogin;
import org.reelmill.account.SignIn;

/** Sessions of people who signed in by the form. */
@ApplicationScoped
public class Sessions implements SessionLogin {

    private static final String ATTRIBUTE = SessionTicket.class.getName();

    private final HttpServletRequest current;
    private final SignIn signIn;
    private final Clock clock;

    /** For CDI's proxy. */
    protected Sessions() {
        this(null, null, null);
    }

    @Inject
    public Sessions(HttpServletRequest current, SignIn signIn, Clock clock) {
        this.current = current;
        this.signIn = signIn;
        this.clock = clock;
    }

    /** Who the session belongs to; ends it when nobody was active for too long, or the account may no longer. */
    Optional<Caller> callerOf(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Optional<SessionTicket> ticket = ticketOf(session);
        if (ticket.isEmpty()) {
            return Optional.empty();
        }
        Optional<Caller> caller = ticket.filter(it -> !it.idleAt(clock.instant()))
                .flatMap(it -> signIn.ofSession(it.accountId(), it.credentialVersion()));
        if (caller.isEmpty()) {
            session.invalidate();
        } else if (!BackgroundRequest.is(request)) {
            keepAlive(session, ticket.get());
        }
        return caller;
    }

    private void keepAlive(HttpSession session, SessionTicket ticket) {
        Instant now = clock.instant();
        if (ticket.isOldAt(now)) {
            session.setAttribute(ATTRIBUTE, ticket.activeAt(now));
        }
    }

    static Optional<String> csrfToken(HttpServletRequest request) {
        return ticketOf(request.getSession(false)).map(SessionTicket::csrfToken);
    }

    private static Optional<SessionTicket> ticketOf(HttpSession session) {
        return Optional.ofNullable(session).map(it -> (SessionTicket) it.getAttribute(ATTRIBUTE));
    }

    @Override
    public void start(Account account) {
        current.getSession(true);
        // an id that somebody planted before the sign-in is worth nothing after it
        current.changeSessionId();
        SessionTicket ticket =
                new SessionTicket(account.id(), account.credentialVersion(), RandomSecret.token(), clock.instant());
        current.getSession().setAttribute(ATTRIBUTE, ticket);
    }

    @Override
    public void end() {
        HttpSession session = current.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    @Override
    public Optional<String> csrfToken() {
        return csrfToken(current);
    }

    @Override
    public boolean lasts(HttpSession session) {
        return lastingTicket(session).isPresent();
    }

    @Override
    public Set<HttpSession> lasting(Collection<HttpSession> sessions) {
        Map<HttpSession, SessionTicket> tickets = new HashMap<>();
        sessions.forEach(session -> lastingTicket(session).ifPresent(ticket -> tickets.put(session, ticket)));
        Map<Long, Integer> versions = signIn.credentialVersions(
                tickets.values().stream().map(SessionTicket::accountId).collect(Collectors.toSet()));
        tickets.values()
                .removeIf(ticket -> !Objects.equals(versions.get(ticket.accountId()), ticket.credentialVersion()));
        return tickets.keySet();
    }

    private Optional<SessionTicket> lastingTicket(HttpSession session) {
        try {
            return ticketOf(session).filter(it -> !it.idleAt(clock.instant()));
        } catch (IllegalStateException e) {
            // it was ended
            return Optional.empty();
        }
    }
}
