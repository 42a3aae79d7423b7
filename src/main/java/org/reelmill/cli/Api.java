package org.reelmill.cli;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The API of one server. Answers other than 2xx become exceptions that say what the server said. */
final class Api {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ALIVE = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    /** A file of any size, and a server that reads it once more when it is whole. */
    private static final Duration UPLOAD = Duration.ofDays(2);

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    private final Server server;

    Api(Server server) {
        this.server = server;
    }

    Server server() {
        return server;
    }

    /** An answer that was as it should be. */
    record Answer(int status, HttpResponse<?> response, JsonObject json) {

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }
    }

    /** Whether it answers at all (S2.20). */
    boolean isAlive() {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + "/api/health/live"))
                    .timeout(ALIVE)
                    .build();
            return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    Answer get(String... path) {
        return send("GET", BodyPublishers.noBody(), ANSWER, path(path));
    }

    /** @param query as it stands behind the question mark */
    Answer query(String query, String... path) {
        return send("GET", BodyPublishers.noBody(), ANSWER, path(path) + "?" + query);
    }

    Answer post(JsonObject body, String... path) {
        return send(
                "POST",
                BodyPublishers.ofString(body.toString()),
                ANSWER,
                path(path),
                "Content-Type",
                "application/json");
    }

    Answer post(String idempotencyKey, JsonObject body, String... path) {
        return send(
                "POST",
                BodyPublishers.ofString(body.toString()),
                ANSWER,
                path(path),
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                idempotencyKey);
    }

    Answer delete(String... path) {
        return send("DELETE", BodyPublishers.noBody(), ANSWER, path(path));
    }

    Answer put(BodyPublisher body, String[] headers, String... path) {
        return send("PUT", body, UPLOAD, path(path), headers);
    }

    /** The bytes of a file from an offset on. @param tag that the file must still have; else it comes from its beginning */
    HttpResponse<InputStream> download(long offset, Optional<String> tag, String... path) {
        HttpRequest.Builder request = request(path(path)).GET();
        if (offset > 0 && tag.isPresent()) {
            request.header("Range", "bytes=" + offset + "-").header("If-Range", tag.get());
        }
        try {
            HttpResponse<InputStream> response = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
            if (response.statusCode() / 100 != 2) {
                try (InputStream body = response.body()) {
                    throw refusal(response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            return response;
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Answer send(String method, BodyPublisher body, Duration limit, String path, String... headers) {
        HttpRequest.Builder request = request(path).timeout(limit).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw refusal(response.statusCode(), response.body());
            }
            return new Answer(response.statusCode(), response, json(response.body()));
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path));
        server.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return request.header("Accept", "application/json, */*");
    }

    private static String path(String... names) {
        return "/api/v1/" + Arrays.stream(names).map(Api::encoded).collect(Collectors.joining("/"));
    }

    static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static JsonObject json(String body) {
        try {
            return body.isBlank() ? JsonValue.EMPTY_JSON_OBJECT : JsonText.read(body);
        } catch (JsonException e) {
            throw new UnreachableException("The server answers with something that is no JSON", e);
        }
    }

    /**
     * What a refusal means for the one who asked. Without a word of Reelmill it is the application that is not there: a server
     * that starts, one that could not start it, or a proxy.
     */
    private CliException refusal(int status, String body) {
        String said = detail(body);
        String message = server.name() + ": " + (said.isEmpty() ? "HTTP status " + status : said);
        return switch (status) {
            case 401, 403 -> new CliException(Exit.FORBIDDEN, message);
            case 404 -> said.isEmpty() ? new UnreachableException(message) : new CliException(Exit.NOT_FOUND, message);
            case 409 -> new BusyException(message);
            case 413, 415, 429, 507 -> new CliException(Exit.REJECTED, message);
            case 502, 503, 504 -> new UnreachableException(message);
            case 500 -> said.isEmpty() ? new UnreachableException(message) : new CliException(Exit.FAILED, message);
            default -> new CliException(Exit.FAILED, message);
        };
    }

    private static String detail(String body) {
        try {
            JsonObject problem = JsonText.read(body);
            String detail = JsonText.text(problem, "detail").orElse("");
            return JsonText.text(problem, "field")
                    .map(field -> field + " " + detail)
                    .orElse(detail);
        } catch (JsonException e) {
            return "";
        }
    }

    private UnreachableException unreachable(IOException e) {
        return new UnreachableException(server.name() + " cannot be reached, or broke off: " + e, e);
    }

    private static CliException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new CliException(Exit.FAILED, "Interrupted", e);
    }
}
