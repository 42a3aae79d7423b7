package org.reelmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What appears in a folder is handed in, and its result comes (S2.13, S2.21). */
class WatchCommandTest {

    private final TinyServer server = new TinyServer();

    @TempDir
    private Path folder;

    private Path in;
    private Path out;
    private Commands client;

    @BeforeEach
    void configure() throws IOException {
        in = Files.createDirectory(folder.resolve("in & more"));
        out = folder.resolve("out");
        Path token = Files.writeString(folder.resolve("token"), "secret");
        client = new Commands(Files.writeString(
                folder.resolve("cli.json"),
                JsonText.object()
                        .add("client_id", "c")
                        .add("token_file", token.toString())
                        .add("database", folder.resolve("data").toString())
                        .add(
                                "list_of_servers",
                                JsonText.object().add(server.server().name(), JsonText.object()))
                        .add(
                                "list_of_paths_to_observer",
                                JsonText.object()
                                        .add(
                                                in.toString(),
                                                JsonText.object()
                                                        .add(
                                                                "observed_media_types",
                                                                JsonText.array().add("image"))
                                                        .add("results", out.toString())))
                        .build()
                        .toString()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void handsInWhatAppearsOnceAndMixesNoResultsUp() throws IOException {
        write("below/a.jpg", "gpj");
        write("below/a.png", "gnp");
        write("film.mp4", "4pm");

        lookTwice();

        assertThat(out.resolve("below/a.webp")).hasContent("jpg");
        assertThat(out.resolve("below/a.png.webp")).hasContent("png");
        assertThat(server.itemsCreated()).isEqualTo(2);
    }

    @Test
    void handsInAnewWhatWasChanged() throws IOException {
        write("a.png", "eno");
        lookTwice();
        write("a.png", "owt dna");

        lookTwice();

        assertThat(out.resolve("a.webp")).hasContent("and two");
        assertThat(out.toFile().list()).containsExactly("a.webp");
    }

    /** A disk that is full is not full for ever. */
    @Test
    void offersAgainAfterAWhileWhatWasRejected() throws IOException {
        write("a.png", "eno");
        server.rejectingWith(507);
        lookTwice();
        server.rejectingWith(0);
        lookTwice();
        assertThat(out).doesNotExist();
        Ledger ledger = Ledger.in(folder.resolve("data"));
        Entry rejected = ledger.find(in.resolve("a.png"), "webp").orElseThrow();
        ledger.put(rejected.ended(Entry.Status.REJECTED, "", Instant.now().minus(Duration.ofHours(2))));

        lookTwice();

        assertThat(out.resolve("a.webp")).hasContent("one");
    }

    /** Once to send, and once more to fetch. */
    private void lookTwice() {
        for (int i = 0; i < 2; i++) {
            assertThat(client.run("watch", "--once", "--interval", "1")).isEqualTo(Exit.DONE);
        }
    }

    private void write(String name, String content) throws IOException {
        Path file = in.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
