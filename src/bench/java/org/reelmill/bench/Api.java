package org.reelmill.bench;

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
import java.time.Duration;
import java.util.Base64;

/** The server's REST, as any client uses it. */
final class Api {

    private final HttpClient client = HttpClient.newHttpClient();
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
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofMinutes(10))
                .header("Authorization", authorization)
                .header("Accept", "text/html, application/json")
                .build();
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new BenchException(path + " was answered by " + response.statusCode());
        }
        return response.body().length;
    }

    JsonObject send(String method, String path, JsonObject body) throws IOException, InterruptedException {
        return answer(request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.toString()))
                .build());
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
