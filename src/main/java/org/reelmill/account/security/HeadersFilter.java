package org.reelmill.account.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Puts the security headers on every answer that the mechanism has not given itself. */
public class HeadersFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** The files of the pages: the same for everybody. Faces says itself how long they may be kept. */
    private static final String SHORT_KEEP = "max-age=3600";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (FacesMapping.isPage(request)) {
            SecurityHeaders.forPage(request, response);
        } else if (request.getDispatcherType() == DispatcherType.ERROR) {
            SecurityHeaders.forErrorPage(request, response);
        } else {
            SecurityHeaders.forData(request, response);
        }
        if (RequestKind.isStatic(request)) {
            response.setHeader("Cache-Control", SHORT_KEEP);
        }
        chain.doFilter(request, response);
    }
}
