package org.reelmill.account.security;

import jakarta.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers with problem details (RFC 9457) where no JAX-RS resource was reached. */
final class ProblemResponse {

    private static final String TYPE = "application/problem+json";

    private ProblemResponse() {}

    static void write(HttpServletResponse response, int status, String title, String detail) throws IOException {
        byte[] body = Json.createObjectBuilder()
                .add("type", "about:blank")
                .add("title", title)
                .add("status", status)
                .add("detail", detail)
                .add("error", detail)
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(TYPE);
        response.setContentLength(body.length);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(body);
        // committed: the container must not put a page of its own in its place
        response.flushBuffer();
    }
}
