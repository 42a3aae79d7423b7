package org.reelmill.account.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;

/** What the other end of a request is, as far as the answer depends on it. */
final class RequestKind {

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private RequestKind() {}

    /** Whether the answer is for the eyes of a person: it asks for HTML, and not below {@code /api}. */
    static boolean wantsPage(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html") && !isApi(request);
    }

    static boolean isApi(HttpServletRequest request) {
        String path = RequestPath.of(request);
        return path.equals("/api") || path.startsWith("/api/");
    }

    /** Style sheets, scripts and images of the pages. */
    static boolean isStatic(HttpServletRequest request) {
        String path = RequestPath.of(request);
        return path.startsWith("/jakarta.faces.resource/") || path.startsWith("/resources/");
    }

    static boolean isFacesAjax(HttpServletRequest request) {
        return "partial/ajax".equals(request.getHeader("Faces-Request"));
    }

    /** Whether it is made by a browser's script, as browsers say themselves (Fetch Metadata). */
    static boolean fromBrowser(HttpServletRequest request) {
        return request.getHeader("Sec-Fetch-Mode") != null;
    }

    static boolean changesState(HttpServletRequest request) {
        return !SAFE_METHODS.contains(request.getMethod());
    }
}
