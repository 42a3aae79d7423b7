package org.reelmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that knows every file but those whose names begin with "gone". */
class RetainedCommandTest {

    @TempDir
    private Path folder;

    private final List<String> retained = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String answer = "{}";
        if (exchange.getRequestMethod().equals("POST")) {
            asked.add(exchange.getRequestURI().getPath());
            answer = retain(JsonText.read(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)))
                    .toString();
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private JsonObject retain(JsonObject wish) {
        JsonArrayBuilder results = JsonText.array();
        int refused = 0;
        for (JsonString value : wish.getJsonArray("paths").getValuesAs(JsonString.class)) {
            String path = value.getString();
            boolean gone = path.startsWith("gone");
            refused += gone ? 1 : 0;
            if (!gone) {
                retained.add(path);
            }
            results.add(JsonText.object().add("path", path).add("done", !gone));
        }
        return JsonText.object().add("refused", refused).add("results", results).build();
    }

    private int run(String... lines) throws IOException {
        Path list = Files.write(folder.resolve("list"), List.of(lines));
        return Main.run(
                "admin",
                "import-retained",
                "--server",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "--library",
                "films",
                "--below",
                "/mnt/old",
                list.toString());
    }

    @Test
    void retainsUnderTheNamesThatTheLibraryHas() throws IOException {
        assertThat(run("/mnt/old/a.mp4", "", "/mnt/old/Ein Ordner/b, c.mkv")).isEqualTo(Exit.DONE);

        assertThat(asked).containsExactly("/api/v1/libraries/films/retain");
        assertThat(retained).containsExactly("a.mp4", "Ein Ordner/b, c.mkv");
    }

    @Test
    void doesTheOthersWhereSomeAreGoneOrLieElsewhere() throws IOException {
        assertThat(run("/mnt/old/gone.mp4", "/mnt/older/x.mp4", "/mnt/old", "/mnt/old/here.mp4"))
                .isEqualTo(Exit.FAILED);

        assertThat(retained).containsExactly("here.mp4");
    }

    @Test
    void asksForNoMoreThanTheServerTakes() throws IOException {
        String[] many = new String[1001];
        for (int i = 0; i < many.length; i++) {
            many[i] = "/mnt/old/" + i;
        }

        assertThat(run(many)).isEqualTo(Exit.DONE);

        assertThat(asked).hasSize(3);
        assertThat(retained).hasSize(many.length).doesNotHaveDuplicates();
    }
}
