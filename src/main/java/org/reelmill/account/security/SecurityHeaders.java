package org.reelmill.account.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Tells browsers what they must not do with our answers. */
final class SecurityHeaders {

    /** A year. */
    private static final String HSTS = "max-age=31536000";

    /** In all but pages nothing runs. */
    private static final String NO_SCRIPTS = "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** What people have brought is of no origin: it cannot even name files of ours. */
    private static final String POLICY = NO_SCRIPTS + "; sandbox allow-downloads";

    private SecurityHeaders() {}

    /** For a page; PrimeFaces adds the policy, because it knows the nonce (web.xml). */
    static void forPage(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        response.setHeader("Cache-Control", "no-store");
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", HSTS);
        }
    }

    /** For what changes and is no page. */
    static void forData(HttpServletRequest request, HttpServletResponse response) {
        forPage(request, response);
        response.setHeader("Content-Security-Policy", POLICY);
    }

    /** For the page that says what went wrong: its style sheet is one of ours. */
    static void forErrorPage(HttpServletRequest request, HttpServletResponse response) {
        forPage(request, response);
        response.setHeader("Content-Security-Policy", NO_SCRIPTS);
    }
}
