package org.reelmill.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Films through the mill. */
final class Mill {

    private static final Set<String> ENDED = Set.of("COMPLETED", "ERROR", "CANCELLED", "REJECTED");
    private static final int LOOK_MILLIS = 1000;

    private final Server server;
    private final Tools tools;
    private final int slots;
    private int films;

    Mill(Server server, Tools tools, int slots) {
        this.server = server;
        this.tools = tools;
        this.slots = slots;
    }

    /** All outputs get this preset. */
    void usePreset(String preset) throws IOException, InterruptedException {
        for (JsonObject output : outputs()) {
            server.api()
                    .send(
                            "PATCH",
                            "v1/outputs/" + output.getJsonNumber("id"),
                            Json.createObjectBuilder().add("preset", preset).build());
        }
    }

    /** What its outputs ask for, in the sizes that a film got. */
    List<Raw.Wanted> asked(Turn film) throws IOException, InterruptedException {
        List<JsonObject> outputs =
                outputs().stream().filter(output -> output.getBoolean("active")).toList();
        if (outputs.size() != film.renditions().size()) {
            throw new BenchException("The film is too small: not all outputs apply to it");
        }
        List<Raw.Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            JsonObject output = outputs.get(i);
            Turn.Rendition made = film.renditions().get(i);
            wanted.add(new Raw.Wanted(
                    made.width(),
                    made.height(),
                    output.getInt("crf"),
                    output.getString("preset"),
                    output.getString("profile"),
                    output.getInt("audioBitrate")));
        }
        return wanted;
    }

    Turn run(Path film, boolean verified) throws IOException, InterruptedException {
        server.setPolicy("verifyDuringIngest", verified ? "1" : "0");
        String name = "film-" + ++films + ".mp4";
        put(film, server.home().resolve("work/source").resolve(name));
        double cpu = server.cpu();
        List<Phases.Seen> seen = new ArrayList<>();
        JsonObject job = await(handIn(name), seen);
        cpu = server.cpu() - cpu;
        String uuid = job.getString("uuid");
        if (!job.getString("status").equals("COMPLETED")) {
            throw new BenchException(
                    "The job ended as " + job.getString("status") + ": " + job.getString("reason", ""));
        }
        checkCertificate(server.api().get("v1/jobs/" + uuid + "/certificate"), verified);
        Duration wall =
                Duration.between(Instant.parse(job.getString("created")), Instant.parse(job.getString("completed")));
        List<Turn.Rendition> made = new ArrayList<>();
        long bytes = 0;
        for (JsonObject output : job.getJsonArray("outputs").getValuesAs(JsonObject.class)) {
            Path file = server.home().resolve("work/delivery").resolve(output.getString("fileName"));
            bytes += Files.size(file);
            made.add(new Turn.Rendition(output.getInt("width"), output.getInt("height"), tools.frames(file)));
            Files.delete(file);
        }
        return new Turn(
                verified ? Turn.Way.VERIFIED : Turn.Way.UNVERIFIED,
                wall.toMillis() / 1e3,
                cpu,
                bytes,
                made,
                Optional.of(Phases.of(seen, slots)));
    }

    /** Costs no time where both are on one disk. */
    private static void put(Path film, Path source) throws IOException {
        try {
            Files.createLink(source, film);
        } catch (FileSystemException | UnsupportedOperationException e) {
            Files.copy(film, source);
        }
    }

    private List<JsonObject> outputs() throws IOException, InterruptedException {
        return server.api().get("v1/outputs").getJsonArray("items").getValuesAs(JsonObject.class);
    }

    private String handIn(String name) throws IOException, InterruptedException {
        return server.api()
                .send(
                        "POST",
                        "v1/jobs",
                        Json.createObjectBuilder().add("source", name).build())
                .getString("uuid");
    }

    private JsonObject await(String uuid, List<Phases.Seen> seen) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            JsonObject job = server.api().get("v1/jobs/" + uuid);
            JsonObject segments = job.getJsonObject("segments");
            seen.add(new Phases.Seen(
                    (System.nanoTime() - start) / 1e9,
                    job.getString("status"),
                    count(segments, "total"),
                    count(segments, "running"),
                    count(segments, "completed"),
                    server.toolsRunning()));
            if (ENDED.contains(job.getString("status"))) {
                return job;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private static long count(JsonObject segments, String kind) {
        return segments == null ? 0 : segments.getJsonNumber(kind).longValue();
    }

    private static void checkCertificate(JsonObject certificate, boolean verified) {
        boolean compared = certificate.getJsonObject("pictures").getBoolean("compared");
        if (!certificate.getString("verdict").equals("VALID") || compared != verified) {
            throw new BenchException("The certificate is not as it should be: " + certificate);
        }
    }
}
