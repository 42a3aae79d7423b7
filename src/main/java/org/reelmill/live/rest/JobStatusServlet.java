package org.reelmill.live.rest;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.reelmill.live.EventTail;

/**
 * {@code GET /stream}: the events of S1.13. {@code channel} is {@code sse} if it is not given: everything; beside it there are
 * {@code video} and {@code thumbnail}. Nothing is ever told in any other one.
 */
@WebServlet(urlPatterns = "/stream", asyncSupported = true)
public class JobStatusServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient EventTail tail;

    @Inject
    private transient Clock clock;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String channel = request.getParameter("channel");
        EventStream.open(
                request, response, new JobStatusView(channel == null ? JobStatusView.ALL : channel), tail, clock);
    }
}
