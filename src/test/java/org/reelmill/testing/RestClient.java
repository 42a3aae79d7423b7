package org.reelmill.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A program that uses the API of the test server, as one role. */
public final class RestClient {

    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;
    private static final Map<String, String> TOKENS = new HashMap<>();

    private final URI base;
    private final String[] identity;
    /** Over HTTP/2 Payara ends a connection that was silent for a minute, in the middle of the next request. */
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RestClient(URL base, String... identity) {
        this.base = URI.create(base.toString());
        this.identity = identity;
    }

    public static RestClient administrator(URL base) {
        Visitor.administrator(base);
        return new RestClient(base, Visitor.asAdministrator());
    }

    public static RestClient nobody(URL base) {
        return new RestClient(base);
    }

    /** By a token that may do no more than the role. */
    public static RestClient as(URL base, String role) {
        return new RestClient(base, identity(base, role));
    }

    /** By a token of the administrator that was given to a client. */
    public static RestClient ofClient(URL base, String role, String client) {
        return new RestClient(base, Visitor.bearer(tokenOfClient(base, role, client)));
    }

    /** @return the token's secret */
    public static String tokenOfClient(URL base, String role, String client) {
        return administrator(base)
                .post(
                        "v1/tokens",
                        Json.createObjectBuilder()
                                .add("name", "test " + client)
                                .add("role", role)
                                .add("clientId", client)
                                .build()
                                .toString())
                .json()
                .getString("secret");
    }

    /** The header of a token that may do no more than the role. */
    public static String[] identity(URL base, String role) {
        String[] known = Visitor.bearer(TOKENS.getOrDefault(role, "none"));
        // why: cases that failed run again in a new server, which knows nothing of tokens of the one before
        if (new RestClient(base, known).get("v1/me").status() == OK) {
            return known;
        }
        String token = administrator(base)
                .post("v1/tokens", "{\"name\":\"test " + role + "\",\"role\":\"" + role + "\"}")
                .json()
                .getString("secret");
        TOKENS.put(role, token);
        return Visitor.bearer(token);
    }

    /** An answer of the API. */
    public record Answer(int status, HttpResponse<byte[]> response) {

        public JsonObject json() {
            try (var reader = Json.createReader(new StringReader(text()))) {
                return reader.readObject();
            }
        }

        public String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    public Answer post(String path, String json) {
        return send("POST", path, HttpRequest.BodyPublishers.ofString(json), "Content-Type", "application/json");
    }

    /** Sends something that is no film as a form of S1's {@code POST /videos}, where it is refused. */
    public Answer postNoFilm(String name) {
        String form = "--xYz\r\nContent-Disposition: form-data; name=\"video\"; filename=\"" + name.replace("\"", "%22")
                + "\"\r\n\r\nno film\r\n--xYz--\r\n";
        return send(
                "POST",
                "/videos",
                HttpRequest.BodyPublishers.ofString(form),
                "Content-Type",
                "multipart/form-data; boundary=xYz");
    }

    public Answer post(String path) {
        return send("POST", path, HttpRequest.BodyPublishers.noBody());
    }

    public Answer patch(String path, String json) {
        return send("PATCH", path, HttpRequest.BodyPublishers.ofString(json), "Content-Type", "application/json");
    }

    public Answer put(String path, String json) {
        return send("PUT", path, HttpRequest.BodyPublishers.ofString(json), "Content-Type", "application/json");
    }

    public Answer delete(String path) {
        return send("DELETE", path, HttpRequest.BodyPublishers.noBody());
    }

    public Answer upload(String name, HttpRequest.BodyPublisher film, String... headers) {
        return send("PUT", "v1/sources/" + encoded(name), film, headers);
    }

    /** Puts a file into the source folder that is no film, and makes a job of it. @return its uuid */
    public String submitNoFilm(String name) {
        upload(name, HttpRequest.BodyPublishers.ofString("no film at all"));
        Answer answer = post(
                "v1/jobs",
                Json.createObjectBuilder().add("source", name).build().toString());
        return answer.json().getString("uuid");
    }

    /** An output that takes its time, which nobody gets who does not ask for it. @return its path */
    public String addSlowOutput() {
        return "v1/outputs/"
                + post(
                                "v1/outputs",
                                "{\"maxX\":192,\"maxY\":144,\"codec\":\"H265\",\"preset\":\"veryslow\",\"active\":false}")
                        .json()
                        .getJsonNumber("id");
    }

    /** A film that lies in the source folder becomes a job for one output. @return its uuid */
    public String submit(String source, String output) {
        return post(
                        "v1/jobs",
                        Json.createObjectBuilder()
                                .add("source", source)
                                .add("outputs", Json.createArrayBuilder().add(output))
                                .build()
                                .toString())
                .json()
                .getString("uuid");
    }

    public void setPolicy(String key, JsonValue value) {
        Answer answer = put(
                "v1/policies/" + key,
                Json.createObjectBuilder().add("value", value).build().toString());
        if (answer.status() >= MULTIPLE_CHOICES) {
            throw new IllegalStateException("Policy " + key + " stays: " + answer.status() + " " + answer.text());
        }
    }

    public Answer send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        base.resolve(path.startsWith("/") ? path.substring(1) : "api/" + path))
                .timeout(Duration.ofSeconds(120))
                .method(method, body);
        for (String[] pairs : new String[][] {identity, headers}) {
            if (pairs.length > 0) {
                request.headers(pairs);
            }
        }
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
