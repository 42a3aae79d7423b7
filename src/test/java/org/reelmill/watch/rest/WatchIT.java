package org.reelmill.watch.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.RestClient;
import org.reelmill.testing.SourceFilms;
import org.reelmill.watch.TinyVideo;

/** Watched folders over HTTP, each test in a folder of its own on the machine of the server. */
@RunAsClient
@Tag("once")
class WatchIT extends ReelmillIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String FOLDERS = "v1/watch/folders";

    @ArquillianResource
    private URL base;

    @TempDir
    Path folder;

    private RestClient admin;
    private Path in;
    private String address = "";

    @BeforeEach
    void signIn() throws IOException {
        admin = RestClient.administrator(base);
        admin.setPolicy("settleSeconds", Json.createValue(1));
        in = Files.createDirectory(folder.resolve("in"));
    }

    @AfterEach
    void forget() {
        admin.setPolicy("settleSeconds", Json.createValue(5));
        if (!address.isEmpty()) {
            admin.delete(address);
        }
    }

    @Test
    void registersWithAddressesAndFollowsRenamesAndDeletes() throws IOException {
        RestClient.Answer added = admin.post(
                "v1/watch/bases",
                Json.createObjectBuilder()
                        .add("folder", in.resolve("new folder").toString())
                        .add("url", "https://media.example/v/")
                        .build()
                        .toString());
        try {
            Path there = write("there.mp4");
            watch(Json.createObjectBuilder());
            JsonObject first = awaitVideo(there, 1);
            assertThat(first.getString("url")).as("no base address (S3.8)").isEmpty();

            Path film = write("new folder/a b/ä #1.MKV.mp4");
            Path renamed = Files.move(there, in.resolve("renamed.mp4"));
            JsonObject video = awaitVideo(film, 1);
            assertThat(video.getString("url")).isEqualTo("https://media.example/v/a%20b/%C3%A4%20%231.MKV.mp4");
            assertThat(awaitVideo(renamed, 1).getInt("id")).as("the same row").isEqualTo(first.getInt("id"));
            assertThat(find(there)).isEmpty();

            Files.delete(film);
            assertThat(awaitVideo(film, 5).getInt("id")).isEqualTo(video.getInt("id"));
        } finally {
            assertThat(admin.delete("v1/watch/bases/" + added.json().getInt("id"))
                            .status())
                    .isEqualTo(204);
        }
    }

    @Test
    void saysWhyAFileIsNotPickedUp() throws IOException {
        watch(Json.createObjectBuilder());
        Path film = in.resolve("half.mp4");
        Files.write(film, Arrays.copyOf(TinyVideo.ofBytes(4000), 3000));

        await().atMost(PATIENCE).until(() -> why(film).contains("end is missing"));
        assertThat(awaitFile("SETTLING", film).getString("reason")).isEqualTo("INCOMPLETE");
        assertThat(why(in.resolve("text.txt"))).contains("mp4,avi,mov,mkv");
        assertThat(why(in.resolve(".hidden.mp4"))).contains("dot");
        assertThat(why(in.resolve("missing.mp4"))).contains("no such file");
        assertThat(why(folder.resolve("other.mp4"))).contains("no watched folder");

        Files.write(film, TinyVideo.ofBytes(4000));
        awaitVideo(film, 1);
    }

    @Test
    void tellsHowAFolderStands() throws IOException {
        write("a.mp4");
        watch(Json.createObjectBuilder().add("wantedMode", "POLLING").add("pollSeconds", 3600));
        awaitVideo(in.resolve("a.mp4"), 1);

        JsonObject report = admin.get(address).json();
        assertThat(report.getString("mode")).isEqualTo("POLLING");
        assertThat(report.getInt("registered")).isEqualTo(1);
        assertThat(report.getInt("registeredThisHour")).isEqualTo(1);
        assertThat(report.getString("reconciled")).isNotBlank();
        assertThat(report.getString("watchedBy")).isNotBlank();

        Files.delete(in.resolve("a.mp4"));
        assertThat(RestClient.as(base, "OPERATOR").post(address + "/rescan").status())
                .isEqualTo(200);
        await().atMost(PATIENCE).until(() -> admin.get(address).json().containsKey("trouble"));
        assertThat(find(in.resolve("a.mp4")).orElseThrow().getInt("status"))
                .as("an empty folder is not taken for a loss unless somebody says so")
                .isEqualTo(1);
        admin.post(address + "/rescan?acceptLoss=true");
        awaitVideo(in.resolve("a.mp4"), 5);
    }

    @Test
    void makesAJobOfAFilmAndLeavesTheFilmWhereItIs() throws IOException {
        String output = small();
        watch(Json.createObjectBuilder()
                .add("rule", "JOB")
                .add("outputs", Json.createArrayBuilder().add(output)));
        Path film = in.resolve("film-" + System.nanoTime() + ".mp4");
        Files.copy(SourceFilms.Kind.H264_CLOSED.file(), film);
        Path none = write("none-" + System.nanoTime() + ".mp4");

        awaitVideo(film, 3);
        awaitVideo(none, 4);

        assertThat(film).hasSameBinaryContentAs(SourceFilms.Kind.H264_CLOSED.file());
        JsonObject file = awaitFile("REGISTERED", film);
        assertThat(file.getString("followUp")).isEqualTo("DONE");
        assertThat(admin.get("v1/jobs/" + file.getString("job")).json().getString("status"))
                .isEqualTo("COMPLETED");
        assertRetryIsSeen(none);
    }

    private void assertRetryIsSeen(Path none) {
        String job = "v1/jobs/" + awaitFile("REGISTERED", none).getString("job");
        admin.setPolicy("ingestEnabled", JsonValue.FALSE);
        try {
            // not before its folders are clean
            await().atMost(PATIENCE).until(() -> admin.post(job + "/retry").status() < 300);
            assertThat(find(none).orElseThrow().getInt("status")).isEqualTo(2);
            admin.post(job + "/cancel");
        } finally {
            admin.setPolicy("ingestEnabled", JsonValue.TRUE);
        }
    }

    @Test
    void makesMp4sUnderNamesOfTheirOwn() throws IOException {
        Path out = folder.resolve("out");
        watch(Json.createObjectBuilder()
                .add("rule", "NORMALISE")
                .add("target", out.toString())
                .add("outputs", Json.createArrayBuilder().add(small())));
        Path film = Files.copy(SourceFilms.Kind.H264_CLOSED.file(), in.resolve("clip.mp4"));
        awaitVideo(out.resolve("clip.mp4"), 1);
        assertThat(out.resolve("clip.mp4")).hasSameBinaryContentAs(film);
        assertThat(Files.getLastModifiedTime(out.resolve("clip.mp4")).toMillis())
                .isEqualTo(Files.getLastModifiedTime(film).toMillis());

        // by what it holds an MP4, but its name asks for a job
        Files.copy(film, in.resolve("clip.mov"));
        awaitVideo(out.resolve("clip-mov.mp4"), 1);
        assertThat(find(in.resolve("clip.mov")))
                .as("only the MP4 is registered")
                .isEmpty();
    }

    @Test
    void refusesWhatCannotBeWatched() {
        assertField("folder", admin.post(FOLDERS, "{}"));
        assertField("folder", admin.post(FOLDERS, "{\"folder\":\"relative\"}"));
        assertField("folder", create(Json.createObjectBuilder().add("folder", "/")));
        assertField("pollSeconds", create(wanted().add("pollSeconds", 0)));
        assertField("wantedMode", create(wanted().add("wantedMode", "GUESSING")));
        assertField("rule", create(wanted().add("rule", "DELETE")));
        assertField("target", create(wanted().add("rule", "NORMALISE")));
        assertField("target", create(wanted().add("target", in.resolve("below").toString())));
        assertField(
                "outputs",
                create(wanted().add("outputs", Json.createArrayBuilder().add("17p1"))));
        assertField("recursive", create(wanted().add("recursive", "yes")));
        assertField("url", admin.post("v1/watch/bases", "{\"folder\":\"/srv\",\"url\":\"file:///srv\"}"));
        assertThat(admin.get(FOLDERS + "/0").status()).isEqualTo(404);
        assertThat(admin.get("v1/watch/videos?limit=501").status()).isEqualTo(400);

        watch(Json.createObjectBuilder());
        assertThat(create(wanted()).status()).as("watched already").isEqualTo(409);
        assertThat(create(Json.createObjectBuilder()
                                .add("folder", in.resolve("below").toString()))
                        .status())
                .isEqualTo(409);
    }

    private void watch(JsonObjectBuilder more) {
        RestClient.Answer answer = create(more.add("folder", in.toString()));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        address = FOLDERS + "/" + answer.json().getInt("id");
    }

    private JsonObjectBuilder wanted() {
        return Json.createObjectBuilder().add("folder", in.toString());
    }

    private RestClient.Answer create(JsonObjectBuilder body) {
        return admin.post(FOLDERS, body.build().toString());
    }

    /** An output that nobody gets who does not ask for it. @return its name */
    private String small() {
        return admin.post(
                        "v1/outputs",
                        "{\"maxX\":96,\"maxY\":72,\"maxFramerate\":" + (10 + (int) (Math.random() * 900))
                                + ",\"preset\":\"ultrafast\",\"active\":false}")
                .json()
                .getString("name");
    }

    private Path write(String name) throws IOException {
        Path file = in.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, TinyVideo.ofBytes(4000));
    }

    private JsonObject awaitVideo(Path file, int status) {
        return await().atMost(PATIENCE)
                .until(() -> find(file), video -> video.filter(it -> it.getInt("status") == status)
                        .isPresent())
                .orElseThrow();
    }

    private Optional<JsonObject> find(Path file) {
        return admin.get("v1/watch/videos?path=" + encoded(file)).json().getJsonArray("items").stream()
                .map(JsonValue::asJsonObject)
                .filter(video -> video.getString("path").equals(file.toString()))
                .findFirst();
    }

    private JsonObject awaitFile(String state, Path file) {
        return await().atMost(PATIENCE)
                .until(
                        () -> admin.get(address + "/files?state=" + state).json().getJsonArray("items").stream()
                                .map(JsonValue::asJsonObject)
                                .filter(it -> it.getString("path").equals(file.toString()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private String why(Path file) {
        return admin.get("v1/watch/why?path=" + encoded(file)).json().getString("why");
    }

    private static String encoded(Path file) {
        return URLEncoder.encode(file.toString(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static void assertField(String field, RestClient.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().getString("field")).isEqualTo(field);
    }
}
