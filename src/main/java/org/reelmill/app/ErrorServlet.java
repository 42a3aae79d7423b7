package org.reelmill.app;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.reelmill.shared.Outage;
import org.reelmill.shared.Problem;
import org.reelmill.shared.Sentence;

/**
 * Gives the answer where the container refuses or fails: the page about what web.xml names, and below {@code /api} a problem. The
 * containers' own servlet for files would heed the method, {@code Range} and {@code If-None-Match} of the request that
 * failed, and make 206, 304 or 403 of a 404. Nobody comes here by the address: the containers keep {@code WEB-INF} shut.
 */
@WebServlet("/WEB-INF/errorpages/*")
public class ErrorServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean away = Outage.isOne((Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
        if (away) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setIntHeader(HttpHeaders.RETRY_AFTER, Outage.RETRY_SECONDS);
        }
        if (isApi(request)) {
            Problem problem = away ? Outage.PROBLEM : problem(request);
            write(response, Problem.MEDIA_TYPE, problem.toJson().getBytes(StandardCharsets.UTF_8));
            return;
        }
        String page = page(away ? "503" : request.getPathInfo().substring(1), request);
        write(response, "text/html;charset=UTF-8", page.getBytes(StandardCharsets.UTF_8));
    }

    /** In the language of the browser: whoever is signed in cannot be asked when the database is away. */
    private String page(String what, HttpServletRequest request) throws IOException {
        Locale language = Sentence.language(request.getLocale().getLanguage());
        try (InputStream in = getServletContext().getResourceAsStream(request.getServletPath() + "/page.html")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{language}", language.getLanguage())
                    .replace("{title}", Sentence.of("error." + what + ".title").in(language))
                    .replace("{text}", Sentence.of("error." + what + ".text").in(language))
                    .replace("{home}", Sentence.of("error.home").in(language));
        }
    }

    private static boolean isApi(HttpServletRequest request) {
        String failed = (String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return failed.startsWith(request.getContextPath() + "/api/");
    }

    private static Problem problem(HttpServletRequest request) {
        int status = (int) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        String reason = Response.Status.fromStatusCode(status).getReasonPhrase();
        // what our own code refuses comes with words of its own; here the JAX-RS runtime could not read a header
        return new Problem(
                status,
                reason,
                status == HttpServletResponse.SC_BAD_REQUEST ? "One of the headers is malformed" : reason);
    }

    private static void write(HttpServletResponse response, String type, byte[] body) throws IOException {
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
