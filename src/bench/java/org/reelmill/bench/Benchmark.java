package org.reelmill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Mills a film and lets one hand-written ffmpeg do the same, in turns, and prints how they compare; or mills a big source and
 * prints how much heap that took; or measures many nodes ({@link ClaimBenchmark}, {@link ScalingBenchmark}) or the lists of the batch operator
 * ({@link BatchBenchmark}), or previews ({@link ThumbsBenchmark}), or an upload that is interrupted ({@link UploadsBenchmark}). Only for Linux,
 * whose {@code /proc} it reads.
 *
 * <p>Started by {@code mvn -Pbench verify}, see {@link Settings}. Fails only when something is broken: speed is no test.
 */
public final class Benchmark {

    private final Settings settings;
    private final Server server;
    private final Path folder;
    private final Tools tools;
    private final Films films;
    private final Mill mill;

    private Benchmark(Settings settings, Server server, Path folder) throws IOException {
        this.settings = settings;
        this.server = server;
        this.folder = folder;
        this.tools = new Tools(server.home());
        this.films = new Films(folder, tools);
        this.mill = new Mill(server, tools, settings.slots());
    }

    /** @param arguments Payara Micro, its pre-boot commands, the WAR, and a folder that is kept between runs */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Settings settings = Settings.read();
        Path folder = Files.createDirectories(Path.of(arguments[3]));
        Server.Parts parts = new Server.Parts(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
        switch (settings.mode()) {
            case CLAIMS -> new ClaimBenchmark(parts, folder, settings.databases()).run();
            case SCALING -> new ScalingBenchmark(parts, folder, settings).run();
            case BATCH -> new BatchBenchmark(parts, folder, settings.steps()).run();
            case PAGES -> new PagesBenchmark(parts, folder).run();
            case THUMBS -> new ThumbsBenchmark(folder, settings.rounds(), settings.slots()).run();
            case LIBRARY -> new LibraryBenchmark(parts, folder, settings.databases()).run();
            case UPLOADS -> new UploadsBenchmark(parts, folder, settings.megabytes()).run();
            case SOAK -> new SoakBenchmark(parts, folder, settings).run();
            case SPEED, HEAP -> run(settings, parts, folder);
        }
    }

    private static void run(Settings settings, Server.Parts parts, Path folder)
            throws IOException, InterruptedException {
        try (Server server = Server.start(parts, folder.resolve("server"), settings.slots())) {
            Benchmark benchmark = new Benchmark(settings, server, folder);
            benchmark.mill.usePreset(settings.preset());
            if (settings.mode() == Settings.Mode.HEAP) {
                benchmark.heap();
            } else {
                benchmark.speed();
            }
        }
    }

    private void speed() throws IOException, InterruptedException {
        Path film = film(() -> films.mixed(settings.seconds()));
        // a server that has just been started spends its time on compiling itself
        Turn warmUp = mill.run(films.beginning(film), true);
        Raw raw = new Raw(tools, folder, mill.asked(warmUp));
        describe(film);
        Report report = new Report();
        Report.heading();
        List<Turn.Way> order = new ArrayList<>(Arrays.asList(Turn.Way.values()));
        for (int round = 0; round < settings.rounds(); round++) {
            for (Turn.Way way : order) {
                report.add(way == Turn.Way.RAW ? raw.run(film) : mill.run(film, way == Turn.Way.VERIFIED));
            }
            Collections.rotate(order, 1);
        }
        report.summary();
        heapUsed();
    }

    private void heap() throws IOException, InterruptedException {
        Path film = film(() -> films.big(settings.megabytes()));
        describe(film);
        Report.heading();
        Report.row(mill.run(film, true));
        heapUsed();
    }

    private interface Making {
        Path make() throws IOException, InterruptedException;
    }

    private Path film(Making otherwise) throws IOException, InterruptedException {
        return settings.film().isPresent() ? settings.film().get() : otherwise.make();
    }

    private void describe(Path film) throws IOException {
        Report.print(
                "%n%s, %.1f MB; %d cores, %d slots, %s",
                film.getFileName(),
                Files.size(film) / 1e6,
                Runtime.getRuntime().availableProcessors(),
                settings.slots(),
                settings.preset());
    }

    private void heapUsed() throws IOException, InterruptedException {
        Report.print("Heap of the server: at most %d of 256 MiB in use, garbage included", server.heapPeak());
    }
}
