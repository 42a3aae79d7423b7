package org.reelmill.account.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;

/** The path as the container has decoded and normalised it, without the context and without path parameters. */
final class RequestPath {

    private RequestPath() {}

    static String of(HttpServletRequest request) {
        return Objects.toString(request.getServletPath(), "") + Objects.toString(request.getPathInfo(), "");
    }
}
