package org.reelmill.account.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Tells browsers what they must not do with our answers. */
public class HeadersFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** A year. */
    private static final String HSTS = "max-age=31536000";

    /** For all but pages: nothing in them runs. Pages get theirs from PrimeFaces, which knows the nonce (web.xml). */
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-downloads";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", HSTS);
        }
        if (!FacesMapping.isPage(request)) {
            response.setHeader("Content-Security-Policy", POLICY);
        }
        if (RequestKind.isApi(request) || FacesMapping.isPage(request)) {
            response.setHeader("Cache-Control", "no-store");
        }
        chain.doFilter(request, response);
    }
}
