package org.reelmill.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is measured. Each value is a system property, {@code -Dbench.seconds=60}.
 *
 * @param mode what is measured
 * @param seconds length of the film that is made
 * @param rounds how often each way is run
 * @param preset of the encoder, on both sides
 * @param slots segments that the mill encodes at a time
 * @param megabytes size of the big source, or of the file that is uploaded
 * @param rate times its own speed at which each node of the scaling benchmark reads its film
 * @param databases of the claim benchmark: {@code mariadb,h2}
 * @param steps rows of steps that the batch operator has
 * @param minutes of the soak
 * @param film an own film instead of the one that is made
 */
record Settings(
        Mode mode,
        int seconds,
        int rounds,
        String preset,
        int slots,
        int megabytes,
        double rate,
        List<String> databases,
        int steps,
        int minutes,
        Optional<Path> film) {

    /** What is measured: {@code -Dbench.mode=claims}. */
    enum Mode {
        /** The mill beside one hand-written ffmpeg. */
        SPEED,
        /** The server's heap with a big source. */
        HEAP,
        /** Claims a second of many nodes. */
        CLAIMS,
        /** Several nodes beside one. */
        SCALING,
        /** The lists of the batch operator. */
        BATCH,
        /** Pages with very many jobs. */
        PAGES,
        /** Scans of a library with a million files. */
        LIBRARY,
        /** Previews, beside {@code vipsthumbnail} and Pillow. */
        THUMBS,
        /** A large file that a client of the tus protocol sends over connections that break. */
        UPLOADS,
        /** What a server holds under mixed load, for minutes. */
        SOAK
    }

    static Settings read() {
        Mode mode = Mode.valueOf(text("mode").orElse("speed").toUpperCase(Locale.ROOT));
        return new Settings(
                mode,
                number("seconds", mode == Mode.SCALING ? 960 : 240),
                number("rounds", 2),
                text("preset").orElse("superfast"),
                number("slots", Runtime.getRuntime().availableProcessors()),
                number("megabytes", mode == Mode.UPLOADS ? 1024 : 2048),
                text("rate").map(Double::valueOf).orElse(8.0),
                List.of(text("databases").orElse("mariadb,h2").split(",")),
                number("steps", 1_000_000),
                number("minutes", 60),
                text("film").map(Path::of).map(Path::toAbsolutePath));
    }

    private static Optional<String> text(String name) {
        return Optional.ofNullable(System.getProperty("bench." + name)).filter(value -> !value.isBlank());
    }

    private static int number(String name, int byDefault) {
        return text(name).map(Integer::valueOf).orElse(byDefault);
    }
}
