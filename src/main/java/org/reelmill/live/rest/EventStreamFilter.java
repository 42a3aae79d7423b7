package org.reelmill.live.rest;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.reelmill.live.EventTail;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Rights;

/**
 * Answers who asks for events as a stream. A filter, because a stream of JAX-RS is written by a thread that waits for a slow
 * reader; here nobody waits, and thousands may listen. What it does not answer goes on to {@link EventResource}, wrong
 * parameters and who may not look among it.
 */
public class EventStreamFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient EventTail tail;

    @Inject
    private transient Clock clock;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!wantsStream(request) || !request.isUserInRole(Rights.LOOK)) {
            chain.doFilter(request, response);
            return;
        }
        EventFilter filter;
        try {
            filter = EventFilter.of(request.getParameter("types"), request.getParameter("subject"));
        } catch (InvalidInputException e) {
            // the resource finds the same, and says so
            chain.doFilter(request, response);
            return;
        }
        EventStream.open(request, response, filter, tail, clock);
    }

    private static boolean wantsStream(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return request.getMethod().equals("GET") && accept != null && accept.contains(EventStream.TYPE);
    }
}
