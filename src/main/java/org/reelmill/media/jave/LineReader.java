package org.reelmill.media.jave;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads what a process prints, line by line on a thread of its own, so that the process never waits for a reader.
 */
final class LineReader {

    private final Thread thread;
    private volatile RuntimeException failure;

    private LineReader(InputStream from, Consumer<String> lines, String name) {
        thread = new Thread(() -> read(from, lines), name);
        thread.setDaemon(true);
        thread.start();
    }

    static LineReader start(InputStream from, Consumer<String> lines, String name) {
        return new LineReader(from, lines, name);
    }

    private void read(InputStream from, Consumer<String> lines) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                deliver(line, lines);
            }
        } catch (IOException e) {
            // the process was killed and its pipe closed under the reader; its exit code tells
        }
    }

    private void deliver(String line, Consumer<String> lines) {
        try {
            if (failure == null) {
                lines.accept(line);
            }
        } catch (RuntimeException e) {
            // goes on reading, so that the process can be ended in order
            failure = e;
        }
    }

    /** Waits until everything was read. */
    void join(Duration time) throws InterruptedException {
        thread.join(time.toMillis());
    }

    /** What the consumer threw; it got no line after that. */
    Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }
}
