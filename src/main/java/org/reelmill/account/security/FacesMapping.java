package org.reelmill.account.security;

import jakarta.servlet.http.HttpServletRequest;

/** Tells the requests that Faces answers, by the servlet that the container chose for them. */
final class FacesMapping {

    /** The name in web.xml. */
    private static final String SERVLET = "facesServlet";

    private static final String RESOURCE_PREFIX = "/jakarta.faces.resource/";

    private FacesMapping() {}

    static boolean isFaces(HttpServletRequest request) {
        return SERVLET.equals(request.getHttpServletMapping().getServletName());
    }

    /** A page, and no style sheet or script. */
    static boolean isPage(HttpServletRequest request) {
        return isFaces(request) && !RequestPath.of(request).startsWith(RESOURCE_PREFIX);
    }
}
