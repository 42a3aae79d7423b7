package org.reelmill.library.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.RestClient;
import org.reelmill.testing.SourceFilms;

/** The library over HTTP, each test in a folder of its own. */
@RunAsClient
class LibraryIT extends ReelmillIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String LIBRARY = "v1/libraries/library/";
    private static final int LONG_ADDRESS = 1000;

    /** What must never lead anywhere. */
    private static final List<String> HOSTILE = List.of(
            "../etc/passwd",
            "a/../../../etc/passwd",
            "..",
            ".",
            "a/./b",
            "/etc/passwd",
            "\\etc\\passwd",
            "a\u0000b",
            "%2e%2e/etc/passwd",
            "%2e%2e%2fetc%2fpasswd",
            "\uff0e\uff0e/etc/passwd",
            "\u2025/etc/passwd",
            "a\u2215..\u2215..\u2215etc",
            "x".repeat(4000),
            ("y".repeat(250) + "/").repeat(20) + "z",
            "a//b",
            "a/",
            "link-out/passwd",
            "link-up/library");

    @ArquillianResource
    private URL base;

    private RestClient user;
    private Path folder;
    private String name;

    @BeforeEach
    void makeAFolder() throws IOException {
        user = RestClient.as(base, "USER");
        name = "it-" + UUID.randomUUID();
        folder = Files.createDirectories(top().resolve(name));
    }

    private static Path top() {
        return Path.of(System.getProperty("reelmill.test.home"))
                .toAbsolutePath()
                .resolve("library");
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void aScanFindsAllAndLooksIntoMediaFiles() throws IOException {
        write("a/b/c/note.txt", "four");
        ImageIO.write(
                new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB),
                "png",
                folder.resolve("a/picture.png").toFile());
        Files.copy(SourceFilms.Kind.H264_CLOSED.file(), folder.resolve("a/film.mp4"));

        assertThat(post("scan", name).status()).isEqualTo(200);
        JsonObject whole = awaitMeasured(name);

        assertThat(List.of(whole.getInt("files"), whole.getInt("images"), whole.getInt("videos")))
                .containsExactly(3, 1, 1);
        assertThat(whole.getJsonNumber("size").longValue())
                .isEqualTo(4 + Files.size(folder.resolve("a/picture.png")) + Files.size(folder.resolve("a/film.mp4")));
        JsonObject picture = awaitMeasured(name + "/a/picture.png");
        assertThat(List.of(picture.getInt("width"), picture.getInt("height"), picture.getString("codec")))
                .containsExactly(64, 48, "png");
        JsonObject film = awaitMeasured(name + "/a/film.mp4");
        assertThat(film.getString("codec")).isEqualTo("h264");
        assertThat(film.getJsonNumber("seconds").doubleValue()).isPositive();
        assertThat(found("kind=video&codec=h264&mostSeconds=1000")).containsExactly(name + "/a/film.mp4");
        assertThat(found("q=NOTE&leastSize=4")).containsExactly(name + "/a/b/c/note.txt");
        assertThat(found("codec=PNG&leastWidth=64&leastHeight=48")).containsExactly(name + "/a/picture.png");
        assertThat(found("takenFrom=2000-01-01&takenUntil=2000-01-01")).isEmpty();
        assertThat(user.get(LIBRARY + "search?takenFrom=soon").json().getString("field"))
                .isEqualTo("takenFrom");
        await().atMost(PATIENCE).until(() -> !RestClient.as(base, "OPERATOR")
                .get("v1/batch/executions?job=library-measure&state=COMPLETED")
                .json()
                .getJsonArray("items")
                .isEmpty());
    }

    /** Nothing is purged by it: the day of what was removed just now is far away. */
    @Test
    void foretellsWhatAgeWillDelete() throws IOException {
        RestClient administrator = RestClient.administrator(base);
        write("old.txt", "four");
        assertThat(user.get("v1/library-work/purge").json().getInt("keepDays")).isZero();
        assertThat(results(post("remove", name + "/old.txt"))).isEqualTo("true");
        administrator.setPolicy("garbageKeepDays", Json.createValue(30_000));
        try {
            JsonObject soon = user.get("v1/library-work/purge").json();
            JsonObject late = user.get("v1/library-work/purge?within=30001").json();

            assertThat(soon.getInt("entries")).isZero();
            assertThat(Instant.parse(soon.getString("next")))
                    .isAfter(Instant.now().plus(29_000, ChronoUnit.DAYS));
            assertThat(late.getInt("entries")).isPositive();
            assertThat(late.getJsonNumber("bytes").longValue()).isGreaterThanOrEqualTo(4);
            assertThat(user.get("v1/library-work/purge?within=-1").json().getString("field"))
                    .isEqualTo("within");
        } finally {
            administrator.setPolicy("garbageKeepDays", Json.createValue(0));
        }
    }

    private JsonObject awaitMeasured(String path) {
        return await().atMost(PATIENCE).until(() -> entry(path), entry -> !entry.getBoolean("pending", true));
    }

    private JsonObject entry(String path) {
        return user.get(LIBRARY + "entry?path=" + encoded(path)).json();
    }

    private List<String> found(String query) {
        return user
                .get(LIBRARY + "search?path=" + name + "&" + query)
                .json()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(entry -> entry.getString("path"))
                .toList();
    }

    @Test
    void listsAtOnceWhatWasJustMade() throws IOException {
        write("small.mkv", "1");
        write("big.mkv", "1234567890");
        write("sub/x", "1");

        assertThat(names("files")).containsExactly("big.mkv", "small.mkv");
        assertThat(names("folders")).containsExactly("sub");
        Files.delete(folder.resolve("big.mkv"));
        assertThat(names("files")).containsExactly("small.mkv");
        assertThat(user.get(LIBRARY + "entries?path=" + name + "&panel=files&limit=1&offset=1")
                        .json()
                        .getInt("total"))
                .isEqualTo(1);
        assertThat(user.get(LIBRARY + "entries?path=" + name + "&order=colour").status())
                .isEqualTo(400);
        assertThat(user.get("v1/libraries/nothing/entry").status()).isEqualTo(404);
    }

    private List<String> names(String panel) {
        return user
                .get(LIBRARY + "entries?path=" + name + "&panel=" + panel)
                .json()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(entry -> entry.getString("name"))
                .toList();
    }

    @Test
    void changesHaveAResultEachAndAreAudited() throws IOException {
        write("a/one.txt", "1");
        write("a/two.txt", "22");
        Files.createDirectory(folder.resolve("b"));

        assertThat(results(user.post(LIBRARY + "retain", body(Map.of("reason", "precious"), name + "/a/one.txt"))))
                .isEqualTo("true");
        assertThat(entry(name + "/a/one.txt").getString("retainReason")).isEqualTo("precious");
        assertThat(results(post("remove", name + "/a/one.txt", name + "/a/two.txt", name + "/a/three.txt")))
                .isEqualTo("false true false");
        assertThat(folder.resolve("a/one.txt")).exists();
        assertThat(folder.resolve("a/two.txt")).doesNotExist();
        assertThat(found("q=two&area=garbage")).containsExactly(name + "/a/two.txt");
        assertThat(found("q=one&retained=false")).isEmpty();
        assertThat(results(post("restore", name + "/a/two.txt"))).isEqualTo("true");
        assertThat(folder.resolve("a/two.txt")).hasContent("22");

        RestClient.Answer moved =
                user.post(LIBRARY + "move", body(Map.of("destination", name + "/b"), name + "/a/one.txt"));
        assertThat(moved.json().getJsonArray("results").getJsonObject(0).getString("newPath"))
                .isEqualTo(name + "/b/one.txt");
        assertThat(entry(name + "/b/one.txt").getBoolean("retain")).isTrue();
        assertThat(results(user.post(LIBRARY + "rename", body(Map.of("name", "1.txt"), name + "/b/one.txt"))))
                .isEqualTo("true");
        assertThat(results(post("release", name + "/b/1.txt"))).isEqualTo("true");
        assertThat(results(post("remove", name + "/b"))).isEqualTo("true");
        RestClient admin = RestClient.administrator(base);
        assertThat(results(admin.post(LIBRARY + "delete", body(Map.of(), name + "/b"))))
                .isEqualTo("true");
        assertThat(user.get(LIBRARY + "entry?area=garbage&path=" + name).status())
                .isEqualTo(404);

        String audit = admin.get("v1/audit?limit=100").text();
        for (String action : List.of("retain", "remove", "restore", "move", "release", "delete")) {
            assertThat(audit).contains("library." + action);
        }
    }

    @Test
    void refusesBadInputByItsName() {
        Map<String, String> bad = Map.of(
                "retain", "{\"paths\":[\"a\"],\"until\":\"yesterday\"}",
                "remove", "{\"paths\":[]}",
                "move", "{\"paths\":[\"a\"]}",
                "rename", "{\"paths\":[\"a\",\"b\"],\"name\":\"c\"}",
                "scan", "{\"path\":\"a\"}");
        Map<String, String> fields =
                Map.of("retain", "until", "remove", "paths", "move", "destination", "rename", "paths", "scan", "path");
        bad.forEach((route, json) -> {
            RestClient.Answer answer = user.post(LIBRARY + route, json);
            assertThat(answer.status()).as(route).isEqualTo(400);
            assertThat(answer.json().getString("field")).as(route).isEqualTo(fields.get(route));
        });
    }

    @Test
    void servesFilesInRangesAndRunsNothing() throws IOException {
        write("film; 1+1=2 \u00e9.mp4", "0123456789");
        write("page.html", "<script>alert(1)</script>");
        write("program.exe", "MZ");
        String href = entry(name + "/film; 1+1=2 \u00e9.mp4").getString("href");

        RestClient.Answer part = user.get(href, "Range", "bytes=2-4");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).isEqualTo("234");
        assertThat(part.header("Content-Type")).isEqualTo("video/mp4");
        assertThat(part.header("ETag")).isNotEmpty();
        RestClient.Answer page = user.get(entry(name + "/page.html").getString("href"));
        assertThat(page.header("Content-Type")).startsWith("text/plain");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Content-Security-Policy")).contains("sandbox").contains("default-src 'none'");
        assertThat(user.get(entry(name + "/program.exe").getString("href")).header("Content-Disposition"))
                .startsWith("attachment");
        assertThat(user.get(href + "?download").header("Content-Disposition")).startsWith("attachment");
        assertThat(user.get(href.replace("film", "nothing")).status()).isEqualTo(404);
        write("of Windows\\note.txt", "back");
        assertThat(user.get(entry(name + "/of Windows\\note.txt").getString("href"))
                        .text())
                .isEqualTo("back");
        assertThat(user.get("/library-files/library/files/" + name).status()).isEqualTo(404);
    }

    @Test
    void aFolderComesAsAnArchive() throws IOException {
        write("a/one.txt", "1");
        write("a/b/\u65e5\u672c.txt", "two");
        Files.createDirectories(folder.resolve("a/empty"));
        Files.createSymbolicLink(folder.resolve("a/link"), Path.of("/etc/passwd"));
        write("a/$RECYCLE.BIN/hidden.txt", "what the library hides");
        // as every name reads that is no text: two of them in one archive would break it off
        write("a/b/no \ufffd text", "what nobody can ask for");

        RestClient.Answer zip = user.get(entry(name + "/a").getString("href") + "?zip");

        assertThat(zip.status()).isEqualTo(200);
        assertThat(zip.header("Content-Disposition")).contains("a.zip");
        Map<String, String> content = new LinkedHashMap<>();
        try (ZipInputStream in =
                new ZipInputStream(new ByteArrayInputStream(zip.response().body()))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                content.put(entry.getName(), new String(in.readAllBytes(), UTF_8));
            }
        }
        assertThat(content)
                .containsOnly(
                        Map.entry("one.txt", "1"),
                        Map.entry("b/", ""),
                        Map.entry("b/\u65e5\u672c.txt", "two"),
                        Map.entry("empty/", ""));
    }

    @Test
    void oldClientsGetWhatTheyKnow() throws IOException {
        write("sub/film.mp4", "0123456789");
        write("Picture.JPG", "12345");
        write("zero", "");
        long before = form("/query", Map.of("directory", folder.toString()))
                .json()
                .getJsonNumber("time")
                .longValue();

        JsonObject start =
                form("/start", Map.of("directory", folder.toString())).json();
        assertThat(start.getJsonArray("files").getValuesAs(JsonObject.class))
                .extracting(item -> item.getString("name") + " " + item.getString("type"))
                .containsExactly("Picture.JPG image", "zero file", "sub directory");
        JsonObject picture = start.getJsonArray("files").getJsonObject(0);
        assertThat(picture.keySet())
                .contains("name", "type", "size", "cachefile", "cachepath", "images", "videos", "retain");
        assertThat(picture.getInt("size")).isEqualTo(5);

        await().atMost(PATIENCE).until(() -> form("/querydir", Map.of("directory", folder.toString()))
                .json()
                .getJsonArray("files")
                .getValuesAs(JsonObject.class)
                .stream()
                .anyMatch(item -> item.getString("name").equals("sub") && item.getInt("size") == 10));
        assertThat(form("/query", Map.of("directory", folder.toString(), "lastupdate", String.valueOf(before)))
                        .text())
                .contains("\"sub\"");

        String film = folder.resolve("sub/film.mp4").toString();
        assertThat(form("/retain", Map.of("path", film)).text()).isEqualTo("{\"retain\":\"retain\"}");
        assertThat(form("/remove", Map.of("file", film)).status()).isEqualTo(409);
        assertThat(form("/retain", Map.of("path", film)).text()).isEqualTo("{\"retain\":null}");
        JsonObject moved = form("/move", Map.of("file", film, "destination", folder.toString()))
                .json();
        assertThat(moved.getString("status")).isEqualTo("OK");
        assertThat(moved.getString("newfile"))
                .isEqualTo(folder.resolve("film.mp4").toString());
        assertThat(user.get("/serve?filepath="
                                + encoded(folder.resolve("film.mp4").toString()))
                        .text())
                .isEqualTo("0123456789");
        assertThat(form("/invalidate", Map.of("path", folder.toString())).text())
                .isEqualTo("OK");
        assertThat(form("/remove", Map.of("file", folder.resolve("film.mp4").toString()))
                        .status())
                .isEqualTo(200);
        assertThat(top().resolveSibling("garbage").resolve(name + "/film.mp4")).exists();
    }

    /** S0.20 to S0.24. */
    @Test
    void oldClientsSeePreviewsComeTrue() throws IOException {
        ImageIO.write(
                new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB),
                "png",
                folder.resolve("picture.png").toFile());
        write("broken.jpg", "no image");
        write("broken.mp4", "no film");
        write("text.txt", "text");
        String before = form("/query", Map.of("directory", folder.toString()))
                .json()
                .get("time")
                .toString();
        assertThat(previews("/start", "0", "cachefile"))
                .containsOnly(
                        Map.entry("picture.png", "\"pending\""),
                        Map.entry("broken.jpg", "\"pending\""),
                        Map.entry("broken.mp4", "\"pending\""),
                        Map.entry("text.txt", "null"));

        // those that are pending are left out (S0.24)
        await().atMost(PATIENCE)
                .until(() -> previews("/query", before, "mediacache").size() == 4);

        Map<String, String> made = previews("/query", before, "mediacache");
        assertThat(made)
                .containsEntry("broken.jpg", "\"/resources/images/unreadable.png\"")
                .containsEntry("broken.mp4", "\"fail\"")
                .containsEntry("text.txt", "null");
        assertThat(previews("/start", "0", "cachefile")).isEqualTo(made);
        assertThat(previews("/start", "0", "cachepath")).isEqualTo(made);
        for (String name : List.of("picture.png", "broken.jpg")) {
            RestClient.Answer picture = user.get(made.get(name).replace("\"", ""));
            assertThat(picture.header("Content-Type")).startsWith("image/");
        }
        JsonObject row = form("/query", Map.of("directory", folder.toString()))
                .json()
                .getJsonArray("files")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(it -> it.getString("name").equals("picture.png"))
                .findAny()
                .orElseThrow();
        assertThat(row.getString("item_path"))
                .isEqualTo(folder.resolve("picture.png").toString());
        assertThat(row.getString("lastupdate")).endsWith(" GMT");

        // X12: previews are made anew
        assertThat(form("/invalidate", Map.of("path", folder.toString())).text())
                .isEqualTo("OK");
        assertThat(previews("/start", "0", "cachefile")).containsEntry("broken.jpg", "\"pending\"");
    }

    private Map<String, String> previews(String route, String since, String field) {
        return form(route, Map.of("directory", folder.toString(), "lastupdate", since))
                .json()
                .getJsonArray("files")
                .getValuesAs(JsonObject.class)
                .stream()
                .collect(Collectors.toMap(
                        item -> item.getString("name"), item -> item.get(field).toString()));
    }

    @Test
    void oldClientsReadAndChangeTheSettings() {
        RestClient admin = RestClient.administrator(base);
        JsonObject settings = form(admin, "/settings", Map.of()).json();
        assertThat(settings.getString("source_path")).isEqualTo(top().toString());
        assertThat(settings.getString("deleted_path"))
                .isEqualTo(top().resolveSibling("garbage").toString());
        assertThat(settings.getBoolean("allow_register")).isTrue();
        assertThat(settings.getJsonNumber("current_time").longValue()).isPositive();

        Map<String, String> same = Map.of(
                "action",
                "set",
                "source_path",
                top().toString(),
                "deleted_path",
                top().resolveSibling("garbage").toString(),
                "allow_register",
                "1");
        assertThat(form(admin, "/settings", same).json().getString("message")).isNotEmpty();
        RestClient.Answer elsewhere = form(
                admin,
                "/settings",
                Map.of("action", "set", "source_path", "/etc", "deleted_path", "/tmp", "allow_register", "1"));
        assertThat(elsewhere.status()).isEqualTo(400);
        assertThat(form("/settings", Map.of()).status()).isEqualTo(403);
    }

    @Test
    void oldClientsGetTheErrorsThatTheyKnow() throws IOException {
        write("film.mp4", "1");
        String film = folder.resolve("film.mp4").toString();
        for (String route : List.of("/start", "/query", "/querydir", "/retain", "/remove", "/move", "/invalidate")) {
            assertThat(form(route, Map.of()).status()).as(route).isEqualTo(400);
            assertThat(user.get(route).status()).as(route).isEqualTo(405);
        }
        assertThat(user.get("/serve").status()).isEqualTo(400);
        assertThat(form("/retain", Map.of("path", film + "x")).status()).isEqualTo(404);
        assertThat(form("/move", Map.of("file", film + "x", "destination", folder.toString()))
                        .status())
                .isEqualTo(404);
        RestClient.Answer noDestination = form(
                "/move",
                Map.of("file", film, "destination", folder.resolve("none").toString()));
        assertThat(noDestination.status()).isEqualTo(404);
        assertThat(noDestination.json().getString("status")).isEqualTo("fail");
        assertThat(noDestination.json().getString("reason")).isNotEmpty();
        assertThat(form("/move", Map.of("file", film)).status()).isEqualTo(400);
        for (String never : List.of("soon", "NaN", "-1", "1e300")) {
            assertThat(form("/query", Map.of("directory", folder.toString(), "lastupdate", never))
                            .status())
                    .as(never)
                    .isEqualTo(400);
        }
    }

    @Test
    void hostilePathsLeadNowhereByAnyRoute() throws IOException {
        Files.createSymbolicLink(folder.resolve("link-out"), Path.of("/etc"));
        Files.createSymbolicLink(folder.resolve("link-up"), Path.of("../.."));
        write("victim.txt", "1");
        List<String> hostiles =
                HOSTILE.stream().flatMap(it -> Stream.of(it, name + "/" + it)).toList();
        for (String change : List.of("retain", "release", "remove", "scan", "invalidate")) {
            assertThat(post(change, hostiles.toArray(String[]::new)).json().getInt("refused"))
                    .as(change)
                    .isEqualTo(hostiles.size());
        }
        for (String hostile : hostiles) {
            for (String reading : List.of("entry?path=", "entries?path=", "search?path=")) {
                assertRefused(reading, hostile, status("/api/" + LIBRARY + reading + encoded(hostile)));
            }
            assertRefused("files", hostile, status("/library-files/library/files/" + encoded(hostile)));
            assertRefused(
                    "move",
                    hostile,
                    user.post(LIBRARY + "move", body(Map.of("destination", hostile), name + "/victim.txt"))
                            .status());
            assertOldRoutesRefuse(top() + "/" + hostile);
        }
        for (String hostile : HOSTILE) {
            assertOldRoutesRefuse(hostile);
            assertThat(results(user.post(
                            LIBRARY + "rename",
                            body(Map.of("name", hostile.contains("/") ? hostile : "/"), name + "/victim.txt"))))
                    .as("rename to " + shortened(hostile))
                    .isEqualTo("false");
        }
        assertThat(folder.resolve("victim.txt")).exists();
    }

    private void assertOldRoutesRefuse(String path) {
        assertRefused("/serve", path, status("/serve?filepath=" + encoded(path)));
        Map<String, Map<String, String>> forms = Map.of(
                "/start", Map.of("directory", path),
                "/query", Map.of("directory", path),
                "/querydir", Map.of("directory", path),
                "/retain", Map.of("path", path),
                "/invalidate", Map.of("path", path),
                "/remove", Map.of("file", path),
                "/move", Map.of("file", folder.resolve("victim.txt").toString(), "destination", path));
        forms.forEach((route, fields) ->
                assertRefused(route, path, form(route, fields).status()));
    }

    /** A long one by a connection of its own: a server may end one on which it got too long an address. */
    private int status(String path) {
        if (path.length() < LONG_ADDRESS) {
            return user.get(path).status();
        }
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(base.toString()).resolve(path))
                    .timeout(Duration.ofSeconds(60))
                    .headers(RestClient.identity(base, "USER"));
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return HttpURLConnection.HTTP_BAD_REQUEST;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void assertRefused(String route, String path, int status) {
        assertThat(status).as(route + " " + shortened(path)).isIn(400, 404, 409, 414);
    }

    private static String shortened(String path) {
        return path.substring(0, Math.min(60, path.length()));
    }

    @Test
    void filmsBecomeJobsAndStayWhereTheyAre() throws IOException {
        RestClient admin = RestClient.administrator(base);
        String film = name + ".mp4";
        Files.copy(SourceFilms.Kind.H264_CLOSED.file(), folder.resolve(film));
        write("notes.txt", "1");
        write("sub/" + film, "another of that name");
        String order = Json.createObjectBuilder()
                .add("library", "library")
                .add(
                        "paths",
                        Json.createArrayBuilder(List.of(
                                name + "/" + film, name + "/sub/" + film, name + "/notes.txt", "../etc/passwd")))
                .build()
                .toString();

        RestClient.Answer answer = user.post("v1/jobs/of-library", order);

        assertThat(results(answer)).isEqualTo("true false false false");
        JsonObject refused = answer.json().getJsonArray("results").getJsonObject(2);
        assertThat(refused.getString("reason")).isEqualTo("is no film");
        String job = answer.json().getJsonArray("results").getJsonObject(0).getString("job");
        assertThat(user.get("v1/jobs/" + job).json().getString("source")).isEqualTo(film);
        admin.post("v1/jobs/" + job + "/cancel", "{}");
        assertThat(folder.resolve(film)).hasSameBinaryContentAs(SourceFilms.Kind.H264_CLOSED.file());
    }

    @Test
    void librariesAreDefinedAndForgotten() throws IOException {
        RestClient admin = RestClient.administrator(base);
        Path other = Files.createTempDirectory("reelmill-root").toRealPath();
        Files.writeString(other.resolve("film.mp4"), "12");
        String wish = Json.createObjectBuilder()
                .add("name", name)
                .add("folder", other.toString())
                .build()
                .toString();

        RestClient.Answer unmarked = admin.post("v1/libraries", wish);
        assertThat(unmarked.status()).isEqualTo(400);
        assertThat(unmarked.json().getString("field")).isEqualTo("folder");
        RestClient.Answer made = admin.post("v1/libraries", wish.replace("}", ",\"mark\":true}"));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(admin.post("v1/libraries", wish).status()).isEqualTo(409);
        assertThat(user.get("v1/libraries/" + name + "/entries").text()).contains("film.mp4");
        write("moved.txt", "3");
        RestClient.Answer moved =
                user.post(LIBRARY + "move", body(Map.of("destination", "", "library", name), this.name + "/moved.txt"));
        assertThat(results(moved)).isEqualTo("true");
        assertThat(other.resolve("moved.txt")).exists();
        assertThat(admin.delete("v1/libraries/" + name).status()).isEqualTo(204);
        assertThat(user.get("v1/libraries/" + name + "/entries").status()).isEqualTo(404);
        assertThat(other.resolve("film.mp4")).exists();
    }

    private RestClient.Answer post(String change, String... paths) {
        return user.post(LIBRARY + change, body(Map.of(), paths));
    }

    private static String body(Map<String, String> members, String... paths) {
        JsonObjectBuilder json = Json.createObjectBuilder().add("paths", Json.createArrayBuilder(Arrays.asList(paths)));
        members.forEach(json::add);
        return json.build().toString();
    }

    private static String results(RestClient.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().getJsonArray("results").getValuesAs(JsonObject.class).stream()
                .map(result -> String.valueOf(result.getBoolean("done")))
                .collect(Collectors.joining(" "));
    }

    private RestClient.Answer form(String route, Map<String, String> parameters) {
        return form(user, route, parameters);
    }

    private static RestClient.Answer form(RestClient client, String route, Map<String, String> parameters) {
        String body = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return client.send(
                "POST", route, BodyPublishers.ofString(body), "Content-Type", "application/x-www-form-urlencoded");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
