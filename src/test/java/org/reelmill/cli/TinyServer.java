package org.reelmill.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;

/**
 * As much of the item API as the client needs, in this process, with faults to order: real servers are in {@code CliIT}. What is
 * "converted" is the file itself, backwards.
 */
final class TinyServer implements AutoCloseable {

    static {
        // else each answer waits 40 ms for an acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer http;
    private final Map<String, Item> items = new LinkedHashMap<>();
    private final Map<String, String> keys = new LinkedHashMap<>();

    /** After so many bytes of an upload the connection breaks, once. */
    private int breakUploadAfter = -1;

    /** After so many bytes of a download the connection breaks, once. */
    private int breakDownloadAfter = -1;

    private boolean wrongResult;
    private boolean hold;
    private int hollow;
    private int rejectWith;
    private int created;

    private static final class Item {
        private final JsonObject wish;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        private Item(JsonObject wish) {
            this.wish = wish;
        }

        private boolean whole() {
            return bytes.size() == wish.getInt("file_size");
        }

        private byte[] result() {
            byte[] source = bytes.toByteArray();
            byte[] result = new byte[source.length];
            for (int i = 0; i < source.length; i++) {
                result[i] = source[source.length - 1 - i];
            }
            return result;
        }
    }

    TinyServer() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(Executors.newCachedThreadPool(run -> {
            Thread thread = new Thread(run, "tiny server");
            thread.setDaemon(true);
            return thread;
        }));
        http.createContext("/", this::answer);
        http.start();
    }

    Server server() {
        return new Server(
                URI.create("http://127.0.0.1:" + http.getAddress().getPort()), Set.of(), Optional.of("secret"));
    }

    TinyServer breakingUploadAfter(int bytes) {
        breakUploadAfter = bytes;
        return this;
    }

    TinyServer breakingDownloadAfter(int bytes) {
        breakDownloadAfter = bytes;
        return this;
    }

    TinyServer withWrongResults() {
        wrongResult = true;
        return this;
    }

    TinyServer rejectingWith(int status) {
        rejectWith = status;
        return this;
    }

    /** Items stay in progress until they may end. */
    synchronized void hold(boolean on) {
        hold = on;
    }

    /** Answers as an application server does that has not started the WAR. @param status 0: not so any more */
    synchronized void hollow(int status) {
        hollow = status;
    }

    synchronized int itemsCreated() {
        return created;
    }

    synchronized void forgetItems() {
        items.clear();
        keys.clear();
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        try (exchange) {
            if (hollow > 0) {
                send(exchange, hollow, "<html>It is not there</html>");
            } else if (exchange.getRequestURI().getPath().equals("/api/health/live")) {
                send(exchange, 200, "{}");
            } else if (!"Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 401, "{\"detail\":\"Sign in\"}");
            } else if (exchange.getRequestMethod().equals("POST")) {
                create(exchange);
            } else if (!items.containsKey(path[5])) {
                send(exchange, 404, "{\"detail\":\"There is no such item\"}");
            } else if (exchange.getRequestMethod().equals("PUT")) {
                upload(exchange, path[5]);
            } else if (path.length > 6) {
                download(exchange, items.get(path[5]));
            } else {
                send(
                        exchange,
                        200,
                        JsonText.object().add(path[5], json(path[5])).build().toString());
            }
        }
    }

    private void create(HttpExchange exchange) throws IOException {
        JsonObject wish = JsonText.read(text(exchange.getRequestBody()));
        if (rejectWith > 0) {
            send(exchange, rejectWith, "{\"detail\":\"No room\",\"field\":\"file_size\"}");
            return;
        }
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (!keys.containsKey(key)) {
            String id = UUID.randomUUID().toString();
            keys.put(key, id);
            items.put(id, new Item(wish));
            created++;
        }
        send(exchange, 201, json(keys.get(key)).toString());
    }

    private void upload(HttpExchange exchange, String id) throws IOException {
        Item item = items.get(id);
        long offset = Long.parseLong(exchange.getRequestHeaders().getFirst("Upload-Offset"));
        if (offset != item.bytes.size()) {
            send(exchange, 409, "{\"detail\":\"The upload goes on elsewhere\"}");
            return;
        }
        if (breakUploadAfter >= 0) {
            item.bytes.write(exchange.getRequestBody().readNBytes(breakUploadAfter));
            breakUploadAfter = -1;
            // without an answer
            return;
        }
        item.bytes.write(exchange.getRequestBody().readAllBytes());
        send(exchange, 200, json(id).toString());
    }

    private void download(HttpExchange exchange, Item item) throws IOException {
        byte[] result = item.result();
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
        exchange.sendResponseHeaders(range == null ? 200 : 206, result.length - from);
        int length = breakDownloadAfter >= 0 ? breakDownloadAfter : result.length - from;
        breakDownloadAfter = -1;
        exchange.getResponseBody().write(result, from, length);
        exchange.getResponseBody().flush();
    }

    private JsonObject json(String id) {
        Item item = items.get(id);
        boolean finished = item.whole() && !hold;
        JsonObjectBuilder json = JsonText.object(item.wish)
                .add("item_id", id)
                .add("received_bytes", item.bytes.size())
                .add("uploaded", item.whole())
                .add("status", finished ? "finished_successful" : item.whole() ? "in_progress" : "to_do")
                .add("errors", JsonText.array());
        if (finished) {
            json.add(
                    "result",
                    JsonText.object()
                            .add("file_name", "result")
                            .add("file_size", item.bytes.size())
                            .add("sha512_checksum", wrongResult ? "0".repeat(128) : sum(item.result())));
        }
        return json.build();
    }

    static String sum(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
