package org.reelmill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.media.jave.TestFfmpeg;
import org.reelmill.testing.ServerProcess;

/** The command line against real servers, each with a database and a folder of its own, which are killed in between. */
@Tag("serverless")
@EnabledIfSystemProperty(named = "farm", matches = "true")
class CliFarmIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String RESULT = "film & more.avi.converted265.mkv";

    @TempDir
    private Path folder;

    private final List<ServerProcess> servers = new ArrayList<>();
    private Commands owner;
    private Commands stranger;

    @BeforeEach
    void start() throws IOException {
        for (int i = 0; i < 3; i++) {
            Path home = Files.createDirectory(home(i));
            Files.createFile(home.resolve(".reelmill"));
            servers.add(ServerProcess.in(
                    Files.createDirectory(folder.resolve("server" + i)),
                    List.of("reelmill.home=" + home, "reelmill.sample=false")));
        }
        servers.forEach(ServerProcess::startUp);
        owner = commands("studio");
        stranger = commands("stranger");
    }

    @AfterEach
    void stop() {
        servers.forEach(ServerProcess::kill);
    }

    @Test
    void bringsEveryFileThroughWhoeverDies() throws Exception {
        convertsAFilmAlthoughTwoOfThreeServersDie();
        keepsAFileWhileNoServerAnswers();
    }

    private void convertsAFilmAlthoughTwoOfThreeServersDie() throws Exception {
        Path film = folder.resolve("film & more.avi");
        // large, so that its upload takes a while, and long enough to be caught in the middle of its conversion
        TestFfmpeg.ffmpeg(List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=1280x720:d=6:r=25",
                "-c:v",
                "rawvideo",
                "-pix_fmt",
                "yuv420p",
                film.toString()));
        CompletableFuture<Integer> running = CompletableFuture.supplyAsync(
                () -> owner.run("item", "put", "--wait", "--patience", "5", film.toString()));
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> holds(0, "incoming"));
        servers.get(0).kill();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> holds(1, "in_progress"));
        servers.get(1).kill();

        assertThat(running.get()).isEqualTo(Exit.DONE);
        assertThat(TestFfmpeg.ffprobe(List.of(
                        "-v",
                        "error",
                        "-count_frames",
                        "-show_entries",
                        "stream=codec_name,nb_read_frames",
                        "-of",
                        "csv=p=0",
                        folder.resolve(RESULT).toString())))
                .containsExactly("hevc,150");
        assertThat(owner.lines("item", "list", "--local", "--json"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("\"status\":\"fetched\"", servers.get(2).address()));
    }

    private void keepsAFileWhileNoServerAnswers() throws IOException {
        servers.get(2).kill();
        Path picture = Commands.picture(folder.resolve("one.png"), 1);
        assertThat(owner.run("item", "put", picture.toString())).isEqualTo(Exit.DONE);
        assertThat(owner.run("status")).isEqualTo(Exit.UNREACHABLE);

        servers.get(2).startUp();
        assertThat(owner.run("item", "sync", "--wait")).isEqualTo(Exit.DONE);
        assertThat(folder.resolve("one.webp")).isNotEmptyFile();

        String item =
                JsonText.read(owner.lines("item", "list", "--json").get(0)).getString("item_id");
        assertThat(stranger.run("item", "status", item)).isEqualTo(Exit.NOT_FOUND);
        assertThat(stranger.run("item", "delete", item)).isEqualTo(Exit.NOT_FOUND);
        assertThat(owner.run("item", "delete", item)).isEqualTo(Exit.DONE);
        assertThat(owner.run("item", "status", item)).isEqualTo(Exit.NOT_FOUND);
    }

    private Commands commands(String client) throws IOException {
        return Commands.of(
                client, folder, servers.stream().map(ServerProcess::url).toList());
    }

    private Path home(int server) {
        return folder.resolve("home" + server);
    }

    private boolean holds(int server, String place) {
        Path files = home(server).resolve("work/conversion").resolve(place);
        if (!Files.isDirectory(files)) {
            return false;
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(files)) {
            return found.iterator().hasNext();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
