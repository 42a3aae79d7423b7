package org.reelmill.shared;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.tinylog.Logger;

/** What a servlet answers where a resource would throw: servlets have no exception mappers. */
public record ServletRefusal(int status, String title, String detail, Optional<String> field) {

    private static final int MAX_CAUSES = 20;

    /** RFC 4918, section 11.5. */
    private static final int INSUFFICIENT_STORAGE = 507;

    /** Empty for what is no refusal, but a fault. */
    public static Optional<ServletRefusal> of(RuntimeException thrown) {
        return Stream.iterate((Throwable) thrown, cause -> cause != null, Throwable::getCause)
                .limit(MAX_CAUSES)
                .map(ServletRefusal::known)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Of a fault, which is logged. @param what was to be done */
    public static ServletRefusal ofFault(String what, RuntimeException thrown) {
        if (Outage.isOne(thrown)) {
            Logger.warn("{} failed, for the database is away: {}", what, thrown.toString());
            return new ServletRefusal(
                    Outage.PROBLEM.status(), Outage.PROBLEM.title(), Outage.PROBLEM.detail(), Optional.empty());
        }
        Logger.error(thrown, "{} failed", what);
        return new ServletRefusal(500, "Internal Server Error", "The server could not do this", Optional.empty());
    }

    /** What a servlet does. */
    @FunctionalInterface
    public interface Answer {
        void give() throws ServletException, IOException;
    }

    /** Answers, or says why not. */
    public static void orRefusal(HttpServletResponse response, Answer answer) throws ServletException, IOException {
        try {
            answer.give();
        } catch (RuntimeException e) {
            of(e).orElseThrow(() -> e).write(response);
        }
    }

    private static Optional<ServletRefusal> known(Throwable thrown) {
        String detail = thrown.getMessage();
        if (thrown instanceof InvalidInputException invalid) {
            return Optional.of(new ServletRefusal(400, "Bad Request", detail, Optional.of(invalid.field())));
        }
        if (thrown instanceof NotFoundException) {
            return Optional.of(new ServletRefusal(404, "Not Found", detail, Optional.empty()));
        }
        if (thrown instanceof ForbiddenException) {
            return Optional.of(new ServletRefusal(403, "Forbidden", detail, Optional.empty()));
        }
        if (thrown instanceof ConflictException) {
            return Optional.of(new ServletRefusal(409, "Conflict", detail, Optional.empty()));
        }
        if (thrown instanceof NoSpaceException) {
            return Optional.of(
                    new ServletRefusal(INSUFFICIENT_STORAGE, "Insufficient Storage", detail, Optional.empty()));
        }
        if (thrown instanceof RejectedException rejected) {
            Problem problem = rejected.problem(detail);
            return Optional.of(
                    new ServletRefusal(problem.status(), problem.title(), problem.detail(), problem.field()));
        }
        return Optional.empty();
    }

    public void write(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType(Problem.MEDIA_TYPE);
        response.getOutputStream()
                .write(new Problem(status, title, detail, field).toJson().getBytes(StandardCharsets.UTF_8));
    }
}
