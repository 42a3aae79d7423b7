package org.reelmill.account.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.reelmill.account.ReturnPath;
import org.reelmill.shared.Problem;

/** Asks whoever is not signed in to do so: people by the form, programs by 401 and never by a redirect. */
final class Challenge {

    private Challenge() {}

    static void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        SecurityHeaders.forData(request, response);
        if (RequestKind.isFacesAjax(request)) {
            redirectFacesAjax(request, response);
        } else if (RequestKind.wantsPage(request)) {
            response.sendRedirect(loginUrl(request));
        } else {
            unauthorized(request, response, "Sign in first.");
        }
    }

    static void unauthorized(HttpServletRequest request, HttpServletResponse response, String detail)
            throws IOException {
        SecurityHeaders.forData(request, response);
        response.addHeader("WWW-Authenticate", "Bearer realm=\"Reelmill\"");
        if (!RequestKind.fromBrowser(request)) {
            // a browser would open its own dialog and keep the password until it is closed
            response.addHeader("WWW-Authenticate", "Basic realm=\"Reelmill\", charset=\"UTF-8\"");
        }
        ProblemResponse.write(response, new Problem(HttpServletResponse.SC_UNAUTHORIZED, "Unauthorized", detail));
    }

    /** A redirect status would be followed by the script; this is how Faces' own script is told to go elsewhere. */
    private static void redirectFacesAjax(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/xml");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter()
                .append("<?xml version=\"1.0\" encoding=\"UTF-8\"?><partial-response><redirect url=\"")
                .append(request.getContextPath())
                .append("/login?ended=true")
                .append(wayBack(request))
                .append("\"/></partial-response>");
        response.flushBuffer();
    }

    private static String loginUrl(HttpServletRequest request) {
        String login = request.getContextPath() + "/login";
        String wanted = request.getQueryString() == null
                ? RequestPath.of(request)
                : RequestPath.of(request) + "?" + request.getQueryString();
        return request.getMethod().equals("GET") && ReturnPath.isUseful(wanted) ? login + next("?", wanted) : login;
    }

    /** A page posts its ajax to itself, so this is where its reader was. */
    private static String wayBack(HttpServletRequest request) {
        String page = RequestPath.of(request);
        return ReturnPath.isUseful(page) ? next("&amp;", page) : "";
    }

    private static String next(String separator, String path) {
        return separator + "next=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }
}
