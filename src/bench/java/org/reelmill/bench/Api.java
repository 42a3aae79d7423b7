package org.reelmill.bench;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** The server's REST, as any client uses it. */
final class Api {

    // over HTTP/2 Payara ends a connection that has nothing to say for a minute, while a database is being filled
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String address;
    private String authorization;

    Api(String address, String user, String password) {
        this.address = address;
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** From now on by token, since a password is made to be dear to check. */
    void useToken() throws IOException, InterruptedException {
        JsonObject token = send(
                "POST",
                "v1/tokens",
                Json.createObjectBuilder().add("name", "benchmark").build());
        authorization = "Bearer " + token.getString("secret");
    }

    /** The header by which it says who it is. */
    String authorization() {
        return authorization;
    }

    boolean isReady() throws InterruptedException {
        try {
            return exchange(request("health/ready").GET().build()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    JsonObject get(String path) throws IOException, InterruptedException {
        return answer(request(path).GET().build());
    }

    /** Reads a page, or whatever else is at a path below the server. @return its length */
    long bytes(String path) throws IOException, InterruptedException {
        return bytes(below(path).build());
    }

    /** Sends a form, of names and values that are encoded already, to a path below the server. @return the length of the answer */
    long bytes(String path, String form) throws IOException, InterruptedException {
        return bytes(below(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
    }

    private HttpRequest.Builder below(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofMinutes(10))
                .header("Authorization", authorization)
                .header("Accept", "text/html, application/json");
    }

    private long bytes(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new BenchException(request.uri() + " was answered by " + response.statusCode());
        }
        return response.body().length;
    }

    JsonObject send(String method, String path, JsonObject body) throws IOException, InterruptedException {
        return answer(request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.toString()))
                .build());
    }

    void upload(String path, byte[] bytes) throws IOException, InterruptedException {
        answer(request(path).PUT(BodyPublishers.ofByteArray(bytes)).build());
    }

    void delete(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = exchange(request(path).DELETE().build());
        if (response.statusCode() >= 300) {
            throw new BenchException(path + " was not deleted: " + response.statusCode() + " " + response.body());
        }
    }

    void save(String path, Path file) throws IOException, InterruptedException {
        HttpResponse<Path> response =
                client.send(request(path).build(), BodyHandlers.ofFile(file, CREATE, WRITE, TRUNCATE_EXISTING));
        if (response.statusCode() != 200) {
            throw new BenchException(path + " was answered by " + response.statusCode());
        }
    }

    /** The samples of the server's metrics by name and labels. */
    Map<String, Double> metrics() throws IOException, InterruptedException {
        return exchange(request("metrics").build())
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.valueOf(
                                line.substring(line.lastIndexOf(' ') + 1).replace("+Inf", "Infinity"))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + "/api/" + path))
                .timeout(Duration.ofMinutes(10))
                .header("Authorization", authorization);
    }

    private JsonObject answer(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = exchange(request);
        if (response.statusCode() >= 300) {
            throw new BenchException(request.method() + " " + request.uri() + " was answered by "
                    + response.statusCode() + " " + response.body());
        }
        try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject();
        }
    }

    private HttpResponse<String> exchange(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }
}
