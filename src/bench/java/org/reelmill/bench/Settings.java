package org.reelmill.bench;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is measured. Each value is a system property, {@code -Dbench.seconds=60}.
 *
 * @param heap whether the server's heap is looked at, with one big source, instead of its speed
 * @param seconds length of the film that is made
 * @param rounds how often each way is run
 * @param preset of the encoder, on both sides
 * @param slots segments that the mill encodes at a time
 * @param megabytes size of the big source
 * @param film an own film instead of the one that is made
 */
record Settings(boolean heap, int seconds, int rounds, String preset, int slots, int megabytes, Optional<Path> film) {

    static Settings read() {
        return new Settings(
                text("mode").filter("heap"::equals).isPresent(),
                number("seconds", 240),
                number("rounds", 2),
                text("preset").orElse("superfast"),
                number("slots", Runtime.getRuntime().availableProcessors()),
                number("megabytes", 2048),
                text("film").map(Path::of).map(Path::toAbsolutePath));
    }

    private static Optional<String> text(String name) {
        return Optional.ofNullable(System.getProperty("bench." + name)).filter(value -> !value.isBlank());
    }

    private static int number(String name, int byDefault) {
        return text(name).map(Integer::valueOf).orElse(byDefault);
    }
}
