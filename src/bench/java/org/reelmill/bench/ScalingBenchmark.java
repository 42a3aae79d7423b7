package org.reelmill.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * How much faster several nodes are than one, and what a slow one among them costs. Real servers mill a film whose pictures are
 * tiny; their ffmpeg is the real one, but reads the segments at a fixed rate, so that a segment takes as long as a real one would
 * and the cores of this machine do not decide. Timed is what nodes share: from the first open segment to the last finished one.
 */
final class ScalingBenchmark {

    private static final int HEAP = 256;
    private static final int WARM_UP_SECONDS = 60;
    private static final int LOOK_MILLIS = 100;
    private static final double SLOW = 5;
    private static final Set<String> BEFORE = Set.of("IMPORTED", "INGESTING");
    private static final Set<String> FAILED = Set.of("ERROR", "CANCELLED", "REJECTED");

    /** Arguments of a segment's encoder get the rate at which it reads; all others go on as they are. */
    private static final String WRAPPER =
            """
            #!/bin/sh
            here=$(dirname "$0")
            export LD_LIBRARY_PATH='%1$s'
            case " $* " in
              *" -filter_complex_threads "*)
                rate=$(cat "$here/rate")
                n=$#
                while [ $n -gt 0 ]; do
                  a=$1; shift; n=$((n-1))
                  [ "$a" = -i ] && set -- "$@" -readrate "$rate" -readrate_initial_burst 0
                  set -- "$@" "$a"
                done ;;
            esac
            exec '%1$s/ffmpeg' "$@"
            """;

    private static final String PROBE =
            """
            #!/bin/sh
            export LD_LIBRARY_PATH='%1$s'
            exec '%1$s/ffprobe' "$@"
            """;

    private final Server.Parts parts;
    private final Path folder;
    private final Settings settings;
    private final List<Server> servers = new ArrayList<>();
    private int films;

    ScalingBenchmark(Server.Parts parts, Path folder, Settings settings) throws IOException {
        this.parts = parts;
        this.folder = Files.createDirectories(folder.resolve("scaling"));
        this.settings = settings;
    }

    void run() throws IOException, InterruptedException {
        Tools tools = unpackedTools();
        Films made = new Films(folder, tools);
        Path film = made.tiny(settings.seconds());
        try (Database database = Database.start(folder)) {
            run(film, made.tiny(WARM_UP_SECONDS), tools, database.create("scaling"));
        }
    }

    private void run(Path film, Path warmUp, Tools tools, Map<String, String> database)
            throws IOException, InterruptedException {
        Map<String, String> shared = new HashMap<>(database);
        Path work = Server.emptyFolder(folder.resolve("work"));
        Files.createFile(work.resolve(".reelmill"));
        shared.put("REELMILL_WORK_DIR", work.toString());
        shared.put("REELMILL_NODE_SLOTS", "1");
        Report.print(
                "%nA film of %d s, read at %.1f times its speed by each node of 1 slot; %d cores",
                settings.seconds(), settings.rate(), Runtime.getRuntime().availableProcessors());
        try {
            startUpTo(1, tools, shared);
            // a server that has just started translates its code while it works
            mill(warmUp, work);
            double one = mill(film, work);
            report(1, one, one);
            startUpTo(2, tools, shared);
            mill(warmUp, work);
            report(2, mill(film, work), one);
            startUpTo(4, tools, shared);
            mill(warmUp, work);
            report(4, mill(film, work), one);
            setRate(3, settings.rate() / SLOW);
            double ideal = one / (3 + 1 / SLOW);
            tail("with backup attempts", mill(film, work), ideal);
            servers.get(0).setPolicy("backupAttempts", "0");
            tail("without", mill(film, work), ideal);
        } finally {
            for (Server server : servers) {
                server.close();
            }
        }
    }

    private static void report(int nodes, double seconds, double one) {
        Report.print("%d nodes: %7.1f s, efficiency %3.0f %%", nodes, seconds, 100 * one / (nodes * seconds));
    }

    private static void tail(String how, double seconds, double ideal) {
        Report.print(
                "4 nodes, one 5 times slower, %s: %.1f s, tail ratio %.2f (to %.1f s if all ended at once)",
                how, seconds, seconds / ideal, ideal);
    }

    /** A first server unpacks them. */
    private Tools unpackedTools() throws IOException, InterruptedException {
        try (Server server = Server.start(parts, folder.resolve("tools"), 1)) {
            return new Tools(server.home());
        }
    }

    private void startUpTo(int nodes, Tools tools, Map<String, String> shared)
            throws IOException, InterruptedException {
        while (servers.size() < nodes) {
            int number = servers.size();
            Path wrapper = Server.emptyFolder(wrapperFolder(number));
            executable(wrapper.resolve("ffmpeg"), WRAPPER.formatted(tools.folder()));
            executable(wrapper.resolve("ffprobe"), PROBE.formatted(tools.folder()));
            setRate(number, settings.rate());
            Map<String, String> own = new HashMap<>(shared);
            own.put("REELMILL_FFMPEG", wrapper.resolve("ffmpeg").toString());
            servers.add(Server.start(parts, folder.resolve("node-" + number), HEAP, own));
        }
    }

    private Path wrapperFolder(int number) {
        return folder.resolve("ffmpeg-" + number);
    }

    private void setRate(int number, double rate) throws IOException {
        Files.writeString(wrapperFolder(number).resolve("rate"), String.format(Locale.ROOT, "%.3f", rate));
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, script);
        if (!file.toFile().setExecutable(true)) {
            throw new BenchException(file + " cannot be made executable");
        }
    }

    /** @return seconds from the first open segment to the last finished one */
    private double mill(Path film, Path work) throws IOException, InterruptedException {
        Api api = servers.get(0).api();
        String name = "film-" + ++films + ".mp4";
        Files.copy(film, work.resolve("source").resolve(name));
        String uuid = api.send(
                        "POST",
                        "v1/jobs",
                        Json.createObjectBuilder().add("source", name).build())
                .getString("uuid");
        long begin = 0;
        long end = 0;
        while (true) {
            JsonObject job = api.get("v1/jobs/" + uuid);
            String status = job.getString("status");
            if (FAILED.contains(status)) {
                throw new BenchException("The job ended as " + status + ": " + job.getString("reason", ""));
            }
            if (begin == 0 && !BEFORE.contains(status)) {
                begin = System.nanoTime();
            }
            if (begin != 0 && end == 0 && isEncoded(job)) {
                end = System.nanoTime();
            }
            if (status.equals("COMPLETED")) {
                return (end - begin) / 1e9;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private static boolean isEncoded(JsonObject job) {
        JsonObject segments = job.getJsonObject("segments");
        return segments.getInt("completed") == segments.getInt("total");
    }
}
