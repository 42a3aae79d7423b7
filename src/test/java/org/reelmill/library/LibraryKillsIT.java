package org.reelmill.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.app.ReelmillDataSource;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.Sha256;
import org.reelmill.testing.MariaDbServer;
import org.reelmill.testing.RestClient;
import org.reelmill.testing.ServerProcess;
import org.reelmill.testing.Sql;

/**
 * A server that is killed so many times as {@code -Dlibrary.kills=10} says, while something is on its way, and
 * people move, rename, remove, restore and scan, on two volumes. At each kill all files are there, whole; after each start they
 * are there once, and the database knows them as they are. What it prints at its end depends on the machine.
 */
@Tag("serverless")
@EnabledIfSystemProperty(named = "library.kills", matches = "\\d+")
class LibraryKillsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int PEOPLE = 3;
    private static final int FOLDERS = 12;
    private static final int FILES_EACH = 40;
    private static final int LARGEST = 64 << 10;
    private static final List<String> LIBRARIES = List.of("library", "memory");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final Random random = new Random(Long.getLong("library.seed", 4711));
    private final AtomicInteger deeds = new AtomicInteger();
    private final TreeSet<String> contents = new TreeSet<>();
    private Path home;
    private Path memory;
    private ServerProcess server;
    private Sql sql;
    private volatile boolean going;

    @BeforeEach
    void start() throws IOException {
        home = Files.createDirectory(folder.resolve("home")).toRealPath();
        Files.createFile(home.resolve(WorkFolders.MARKER));
        memory =
                Files.createTempDirectory(Path.of("/dev/shm"), "reelmill-kills").toRealPath();
        Configuration configuration = MariaDbServer.get().createDatabase();
        sql = new Sql(new ReelmillDataSource(configuration));
        List<String> settings =
                new ArrayList<>(List.of("reelmill.home=" + home, "reelmill.sample=false", "reelmill.node.roles="));
        settings.addAll(ServerProcess.database(configuration));
        server = ServerProcess.in(Files.createDirectory(folder.resolve("server")), settings);
        server.startUp();
    }

    @AfterEach
    void stop() throws IOException {
        going = false;
        server.kill();
        new DiskVolumes().delete(memory, new Volumes.Progress() {
            @Override
            public void copied(long bytes) {
                // nobody listens
            }

            @Override
            public void alive() {
                // nobody listens
            }
        });
    }

    @Test
    void losesNothingWheneverItIsKilled() throws Exception {
        define();
        fill();
        int kills = Integer.getInteger("library.kills");
        for (int kill = 0; kill < kills; kill++) {
            ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
            going = true;
            RestClient user = RestClient.administrator(server.url());
            List<Future<?>> bustles = new ArrayList<>();
            for (int person = 0; person < PEOPLE; person++) {
                long seed = random.nextLong();
                bustles.add(people.submit(() -> bustle(user, new Random(seed))));
            }
            int enough = deeds.get() + 1 + random.nextInt(10);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> deeds.get() >= enough && sql.number("SELECT COUNT(*) FROM library_transfer") > 0);
            server.kill();
            going = false;
            for (Future<?> bustle : bustles) {
                bustle.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            people.shutdown();

            assertThat(new TreeSet<>(whole().values())).as("at kill " + kill).isEqualTo(contents);
            server.startUp();
            check("after kill " + kill);
        }
        String log = server.log();
        System.out.printf(
                "%d kills, %d deeds; %d moves were taken back, %d brought to their end%n",
                kills,
                deeds.get(),
                log.split("Took back the interrupted move", -1).length - 1,
                log.split("Brought the interrupted move", -1).length - 1);
    }

    private void define() throws IOException {
        Files.createDirectory(home.resolve("memory-garbage"));
        String wish = Json.createObjectBuilder()
                .add("name", "memory")
                .add("folder", memory.toString())
                .add("garbage", home.resolve("memory-garbage").toString())
                .add("mark", true)
                .build()
                .toString();
        assertThat(RestClient.administrator(server.url())
                        .post("v1/libraries", wish)
                        .status())
                .isEqualTo(201);
    }

    private void fill() throws IOException {
        for (int i = 0; i < FOLDERS; i++) {
            Path place = (i % 2 == 0 ? home.resolve("library") : memory).resolve("start/thing " + i);
            for (int file = 0; file < FILES_EACH; file++) {
                Path target = place.resolve("sub " + file % 3 + "/film " + file + ".bin");
                Files.createDirectories(target.getParent());
                byte[] bytes = new byte[1 + random.nextInt(LARGEST)];
                random.nextBytes(bytes);
                Files.write(target, bytes);
                contents.add(sum(bytes));
            }
        }
    }

    /** What somebody does until the server is gone. */
    private void bustle(RestClient user, Random chance) {
        while (going) {
            try {
                if (deed(user, chance)) {
                    deeds.incrementAndGet();
                }
            } catch (UncheckedIOException e) {
                // killed
                return;
            }
        }
    }

    private boolean deed(RestClient user, Random chance) {
        String library = LIBRARIES.get(chance.nextInt(LIBRARIES.size()));
        int what = chance.nextInt(10);
        if (what == 0) {
            return change(user, library, "scan", "", Json.createObjectBuilder());
        }
        if (what <= 3) {
            List<String> removed = entries(user, library, "garbage", chance);
            return !removed.isEmpty()
                    && change(user, library, "restore", any(removed, chance), Json.createObjectBuilder());
        }
        List<String> all = entries(user, library, "files", chance);
        if (all.isEmpty()) {
            return false;
        }
        String path = any(all, chance);
        if (what == 4) {
            return change(
                    user,
                    library,
                    "rename",
                    path,
                    Json.createObjectBuilder().add("name", "named " + chance.nextInt(1000)));
        }
        if (what <= 6) {
            return change(user, library, "remove", path, Json.createObjectBuilder());
        }
        String other = LIBRARIES.get(chance.nextInt(LIBRARIES.size()));
        return change(
                user,
                library,
                "move",
                path,
                Json.createObjectBuilder()
                        .add("library", other)
                        .add("destination", chance.nextBoolean() ? "" : "start"));
    }

    private static String any(List<String> all, Random chance) {
        return all.get(chance.nextInt(all.size()));
    }

    /** Of the top, or of a folder in it. */
    private static List<String> entries(RestClient user, String library, String area, Random chance) {
        List<String> found = entries(user, library, area, "");
        List<String> below =
                found.isEmpty() || chance.nextBoolean() ? List.of() : entries(user, library, area, any(found, chance));
        return below.isEmpty() ? found : below;
    }

    private static List<String> entries(RestClient user, String library, String area, String path) {
        RestClient.Answer answer = user.get("v1/libraries/" + library + "/entries?panel=folders&area=" + area + "&path="
                + URLEncoder.encode(path, StandardCharsets.UTF_8));
        return answer.status() != 200
                ? List.of()
                : answer.json().getJsonArray("items").getValuesAs(JsonObject.class).stream()
                        .map(entry -> entry.getString("path"))
                        .toList();
    }

    private static boolean change(RestClient user, String library, String what, String path, JsonObjectBuilder more) {
        RestClient.Answer answer = user.post(
                "v1/libraries/" + library + "/" + what,
                more.add("paths", Json.createArrayBuilder().add(path)).build().toString());
        assertThat(answer.status()).as(answer.text()).isIn(200, 400, 404, 409);
        return answer.status() == 200 && answer.json().getInt("done") == 1;
    }

    /** After a start, while nobody does anything. */
    private void check(String when) throws IOException {
        assertThat(sql.number("SELECT COUNT(*) FROM library_transfer")).as(when).isZero();
        assertThat(whole().values()).as(when).containsExactlyInAnyOrderElementsOf(contents);
        for (Path top : tops().values()) {
            try (Stream<Path> files = Files.walk(top)) {
                assertThat(files).as(when).noneMatch(file -> file.toString().contains(Volumes.UNFINISHED));
            }
        }
        sql.update("UPDATE library_scan SET aliveUntil = CURRENT_TIMESTAMP(3) WHERE aliveUntil IS NOT NULL");
        sql.update("UPDATE library_root SET scanned = NULL");
        await().atMost(PATIENCE)
                .until(() -> sql.number("SELECT COUNT(*) FROM library_root WHERE scanned IS NULL") == 0
                        && sql.number("SELECT COUNT(*) FROM library_scan WHERE folderID > 0") == 0);
        assertThat(known()).as(when).isEqualTo(onDisk());
        TestLibrary.checkSums(sql);
        assertThat(sql.texts("SELECT trouble FROM library_root")).containsOnly("null");
    }

    /** Where the trees are, by the entries where they begin. */
    private Map<Long, Path> tops() {
        Map<Long, Path> tops = new HashMap<>();
        sql.rows("SELECT topID, folder, garbageID, garbage FROM library_root").forEach(row -> {
            tops.put(((Number) row.get(0)).longValue(), Path.of((String) row.get(1)));
            tops.put(((Number) row.get(2)).longValue(), Path.of((String) row.get(3)));
        });
        return tops;
    }

    /** Every file that people see, with the checksum of what is in it. */
    private Map<Path, String> whole() throws IOException {
        Map<Path, String> found = new TreeMap<>();
        for (Path top : tops().values()) {
            try (Stream<Path> files = Files.walk(top)) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(it -> !it.endsWith(WorkFolders.MARKER)
                                && !it.toString().contains(Volumes.UNFINISHED))
                        .toList()) {
                    found.put(file, sum(Files.readAllBytes(file)));
                }
            } catch (NoSuchFileException e) {
                throw new AssertionError("somebody still moves something", e);
            }
        }
        return found;
    }

    private static String sum(byte[] bytes) {
        return Sha256.hex(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private TreeSet<Path> onDisk() throws IOException {
        TreeSet<Path> found = new TreeSet<>();
        for (Path top : tops().values()) {
            try (Stream<Path> files = Files.walk(top)) {
                files.filter(file -> !file.equals(top) && !file.endsWith(WorkFolders.MARKER))
                        .forEach(found::add);
            }
        }
        return found;
    }

    private TreeSet<Path> known() {
        Map<Long, List<Object>> rows = new HashMap<>();
        sql.rows("SELECT entryID, parentID, name FROM library_entry")
                .forEach(row -> rows.put(((Number) row.get(0)).longValue(), row));
        Map<Long, Path> tops = tops();
        TreeSet<Path> known = new TreeSet<>();
        rows.keySet().stream().filter(id -> !tops.containsKey(id)).forEach(id -> known.add(path(id, rows, tops)));
        return known;
    }

    private static Path path(long id, Map<Long, List<Object>> rows, Map<Long, Path> tops) {
        Path top = tops.get(id);
        List<Object> row = rows.get(id);
        return top != null
                ? top
                : path(((Number) row.get(1)).longValue(), rows, tops).resolve((String) row.get(2));
    }
}
