package org.reelmill.account.security;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.reelmill.shared.Problem;

/** Answers with problem details where no JAX-RS resource was reached. */
final class ProblemResponse {

    private ProblemResponse() {}

    static void write(HttpServletResponse response, Problem problem) throws IOException {
        byte[] body = problem.toJson().getBytes(StandardCharsets.UTF_8);
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        // committed: the container must not put a page of its own in its place
        response.flushBuffer();
    }
}
