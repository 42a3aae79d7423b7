package org.reelmill.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.pipeline.Certificate;
import org.reelmill.shared.Json;
import org.reelmill.testing.FrameCounterReader;
import org.reelmill.testing.ServerProcess;
import org.reelmill.testing.SourceFilms;
import org.tinylog.Logger;

/**
 * Films in flight on a farm to which everything happens that may happen, in an order that {@code -Dfaults.seed=…} chooses:
 * for so many minutes as {@code -Dfaults.minutes=10} says, each fault at least once; without that {@link #SOME} of them once.
 * The farm is of Payara Micro and WildFly, and two
 * of its servers have one identity. In the end every film is right, nothing is published twice, and nothing is left behind.
 * What it prints at its end belongs into no assertion: it depends on the machine.
 */
@Tag("serverless")
class FaultsIT {

    /** Two on Payara Micro, one on WildFly, and one that believes to be the first. */
    private static final int SERVERS = 4;

    private static final int TWIN = SERVERS - 1;
    private static final int IN_FLIGHT = 3;
    private static final Duration BOOT = Duration.ofMinutes(6);
    private static final Duration SETTLE = Duration.ofMinutes(6);

    /** So long one waits at most for what a fault needs: a part, an encoder. */
    private static final Duration OCCASION = Duration.ofMinutes(2);

    /** Nobody waits longer to be told that the database is away. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private static final List<SourceFilms.Kind> KINDS = List.of(
            SourceFilms.Kind.H264_CLOSED,
            SourceFilms.Kind.H264_OPEN_MP4,
            SourceFilms.Kind.H264_OPEN_TS,
            SourceFilms.Kind.NO_AUDIO);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final long seed = Long.getLong("faults.seed", 4711);
    private final Random random = new Random(seed);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, SourceFilms.Kind> films = new TreeMap<>();
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private final List<Reclaim> reclaims = new ArrayList<>();
    private Farm farm;

    @AfterEach
    void stop() {
        farm.servers().stream().filter(ServerProcess::isAlive).forEach(ServerProcess::thaw);
        farm.close();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> farm.tools()
                .isEmpty());
    }

    @Test
    void losesNothingWhateverHappens() throws Exception {
        long begin = System.nanoTime();
        farm = new Farm(folder);
        startServers();
        farm.sql().update("UPDATE policy SET value = '1' WHERE policy IN ('segmentLength', 'settleSeconds')");
        // chance may hit one segment often; a film that is given up for that proves nothing
        farm.sql().update("UPDATE policy SET value = '20' WHERE policy = 'failureTolerance'");
        farm.sql().update("UPDATE output SET active = FALSE");
        farm.sql().update("INSERT INTO output (maxX, maxY, codec, preset) VALUES (192, 144, 'H265', 'veryslow')");
        farm.sql().update("INSERT INTO output (maxX, maxY, codec, preset) VALUES (96, 72, 'H264', 'medium')");
        keepFilmsInFlight();
        Awaitility.await().atMost(BOOT).pollInterval(Duration.ofMillis(500)).until(() -> farm.servers().stream()
                .allMatch(ServerProcess::isReady));
        tellTwinsApart();

        long calm = System.nanoTime();
        Optional<Integer> minutes = Optional.ofNullable(Integer.getInteger("faults.minutes"));
        long end = calm + Duration.ofMinutes(minutes.orElse(0)).toNanos();
        do {
            List<Fault> all = new ArrayList<>(minutes.isPresent() ? Arrays.asList(Fault.values()) : SOME);
            Collections.shuffle(all, random);
            for (Fault fault : all) {
                keepFilmsInFlight();
                befall(fault);
                watchFor(Duration.ofMillis(500 + random.nextInt(2_500)));
            }
        } while (System.nanoTime() - end < 0);
        Duration time = Duration.ofNanos(System.nanoTime() - calm);
        recover();
        Awaitility.await()
                .atMost(SETTLE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .until(() -> {
                    watch();
                    return isDone();
                });

        report(time, Duration.ofNanos(System.nanoTime() - begin), check());
    }

    /** Before their database: at the start of the machine it may be the slower one. */
    private void startServers() {
        farm.database().stop();
        for (int server = 0; server < SERVERS; server++) {
            if (server == TWIN) {
                farm.addTwin(0);
            } else {
                farm.addServer(server == 1);
            }
        }
        farm.servers().forEach(ServerProcess::start);
        Awaitility.await().atMost(BOOT).until(() -> farm.servers().stream()
                .anyMatch(server -> server.log().contains("The database cannot be reached yet")));
        farm.database().start();
        Awaitility.await().atMost(BOOT).pollInterval(Duration.ofMillis(500)).until(() -> farm.servers().stream()
                .anyMatch(ServerProcess::isReady));
    }

    /** Each has a name of its own, and one of them is told why. */
    private void tellTwinsApart() {
        String name = "%:" + farm.servers().get(0).port() + "%";
        Awaitility.await().atMost(BOOT).until(() -> {
            List<List<Object>> twins = farm.sql().rows("SELECT name, notice FROM node WHERE name LIKE ?", name);
            return twins.size() == 2
                    && !twins.get(0).get(0).equals(twins.get(1).get(0))
                    && twins.stream().filter(twin -> twin.get(1) != null).count() == 1;
        });
    }

    private void keepFilmsInFlight() throws IOException {
        long open;
        try {
            open = films.size() - farm.sql().number("SELECT COUNT(*) FROM job WHERE status >= 5");
        } catch (IllegalStateException e) {
            return;
        }
        for (; open < IN_FLIGHT; open++) {
            SourceFilms.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
            String name = "film%03d.%s".formatted(films.size() + 1, extension(kind));
            farm.bring(kind.file(), name);
            films.put(name, kind);
        }
    }

    private static String extension(SourceFilms.Kind kind) {
        String name = kind.file().getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private enum Fault {
        SERVER_KILLED,
        SERVER_FROZEN,
        ENCODER_KILLED,
        DATABASE_RESTARTED,
        DATABASE_GONE,
        DATABASE_FROZEN,
        CONNECTIONS_CUT,
        PART_CORRUPTED,
        PART_TRUNCATED,
        PART_REMOVED,
        DISK_FULL,
        SHARE_READ_ONLY,
        SHARE_UNMOUNTED,
        OUTPUT_EDITED,
        OUTPUT_SWITCHED
    }

    /** What happens in every build: the commonest, and those that no other test makes. */
    private static final List<Fault> SOME = List.of(
            Fault.SERVER_KILLED,
            Fault.SERVER_FROZEN,
            Fault.ENCODER_KILLED,
            Fault.DATABASE_RESTARTED,
            Fault.CONNECTIONS_CUT,
            Fault.PART_CORRUPTED,
            Fault.OUTPUT_EDITED);

    private void befall(Fault fault) throws Exception {
        boolean done =
                switch (fault) {
                    case SERVER_KILLED -> killServer();
                    case SERVER_FROZEN -> freezeServer();
                    case ENCODER_KILLED -> killEncoder();
                    case DATABASE_RESTARTED -> {
                        if (Integer.getInteger("faults.minutes") == null) {
                            // what becomes of a server that starts meanwhile is asked by the longer runs
                            await(() -> ready().size() == SERVERS);
                        }
                        farm.database().stop();
                        farm.database().start();
                        yield true;
                    }
                    case DATABASE_GONE -> {
                        List<ServerProcess> ready = ready();
                        farm.database().kill();
                        assertThatItIsAway(ready);
                        farm.database().start();
                        yield true;
                    }
                    case DATABASE_FROZEN -> {
                        List<ServerProcess> ready = ready();
                        farm.database().freeze();
                        assertThatItIsAway(ready);
                        farm.database().thaw();
                        yield true;
                    }
                    case CONNECTIONS_CUT -> {
                        farm.database().cutConnections();
                        yield true;
                    }
                    case PART_CORRUPTED ->
                        spoil(part -> {
                            byte[] bytes = Files.readAllBytes(part);
                            bytes[bytes.length / 2] ^= 1;
                            Files.write(part, bytes);
                        });
                    case PART_TRUNCATED ->
                        spoil(part -> {
                            byte[] bytes = Files.readAllBytes(part);
                            Files.write(part, Arrays.copyOf(bytes, bytes.length / 2));
                        });
                    case PART_REMOVED -> spoil(Files::delete);
                    case DISK_FULL -> onShare(farm.share()::fill);
                    case SHARE_READ_ONLY -> onShare(farm.share()::protect);
                    case SHARE_UNMOUNTED -> onShare(farm.share()::unmount);
                    case OUTPUT_EDITED -> {
                        change("UPDATE output SET CRF = ? WHERE maxX = 96", 24 + random.nextInt(8));
                        yield true;
                    }
                    case OUTPUT_SWITCHED -> {
                        change("UPDATE output SET active = NOT active WHERE maxX = 96");
                        yield true;
                    }
                };
        if (done) {
            faults.merge(fault, 1, Integer::sum);
            Logger.warn("Fault: {}", fault);
        }
        if (fault != Fault.SERVER_KILLED) {
            reviveServers();
        }
    }

    private List<ServerProcess> ready() {
        return farm.servers().stream()
                .filter(ServerProcess::isAlive)
                .filter(ServerProcess::isReady)
                .toList();
    }

    /** Those who ask a server for something are told soon, and it is still alive. */
    private void assertThatItIsAway(List<ServerProcess> servers) {
        Map<String, CompletableFuture<HttpResponse<String>>> answers = new TreeMap<>();
        for (ServerProcess server : servers) {
            for (String path : List.of("/api/v1/jobs", "/api/health/ready", "/api/health/live")) {
                String address = server.address() + path;
                answers.put(address, http.sendAsync(request(address), HttpResponse.BodyHandlers.ofString()));
            }
        }
        answers.forEach((address, answer) -> {
            assertThat(answer)
                    .as(address)
                    .succeedsWithin(ANSWER.plusSeconds(10))
                    .satisfies(response -> assertThat(response.statusCode())
                            .as("%s: %s", address, response.body())
                            .isEqualTo(address.endsWith("/live") ? 200 : 503));
            if (!address.endsWith("/live")) {
                assertThat(answer.join().body()).as(address).contains("database");
            }
            if (address.endsWith("/jobs")) {
                assertThat(answer.join().headers().firstValue("Content-Type")).contains("application/problem+json");
                assertThat(answer.join().headers().firstValue("Retry-After")).isPresent();
            }
        });
    }

    private static HttpRequest request(String address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .header("Accept", "application/json")
                .timeout(ANSWER);
        if (address.contains("/api/v1/")) {
            String identity = Farm.USER + ":" + Farm.PASSWORD;
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(identity.getBytes(StandardCharsets.UTF_8)));
        }
        return request.build();
    }

    /** One at a time is down, and comes back after the next fault. */
    private boolean killServer() {
        // one of those whose rows are told apart by their names
        int number = 1 + random.nextInt(2);
        reviveServers();
        ServerProcess server = farm.servers().get(number);
        await(server::isReady);
        List<Reclaim> held = new ArrayList<>();
        await(() -> held.addAll(heldBy(number)));
        server.kill();
        long killed = System.nanoTime();
        held.forEach(reclaim -> reclaim.killed = killed);
        reclaims.addAll(held);
        return true;
    }

    private void reviveServers() {
        farm.servers().stream().filter(server -> !server.isAlive()).forEach(ServerProcess::start);
    }

    /** Films go on, and are never too few, until there is an occasion. */
    private void await(Callable<Boolean> occasion) {
        Awaitility.await()
                .atMost(OCCASION)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> {
                    keepFilmsInFlight();
                    watch();
                    return occasion.call();
                });
    }

    private boolean freezeServer() {
        ServerProcess server = farm.servers().get(random.nextInt(SERVERS));
        if (!server.isAlive()) {
            return false;
        }
        server.freeze();
        // past its lease
        watchFor(Duration.ofSeconds(17));
        server.thaw();
        return true;
    }

    private boolean killEncoder() {
        await(() -> {
            List<ProcessHandle> tools = farm.tools();
            return !tools.isEmpty() && tools.get(random.nextInt(tools.size())).destroyForcibly();
        });
        return true;
    }

    private interface Spoiling {
        void of(Path part) throws IOException;
    }

    private boolean spoil(Spoiling spoiling) {
        await(() -> {
            List<Path> parts = farm.parts();
            if (parts.isEmpty()) {
                return false;
            }
            try {
                spoiling.of(parts.get(random.nextInt(parts.size())));
                return true;
            } catch (IOException e) {
                // it has just been removed
                return false;
            }
        });
        return true;
    }

    private interface ShareFault {
        void happen() throws IOException;
    }

    private boolean onShare(ShareFault fault) throws IOException {
        if (!farm.share().canFail()) {
            System.out.println("Nothing can be mounted here: the disk neither fills nor vanishes");
            return false;
        }
        fault.happen();
        watchFor(Duration.ofSeconds(4));
        farm.share().mend();
        return true;
    }

    private void recover() {
        farm.database().thaw();
        farm.database().start();
        farm.share().mend();
        reviveServers();
        change("UPDATE output SET active = TRUE WHERE maxX IN (96, 192)");
    }

    /** Once the database has come back. */
    private void change(String statement, Object... values) {
        Awaitility.await()
                .atMost(OCCASION)
                .ignoreExceptions()
                .until(() -> farm.sql().update(statement, values) > 0);
    }

    /** A task that was in hand on a server that was killed. */
    private static final class Reclaim {
        private final String table;
        private final long task;
        private final long fence;
        private long killed;
        private double released = -1;
        private double seconds = -1;

        private Reclaim(String table, long task, long fence) {
            this.table = table;
            this.task = task;
            this.fence = fence;
        }
    }

    private List<Reclaim> heldBy(int server) {
        String name = "%:" + farm.servers().get(server).port();
        List<Reclaim> held = new ArrayList<>();
        for (String table : List.of("ingestJob", "transcodeJob", "verifyJob", "exportJob")) {
            farm.sql()
                    .rows(
                            "SELECT t." + table + "ID, t.fence FROM " + table
                                    + " t JOIN node n ON n.nodeUUID = t.fk_nodeUUID WHERE t.status = 1 AND n.name LIKE ?",
                            name)
                    .forEach(row -> held.add(
                            new Reclaim(table, ((Number) row.get(0)).longValue(), ((Number) row.get(1)).longValue())));
        }
        return held;
    }

    private void watchFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        Awaitility.await()
                .atMost(time.plusMinutes(2))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    watch();
                    return System.nanoTime() - end > 0;
                });
    }

    /** Notes what has been claimed again. */
    private void watch() {
        for (Reclaim reclaim : reclaims) {
            if (reclaim.seconds < 0) {
                try {
                    double now = (System.nanoTime() - reclaim.killed) / 1e9;
                    List<List<Object>> task = farm.sql()
                            .rows(
                                    "SELECT fence, status FROM " + reclaim.table + " WHERE " + reclaim.table + "ID = ?",
                                    reclaim.task);
                    boolean claimed = task.isEmpty() || ((Number) task.get(0).get(0)).longValue() > reclaim.fence;
                    if (reclaim.released < 0
                            && (claimed || ((Number) task.get(0).get(1)).intValue() == 0)) {
                        reclaim.released = now;
                    }
                    if (claimed) {
                        reclaim.seconds = now;
                    }
                } catch (IllegalStateException e) {
                    // the database is away
                    return;
                }
            }
        }
    }

    private boolean isDone() {
        return farm.sql().number("SELECT COUNT(*) FROM job") >= films.size()
                && farm.sql().number("SELECT COUNT(*) FROM job WHERE cleaned = FALSE OR status < 5") == 0
                && farm.tools().isEmpty()
                && farm.servers().stream().allMatch(ServerProcess::isReady);
    }

    /** @return how many segments were encoded more than once */
    private int check() {
        List<String> published = new ArrayList<>();
        int again = 0;
        for (List<Object> job :
                farm.sql().rows("SELECT jobID, sourceName, status, reason, certificate FROM job ORDER BY jobID")) {
            String name = (String) job.get(1);
            int status = ((Number) job.get(2)).intValue();
            assertThat(films).as("a film that nobody brought").containsKey(name);
            assertThat(status).as("%s: %s", name, job.get(3)).isEqualTo(5);
            Certificate certificate = Json.read((String) job.get(4), Certificate.class);
            again += checkPublished(name, certificate, published, ((Number) job.get(0)).longValue());
        }
        assertThat(farm.sql().texts("SELECT sourceName FROM job"))
                .as("each film has one job")
                .containsExactlyInAnyOrderElementsOf(films.keySet());
        assertThat(farm.files()).as("what is left on the share").containsExactlyInAnyOrderElementsOf(published);
        for (String table : List.of("ingestJob", "transcodeJob", "verifyJob", "exportJob", "delivery_name")) {
            assertThat(farm.sql().number("SELECT COUNT(*) FROM " + table))
                    .as("rows of %s", table)
                    .isZero();
        }
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> farm.sql()
                                .number("SELECT COUNT(*) FROM JOB_EXECUTION"
                                        + " WHERE BATCHSTATUS IN ('STARTING', 'STARTED', 'STOPPING')")
                        == 0);
        return again;
    }

    private int checkPublished(String name, Certificate certificate, List<String> published, long job) {
        assertThat(certificate.verdict()).isEqualTo("VALID");
        assertThat(certificate.pictures().compared()).isTrue();
        List<String> delivered = farm.sql().texts("SELECT deliveryName FROM job_rendition WHERE fk_jobID = ?", job);
        assertThat(delivered).hasSameSizeAs(certificate.films()).isNotEmpty();
        Map<String, String> checksums = certificate.films().stream()
                .collect(Collectors.toMap(Certificate.Film::sha256, Certificate.Film::rendition, (one, other) -> one));
        for (String film : delivered) {
            Path file = farm.work("delivery").resolve(film);
            assertThat(file).as("what %s published", name).isRegularFile();
            published.add("delivery/" + film);
            assertThat(checksums).as("%s is what its certificate says", film).containsKey(sha256(file));
            assertThat(FrameCounterReader.read(file).stream().map(FrameCounterReader.Frame::counter))
                    .as("every picture of %s", film)
                    .containsExactlyElementsOf(
                            IntStream.range(0, SourceFilms.FRAMES).boxed().toList());
        }
        return (int) certificate.segments().stream()
                .filter(segment -> segment.attempt() > 1)
                .count();
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void report(Duration time, Duration total, int again) {
        long segments = farm.sql().texts("SELECT certificate FROM job WHERE status = 5").stream()
                .mapToLong(certificate ->
                        Json.read(certificate, Certificate.class).segments().size())
                .sum();
        System.out.printf("Faults in %d s of %d s (seed %d): %s%n", time.toSeconds(), total.toSeconds(), seed, faults);
        System.out.printf(
                "%d films, %d segments, %d of them encoded more than once, for a fault or for other outputs; attempts: %s%n",
                films.size(),
                segments,
                again,
                farm.sql()
                        .texts("SELECT CONCAT(kind, ' ', verdict, ' ', COUNT(*)) FROM attempt GROUP BY kind, verdict"));
        System.out.printf("Tasks in hand of a server that was killed: %d%n", reclaims.size());
        report("taken back", reclaim -> reclaim.released);
        report("claimed by another one, when it was their turn", reclaim -> reclaim.seconds);
    }

    private void report(String what, ToDoubleFunction<Reclaim> measure) {
        List<Double> seconds = reclaims.stream()
                .map(measure::applyAsDouble)
                .filter(value -> value >= 0)
                .sorted()
                .toList();
        if (!seconds.isEmpty()) {
            System.out.printf(
                    "%s after %.1f s (median), %.1f s (longest)%n",
                    what, seconds.get(seconds.size() / 2), seconds.get(seconds.size() - 1));
        }
    }
}
