package org.reelmill.app;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.reelmill.shared.Outage;
import org.reelmill.shared.Problem;
import org.reelmill.shared.Sentence;
import org.tinylog.Logger;

/**
 * Gives the answer where the container refuses or fails: to people, who ask for HTML, the page about what web.xml names; to
 * programs, and to all below {@code /api}, problem details, as those who are not signed in get them. The containers' own
 * servlet for files would heed the method, {@code Range} and {@code If-None-Match} of the request that failed, and make 206,
 * 304 or 403 of a 404. Nobody comes here by the address: the containers keep {@code WEB-INF} shut.
 */
@WebServlet("/WEB-INF/errorpages/*")
public class ErrorServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** What each method of a servlet answers, as {@link HttpServlet} hands it out. */
    private static final Map<String, List<String>> METHODS = Map.of(
            "doGet", List.of("GET", "HEAD"),
            "doPost", List.of("POST"),
            "doPut", List.of("PUT"),
            "doDelete", List.of("DELETE"));

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean away = Outage.isOne((Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
        if (away) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setIntHeader(HttpHeaders.RETRY_AFTER, Outage.RETRY_SECONDS);
        }
        if (response.getStatus() == HttpServletResponse.SC_METHOD_NOT_ALLOWED
                && !response.containsHeader(HttpHeaders.ALLOW)) {
            allowed(request).ifPresent(methods -> response.setHeader(HttpHeaders.ALLOW, methods));
        }
        if (isApi(request) || !asksForHtml(request)) {
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

    private static boolean asksForHtml(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT))
                .filter(accept -> accept.toLowerCase(Locale.ROOT).contains(MediaType.TEXT_HTML))
                .isPresent();
    }

    /** What the servlet that refused would have done (RFC 9110, section 15.5.6); empty for one that is not written by methods. */
    private Optional<String> allowed(HttpServletRequest request) {
        String name = (String) request.getAttribute(RequestDispatcher.ERROR_SERVLET_NAME);
        return Optional.ofNullable(name)
                .map(getServletContext()::getServletRegistration)
                .map(ServletRegistration::getClassName)
                .map(ErrorServlet::methods)
                .filter(methods -> !methods.isEmpty());
    }

    private static String methods(String servlet) {
        Set<String> methods = new TreeSet<>();
        try {
            Class<?> type = Class.forName(servlet);
            while (type != null && type != HttpServlet.class) {
                Arrays.stream(type.getDeclaredMethods())
                        .map(Method::getName)
                        .filter(METHODS::containsKey)
                        .forEach(method -> methods.addAll(METHODS.get(method)));
                type = type.getSuperclass();
            }
        } catch (ClassNotFoundException e) {
            Logger.debug("A servlet of the container refused a method: {}", e.toString());
        }
        return String.join(", ", methods);
    }

    private static Problem problem(HttpServletRequest request) {
        int status = (int) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        String reason = Optional.ofNullable(Response.Status.fromStatusCode(status))
                .map(Response.Status::getReasonPhrase)
                .orElse("Error");
        // what our own code refuses comes with words of its own; here the JAX-RS runtime could not read a header
        return new Problem(
                status,
                reason,
                status == HttpServletResponse.SC_BAD_REQUEST && isApi(request)
                        ? "One of the headers is malformed"
                        : reason);
    }

    private static void write(HttpServletResponse response, String type, byte[] body) throws IOException {
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
