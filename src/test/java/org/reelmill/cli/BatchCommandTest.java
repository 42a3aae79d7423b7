package org.reelmill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A batch over a tree; what is interrupted is a process of its own, killed as by {@code kill -9}. */
class BatchCommandTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int FILES = 60;

    private final TinyServer server = new TinyServer();

    @TempDir
    private Path folder;

    private Path tree;
    private Path config;

    @BeforeEach
    void makeTree() throws IOException {
        tree = folder.resolve("tree & more");
        for (int i = 0; i < FILES; i++) {
            Path file = tree.resolve(i % 4 + "/picture" + i + ".png");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "picture number " + i + " ".repeat(i * 100));
        }
        Path token = Files.writeString(folder.resolve("token"), "secret");
        config = Files.writeString(
                folder.resolve("cli.json"),
                "{\"client_id\":\"c\",\"token_file\":\"" + token + "\",\"database\":\"" + folder.resolve("data")
                        + "\",\"list_of_servers\":{\"" + server.server().name() + "\":{}}}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void doesNothingTwiceAndSkipsNothingHoweverOftenItIsKilled() throws Exception {
        for (int killAt : List.of(10, 30)) {
            Process batch = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            Main.class.getName(),
                            "batch",
                            tree.toString(),
                            "--config",
                            config.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output" + killAt).toFile())
                    .start();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> server.itemsCreated() >= killAt || !batch.isAlive());
            batch.destroyForcibly().waitFor();
            assertThat(server.itemsCreated()).isBetween(killAt, FILES - 1);
        }

        assertThat(batch("-p", "3")).isEqualTo(Exit.DONE);

        assertThat(server.itemsCreated()).as("each file was converted once").isEqualTo(FILES);
        assertThat(results()).hasSize(FILES).allSatisfy(result -> assertThat(Files.readString(result))
                .endsWith(" erutcip"));
        assertThat(batch()).isEqualTo(Exit.DONE);
        assertThat(server.itemsCreated()).isEqualTo(FILES);
    }

    @Test
    void deletesOnlySourcesWhoseResultsAreThereAndThatAreAsTheyWere() throws IOException {
        assertThat(batch()).isEqualTo(Exit.DONE);
        Path changed =
                Files.writeString(tree.resolve("1/picture1.png"), "another picture, and longer than it was before");
        Files.delete(tree.resolve("2/picture2.webp"));
        Files.writeString(tree.resolve("3/picture3.webp"), "damaged");
        server.rejectingWith(507);

        assertThat(batch("--delete-sources")).isEqualTo(Exit.REJECTED);

        assertThat(changed).exists();
        assertThat(tree.resolve("2/picture2.png")).exists();
        assertThat(tree.resolve("3/picture3.png")).exists();
        try (Stream<Path> files = Files.walk(tree)) {
            assertThat(files.filter(file -> file.toString().endsWith(".png"))).hasSize(3);
        }
    }

    @Test
    void convertsAnewWhatWasChanged() throws IOException {
        assertThat(batch()).isEqualTo(Exit.DONE);
        Files.writeString(tree.resolve("1/picture1.png"), "another picture, and longer than it was before");

        assertThat(batch()).isEqualTo(Exit.DONE);

        assertThat(tree.resolve("1/picture1.webp")).hasContent("erofeb saw ti naht regnol dna ,erutcip rehtona");
        assertThat(server.itemsCreated()).isEqualTo(FILES + 1);
    }

    @Test
    void leavesAFileAloneThatStandsWhereTheResultBelongs() throws IOException {
        Path foreign = Files.writeString(tree.resolve("3/picture3.webp"), "half of a result?");

        assertThat(batch()).isEqualTo(Exit.FAILED);

        assertThat(foreign).hasContent("half of a result?");
        assertThat(results()).hasSize(FILES);
        assertThat(server.itemsCreated()).isEqualTo(FILES - 1);
    }

    @Test
    void onlyListsWhenItIsAskedTo() throws IOException {
        assertThat(batch("--list")).isEqualTo(Exit.DONE);

        assertThat(server.itemsCreated()).isZero();
        assertThat(results()).isEmpty();
    }

    @Test
    void sendsTheNextFilesWhileAServerConverts() {
        server.hold(true);
        CompletableFuture<Integer> running = CompletableFuture.supplyAsync(() -> batch("-p", "2"));
        await().atMost(PATIENCE).until(() -> server.itemsCreated() == 16);
        server.hold(false);

        assertThat(running.join()).isEqualTo(Exit.DONE);
        assertThat(results()).hasSize(FILES);
        assertThat(server.itemsCreated()).isEqualTo(FILES);
    }

    /** Names are bytes. What is noted of one that is no text would name another file at the next start. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void saysWhichFilesItCannotName() throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "printf picture > \"$(printf 'caf\\351.png')\"")
                .directory(tree.toFile())
                .start();
        assertThat(shell.waitFor()).isZero();

        assertThat(batch()).isEqualTo(Exit.FAILED);
        assertThat(batch()).isEqualTo(Exit.FAILED);

        assertThat(results()).hasSize(FILES);
        assertThat(server.itemsCreated()).isEqualTo(FILES);
    }

    private int batch(String... more) {
        return Main.run(
                Stream.concat(Stream.of("batch", tree.toString(), "--config", config.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private List<Path> results() {
        return IntStream.range(0, FILES)
                .mapToObj(i -> tree.resolve(i % 4 + "/picture" + i + ".webp"))
                .filter(Files::isRegularFile)
                .toList();
    }
}
