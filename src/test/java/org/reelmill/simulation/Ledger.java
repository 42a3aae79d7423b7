package org.reelmill.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.reelmill.pipeline.Certificate;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.Json;
import org.reelmill.shared.Uuids;

/**
 * Watches every change of a task as it is committed, and settles the account in the end: each segment finished once, fences
 * that only grow, no task without an exit, no live node that lost its lease, no job lost, no wrong film.
 */
final class Ledger {

    private static final long OPEN = 0;
    private static final long RUNNING = 1;
    private static final long DONE = 2;
    private static final long FAILED = 13;

    /** Seconds that a lease may end earlier than it seems to, by clocks that differ and pauses between statements. */
    private static final int TOLERANCE = 30;

    private final Simulation simulation;
    private final Set<UUID> cancelled = new HashSet<>();
    private int claims;
    private int expired;

    Ledger(Simulation simulation) {
        this.simulation = simulation;
    }

    int claims() {
        return claims;
    }

    int expired() {
        return expired;
    }

    /** Somebody asked for it. */
    void cancelled(UUID job) {
        cancelled.add(job);
    }

    void changed(SimulatedDatabase.Change change) {
        Map<String, Object> before = change.before();
        Map<String, Object> after = change.after();
        if (before.isEmpty() || after.isEmpty()) {
            return;
        }
        long from = number(before, "status");
        long to = number(after, "status");
        String what = change + " at " + simulation.length();
        assertThat(highest(after)).as("a fence only grows: %s", what).isGreaterThanOrEqualTo(highest(before));
        boolean claimed = to == RUNNING && (from != RUNNING || number(after, "fence") > highest(before));
        if (claimed) {
            claims++;
            assertThat(from).as("only what is open is claimed: %s", what).isEqualTo(OPEN);
            assertThat(number(after, "fence"))
                    .as("each claim has a fence of its own: %s", what)
                    .isEqualTo(highest(before) + 1);
            assertThat(after.get("fk_nodeuuid"))
                    .as("a claim has an owner: %s", what)
                    .isNotNull();
            assertThat(after.get("lease_until"))
                    .as("a claim has an end: %s", what)
                    .isNotNull();
        }
        if (to == DONE && from != DONE) {
            assertThat(from).as("only what is claimed is finished: %s", what).isEqualTo(RUNNING);
            assertThat(number(after, "fence"))
                    .as("under the fence of one of its attempts: %s", what)
                    .isIn(number(before, "fence"), number(before, "backupfence"));
        }
        if (from == RUNNING && to == DONE) {
            boolean first = number(after, "fence") == number(before, "fence");
            assertActsFor(before.get(first ? "fk_nodeuuid" : "fk_backupuuid"), "finishes", what);
        }
        if (from == RUNNING && to == RUNNING && isProlonged(before, after)) {
            assertActsFor(before.get("fk_nodeuuid"), "renews", what);
        }
        if (number(after, "crashes") > number(before, "crashes")) {
            expired++;
            assertThat(from).as("only a claim can expire: %s", what).isEqualTo(RUNNING);
            assertExcused(before, what);
        }
        if (to != RUNNING) {
            assertThat(after.get("lease_until"))
                    .as("no lease without a claim: %s", what)
                    .isNull();
        }
    }

    private static boolean isProlonged(Map<String, Object> before, Map<String, Object> after) {
        return Arrays.equals((byte[]) before.get("fk_nodeuuid"), (byte[]) after.get("fk_nodeuuid"))
                && ((LocalDateTime) after.get("lease_until")).isAfter((LocalDateTime) before.get("lease_until"));
    }

    private void assertActsFor(Object holder, String does, String what) {
        assertThat(simulation.isActing(Uuids.fromBytes((byte[]) holder)))
                .as("only who holds a task %s it: %s", does, what)
                .isTrue();
    }

    /** A node that lives, and whose database is there, never loses a lease (D4.8). */
    private void assertExcused(Map<String, Object> before, String what) {
        boolean first = hasEnded(before.get("lease_until"));
        assertThat(first || hasEnded(before.get("backup_until")))
                .as("only a lease that has ended expires: %s", what)
                .isTrue();
        UUID node = Uuids.fromBytes((byte[]) before.get(first ? "fk_nodeuuid" : "fk_backupuuid"));
        simulation
                .sql()
                .texts("SELECT name FROM node WHERE nodeUUID = ?", (Object) Uuids.toBytes(node))
                .forEach(name -> assertThat(simulation.isExcused(name, TOLERANCE))
                        .as("%s lives and lost its lease: %s", name, what)
                        .isTrue());
    }

    private boolean hasEnded(Object lease) {
        return lease != null
                && ((LocalDateTime) lease).isBefore(simulation.world().time());
    }

    /** When all has come to its end. */
    void check() {
        Set<String> seen = new HashSet<>();
        for (List<Object> job : simulation
                .sql()
                .rows(
                        "SELECT jobID, jobUUID, sourceName, status, failed, completed, reason, certificate FROM job ORDER BY jobID")) {
            String name = (String) job.get(2);
            seen.add(name);
            long id = ((Number) job.get(0)).longValue();
            UUID uuid = Uuids.fromBytes((byte[]) job.get(1));
            switch (((Number) job.get(3)).intValue()) {
                case 5 -> checkCompleted(id, uuid, name, Json.read((String) job.get(7), Certificate.class));
                case 13 -> checkFailed(id, name, (String) job.get(6));
                case 14 -> assertThat(cancelled).as("nobody cancelled %s", name).contains(uuid);
                case 15 -> assertThat((String) job.get(6)).contains("has an open job already");
                default -> throw new AssertionError("job " + name + " has not ended: " + job);
            }
        }
        assertThat(seen)
                .as("no film is lost")
                .containsExactlyInAnyOrderElementsOf(simulation.films().keySet());
        assertThat(simulation.sql().number("SELECT COUNT(*) FROM delivery_name"))
                .isZero();
        checkFolders();
    }

    private void checkCompleted(long id, UUID uuid, String name, Certificate certificate) {
        int frames = simulation.films().get(name);
        assertThat(certificate.verdict()).isEqualTo("VALID");
        assertThat(certificate.segments().stream().map(Certificate.SegmentProof::part))
                .as("each segment once")
                .containsExactlyElementsOf(
                        IntStream.range(0, certificate.segments().size())
                                .boxed()
                                .toList());
        assertThat(certificate.segments().stream()
                        .mapToLong(Certificate.SegmentProof::frames)
                        .sum())
                .isEqualTo(frames);
        for (String table : List.of("ingestJob", "transcodeJob", "exportJob", "verifyJob")) {
            assertThat(simulation.sql().number("SELECT COUNT(*) FROM " + table + " WHERE fk_jobID = ?", id))
                    .isZero();
        }
        List<List<Object>> renditions = simulation
                .sql()
                .rows("SELECT fileName, deliveryName, sha256 FROM job_rendition WHERE fk_jobID = ?", id);
        assertThat(renditions).hasSameSizeAs(certificate.films());
        for (List<Object> rendition : renditions) {
            Path film = rendition.get(1) == null
                    ? simulation.folders().export().resolve(Uuids.toHex(uuid)).resolve((String) rendition.get(0))
                    : simulation.folders().delivery().resolve((String) rendition.get(1));
            assertThat(film).as("what %s published", name).isRegularFile();
            assertThat(read(film).getProperty("frames")).isEqualTo(String.valueOf(frames));
        }
        assertThat(simulation.folders().source().resolve(name))
                .as("its source is done with")
                .doesNotExist();
    }

    /** It had as many chances as it should, and says what was wrong. */
    private void checkFailed(long id, String name, String reason) {
        assertThat(reason).as("a reason for %s", name).isNotBlank();
        List<List<Object>> doomed = Stream.of("ingestJob", "transcodeJob", "exportJob", "verifyJob")
                .flatMap(table -> simulation
                        .sql()
                        .rows(
                                "SELECT failures, crashes FROM " + table + " WHERE fk_jobID = ? AND status = " + FAILED,
                                id)
                        .stream())
                .toList();
        assertThat(doomed).as("what doomed %s: %s", name, reason).isNotEmpty();
        assertThat(doomed)
                .as("how often what doomed %s was tried: %s", name, reason)
                .anyMatch(task -> ((Number) task.get(0)).intValue() + ((Number) task.get(1)).intValue()
                        >= Simulation.LEAST_TOLERANCE);
        assertThat(simulation.folders().quarantine().resolve(name))
                .as("its source is kept")
                .exists();
    }

    private void checkFolders() {
        WorkFolders folders = simulation.folders();
        assertThat(files(folders.ingest())).as("work/ingest").isEmpty();
        assertThat(files(folders.transcode())).as("work/transcode").isEmpty();
        assertThat(files(folders.source())).as("work/source").isEmpty();
        List<String> published = simulation
                .sql()
                .rows(
                        "SELECT j.jobUUID, r.fileName, r.deliveryName FROM job j JOIN job_rendition r ON r.fk_jobID = j.jobID WHERE j.status = 5")
                .stream()
                .map(row -> row.get(2) == null
                        ? "export/" + Uuids.toHex(Uuids.fromBytes((byte[]) row.get(0))) + "/" + row.get(1)
                        : "delivery/" + row.get(2))
                .toList();
        List<String> there = Stream.of(folders.export(), folders.delivery())
                .map(Ledger::files)
                .flatMap(Collection::stream)
                .map(file -> folders.work().relativize(file).toString())
                .toList();
        assertThat(there).as("what is published, and nothing else").containsExactlyInAnyOrderElementsOf(published);
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .sorted(Comparator.naturalOrder())
                    .collect(Collectors.toCollection(ArrayList::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties read(Path film) {
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(film)) {
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A segment may have a second attempt beside the first. */
    private static long highest(Map<String, Object> task) {
        return Math.max(number(task, "fence"), number(task, "backupfence"));
    }

    private static long number(Map<String, Object> row, String column) {
        return ((Number) row.getOrDefault(column, 0)).longValue();
    }
}
