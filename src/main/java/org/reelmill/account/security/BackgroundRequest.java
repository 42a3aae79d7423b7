package org.reelmill.account.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/**
 * Requests that a page makes by itself: they do not count as activity of a person (S4.58, D4.41). A script says so by a
 * header, a {@code p:remoteCommand} by {@code <f:param name="reelmill.background" value="true"/>}; what a page listens to is one anyway.
 */
final class BackgroundRequest {

    static final String HEADER = "X-Reelmill-Background";
    static final String PARAMETER = "reelmill.background";

    /** What pages listen to, and connect to again by themselves: {@code live.socket.LiveSocket}, {@code live.rest.JobStatusServlet}. */
    private static final Set<String> PUSH = Set.of("/live", "/stream");

    private BackgroundRequest() {}

    static boolean is(HttpServletRequest request) {
        return Boolean.parseBoolean(request.getHeader(HEADER))
                || PUSH.contains(RequestPath.of(request))
                || isFacesForm(request) && Boolean.parseBoolean(request.getParameter(PARAMETER));
    }

    /** A body may only be read here when Faces reads it as parameters as well; never one that is uploaded. */
    private static boolean isFacesForm(HttpServletRequest request) {
        String type = request.getContentType();
        return RequestKind.isFacesAjax(request) && type != null && type.startsWith("application/x-www-form-urlencoded");
    }
}
