package org.reelmill.account.security;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Tells the requests that Faces answers, by the servlet that the container chose for them. Not for the mechanism: when it
 * is asked, Payara has not chosen yet.
 */
final class FacesMapping {

    /** The name in web.xml. */
    private static final String SERVLET = "facesServlet";

    private FacesMapping() {}

    static boolean isFaces(HttpServletRequest request) {
        return SERVLET.equals(request.getHttpServletMapping().getServletName());
    }

    /** A page, and no style sheet or script. */
    static boolean isPage(HttpServletRequest request) {
        return isFaces(request) && !RequestKind.isStatic(request);
    }
}
