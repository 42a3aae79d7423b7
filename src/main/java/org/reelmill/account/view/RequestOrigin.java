package org.reelmill.account.view;

import jakarta.servlet.http.HttpServletRequest;
import org.reelmill.account.Origin;

/** Reads from a request where it comes from. */
final class RequestOrigin {

    private RequestOrigin() {}

    static Origin of(HttpServletRequest request) {
        boolean forwarded = Origin.FORWARDING_HEADERS.stream().anyMatch(name -> request.getHeader(name) != null);
        return new Origin(request.getRemoteAddr(), request.getServerName(), forwarded);
    }
}
