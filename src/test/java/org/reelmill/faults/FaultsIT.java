package org.reelmill.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.pipeline.Certificate;
import org.reelmill.shared.Json;
import org.reelmill.testing.FrameCounterReader;
import org.reelmill.testing.ServerProcess;
import org.reelmill.testing.SourceFilms;
import org.tinylog.Logger;

/**
 * Films in flight on a farm to which everything happens that may happen, by chance: {@code -Dfaults.seed=…} chooses, and
 * {@code -Dfaults.minutes=10} says for how long; without that it does not run. In the end every film is right, or says why there is none; nothing is
 * published twice, and nothing is left behind. What it prints at its end belongs into no assertion: it depends on the machine.
 */
@EnabledIfSystemProperty(named = "faults.minutes", matches = "\\d+")
class FaultsIT {

    private static final int SERVERS = 3;
    private static final int IN_FLIGHT = 3;
    private static final Duration BOOT = Duration.ofMinutes(6);
    private static final Duration SETTLE = Duration.ofMinutes(10);
    private static final List<SourceFilms.Kind> KINDS = List.of(
            SourceFilms.Kind.H264_CLOSED,
            SourceFilms.Kind.H264_OPEN_MP4,
            SourceFilms.Kind.H264_OPEN_TS,
            SourceFilms.Kind.NO_AUDIO);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final Random random = new Random(Long.getLong("faults.seed", 4711));
    private final Map<String, SourceFilms.Kind> films = new TreeMap<>();
    private final Map<String, Integer> faults = new TreeMap<>();
    private final List<Reclaim> reclaims = new ArrayList<>();
    private Farm farm;

    @AfterEach
    void stop() {
        farm.servers().forEach(server -> {
            if (server.isAlive()) {
                server.thaw();
            }
        });
        farm.close();
        await().atMost(Duration.ofSeconds(30)).until(() -> farm.tools().isEmpty());
    }

    @Test
    void losesNothingWhateverHappens() throws Exception {
        Duration time = Duration.ofMinutes(Integer.getInteger("faults.minutes"));
        farm = new Farm(folder);
        startServers();
        farm.sql().update("UPDATE policy SET value = '1' WHERE policy IN ('segmentLength', 'settleSeconds')");
        farm.sql().update("UPDATE output SET active = FALSE");
        farm.sql().update("INSERT INTO output (maxX, maxY, codec, preset) VALUES (192, 144, 'H265', 'veryslow')");
        farm.sql().update("INSERT INTO output (maxX, maxY, codec, preset) VALUES (96, 72, 'H264', 'medium')");

        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            keepFilmsInFlight();
            befall();
            watchFor(Duration.ofMillis(2_000 + random.nextInt(6_000)));
        }
        recover();
        await().atMost(SETTLE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            watch();
            return isDone();
        });

        int again = check();
        report(time, again);
    }

    private void startServers() {
        // the first one makes the schema, as an operator starts them
        for (int server = 0; server < SERVERS; server++) {
            farm.addServer().start();
        }
        await().atMost(BOOT).pollInterval(Duration.ofSeconds(1)).until(() -> farm.servers().stream()
                .allMatch(ServerProcess::isReady));
    }

    private void keepFilmsInFlight() throws IOException {
        long open;
        try {
            open = films.size() - farm.sql().number("SELECT COUNT(*) FROM job WHERE status >= 5");
        } catch (IllegalStateException e) {
            return;
        }
        for (; open < IN_FLIGHT && !isShareAway(); open++) {
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

    private boolean isShareAway() {
        return !Files.exists(farm.share().work().resolve(".reelmill"));
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
        OUTPUT_SWITCHED,
        TWIN_STARTED
    }

    private void befall() throws Exception {
        Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
        boolean done =
                switch (fault) {
                    case SERVER_KILLED -> killServer();
                    case SERVER_FROZEN -> freezeServer();
                    case ENCODER_KILLED -> killEncoder();
                    case DATABASE_RESTARTED -> {
                        farm.database().stop();
                        farm.database().start();
                        yield true;
                    }
                    case DATABASE_GONE -> {
                        farm.database().kill();
                        watchFor(Duration.ofSeconds(1 + random.nextInt(10)));
                        farm.database().start();
                        yield true;
                    }
                    case DATABASE_FROZEN -> {
                        farm.database().freeze();
                        watchFor(Duration.ofSeconds(1 + random.nextInt(25)));
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
                        farm.sql().update("UPDATE output SET CRF = ? WHERE maxX = 96", 20 + random.nextInt(8));
                        yield true;
                    }
                    case OUTPUT_SWITCHED -> {
                        farm.sql().update("UPDATE output SET active = ? WHERE maxX = 96", random.nextBoolean());
                        yield true;
                    }
                    case TWIN_STARTED -> startTwin();
                };
        if (done) {
            faults.merge(fault.name(), 1, Integer::sum);
            Logger.info("Fault: {}", fault);
        }
    }

    /** One at a time is down, and comes back after a while. */
    private boolean killServer() {
        if (farm.servers().stream().filter(ServerProcess::isAlive).count() < SERVERS) {
            reviveServers();
            return false;
        }
        int number = random.nextInt(SERVERS);
        List<Reclaim> held = heldBy(number);
        farm.servers().get(number).kill();
        reclaims.addAll(held);
        return true;
    }

    private void reviveServers() {
        farm.servers().stream()
                .limit(SERVERS)
                .filter(server -> !server.isAlive())
                .forEach(ServerProcess::start);
    }

    private boolean freezeServer() {
        ServerProcess server = farm.servers().get(random.nextInt(SERVERS));
        if (!server.isAlive()) {
            return false;
        }
        server.freeze();
        // past its lease
        watchFor(Duration.ofSeconds(17 + random.nextInt(8)));
        server.thaw();
        return true;
    }

    private boolean killEncoder() {
        List<ProcessHandle> tools = farm.tools();
        return !tools.isEmpty() && tools.get(random.nextInt(tools.size())).destroyForcibly();
    }

    private boolean startTwin() {
        if (farm.servers().size() > SERVERS) {
            ServerProcess twin = farm.servers().get(SERVERS);
            if (twin.isAlive()) {
                twin.kill();
            } else {
                twin.start();
            }
        } else {
            farm.addTwin(0).start();
        }
        return true;
    }

    private interface Spoiling {
        void of(Path part) throws IOException;
    }

    private boolean spoil(Spoiling spoiling) {
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
    }

    private interface ShareFault {
        void happen() throws IOException;
    }

    private boolean onShare(ShareFault fault) throws IOException {
        if (!farm.share().canFail()) {
            Logger.warn("Nothing can be mounted here: the disk neither fills nor vanishes");
            return false;
        }
        fault.happen();
        watchFor(Duration.ofSeconds(3 + random.nextInt(10)));
        farm.share().mend();
        return true;
    }

    private void recover() {
        farm.database().thaw();
        farm.database().start();
        farm.share().mend();
        if (farm.servers().size() > SERVERS) {
            farm.servers().get(SERVERS).kill();
        }
        reviveServers();
        farm.sql().update("UPDATE output SET active = TRUE WHERE maxX IN (96, 192) AND codec IN ('H264', 'H265')");
    }

    /** A task that was in hand on a server that was killed. */
    private static final class Reclaim {
        private final String table;
        private final long task;
        private final long fence;
        private final long killed = System.nanoTime();
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
        await().atMost(time.plusMinutes(2))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(200))
                .until(new java.util.concurrent.Callable<>() {
                    private final long end = System.nanoTime() + time.toNanos();

                    @Override
                    public Boolean call() {
                        watch();
                        return System.nanoTime() - end > 0;
                    }
                });
    }

    /** Notes what has been claimed again. */
    private void watch() {
        for (Reclaim reclaim : reclaims) {
            if (reclaim.seconds < 0) {
                try {
                    List<Long> fence = farm.sql()
                            .numbers(
                                    "SELECT fence FROM " + reclaim.table + " WHERE " + reclaim.table + "ID = ?",
                                    reclaim.task);
                    if (fence.isEmpty() || fence.get(0) > reclaim.fence) {
                        reclaim.seconds = (System.nanoTime() - reclaim.killed) / 1e9;
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
                && farm.tools().isEmpty();
    }

    /** @return how many segments were encoded more than once */
    private int check() {
        List<String> published = new ArrayList<>();
        int again = 0;
        int failed = 0;
        for (List<Object> job :
                farm.sql().rows("SELECT jobID, sourceName, status, reason, certificate FROM job ORDER BY jobID")) {
            String name = (String) job.get(1);
            int status = ((Number) job.get(2)).intValue();
            assertThat(films).as("a film that nobody brought").containsKey(name);
            if (status == 5) {
                Certificate certificate = Json.read((String) job.get(4), Certificate.class);
                again += checkPublished(name, certificate, published, ((Number) job.get(0)).longValue());
            } else {
                failed++;
                Logger.warn("{} ended as {}: {}", name, status, job.get(3));
                assertThat((String) job.get(3)).as("the reason of %s", name).isNotBlank();
                assertThat(farm.work("quarantine").resolve(name))
                        .as("the source of a film that failed")
                        .exists();
            }
        }
        assertThat(farm.sql().texts("SELECT sourceName FROM job"))
                .as("each film has one job")
                .containsExactlyInAnyOrderElementsOf(films.keySet());
        assertThat(failed).as("films that were lost, with a reason").isZero();
        assertThat(farm.files()).as("what is left on the share").containsExactlyInAnyOrderElementsOf(published);
        for (String table : List.of("ingestJob", "transcodeJob", "verifyJob", "exportJob", "delivery_name")) {
            assertThat(farm.sql().number("SELECT COUNT(*) FROM " + table))
                    .as("rows of %s", table)
                    .isZero();
        }
        await().atMost(Duration.ofMinutes(1))
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
            return java.util.HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException | java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void report(Duration time, int again) {
        List<Double> seconds = reclaims.stream()
                .map(reclaim -> reclaim.seconds)
                .filter(value -> value >= 0)
                .sorted()
                .toList();
        long segments = farm.sql().rows("SELECT certificate FROM job WHERE status = 5").stream()
                .mapToLong(row -> Json.read((String) row.get(0), Certificate.class)
                        .segments()
                        .size())
                .sum();
        Logger.info("Faults in {} (seed {}): {}", time, Long.getLong("faults.seed", 4711), faults);
        Logger.info("{} films, {} segments, {} of them encoded more than once", films.size(), segments, again);
        Logger.info(
                "From a kill to the next claim: {} tasks, median {} s, at most {} s",
                seconds.size(),
                seconds.isEmpty() ? "-" : "%.1f".formatted(seconds.get(seconds.size() / 2)),
                seconds.isEmpty() ? "-" : "%.1f".formatted(seconds.get(seconds.size() - 1)));
    }
}
