package org.reelmill.account.security;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Requests that a page makes by itself: they do not count as activity of a person (S4.58, D4.41). A script says so by a
 * header, a {@code p:remoteCommand} by {@code <f:param name="reelmill.background" value="true"/>}; the push channel is one anyway.
 */
final class BackgroundRequest {

    static final String HEADER = "X-Reelmill-Background";
    static final String PARAMETER = "reelmill.background";

    /** The channel that pages are told by what happens; the one of {@code live.socket.LiveSocket}. */
    private static final String PUSH = "/live";

    private BackgroundRequest() {}

    static boolean is(HttpServletRequest request) {
        return Boolean.parseBoolean(request.getHeader(HEADER))
                || RequestPath.of(request).equals(PUSH)
                || isFacesForm(request) && Boolean.parseBoolean(request.getParameter(PARAMETER));
    }

    /** A body may only be read here when Faces reads it as parameters as well; never one that is uploaded. */
    private static boolean isFacesForm(HttpServletRequest request) {
        String type = request.getContentType();
        return RequestKind.isFacesAjax(request) && type != null && type.startsWith("application/x-www-form-urlencoded");
    }
}
