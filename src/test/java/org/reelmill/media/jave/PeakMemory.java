package org.reelmill.media.jave;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The most memory that any process which we start uses from now on, as Linux counts it ({@code VmHWM} of {@code /proc/PID/status}).
 * That is a mark which only rises, so that nothing is missed but what comes in the last milliseconds of a process.
 */
final class PeakMemory implements AutoCloseable {

    private final AtomicLong most = new AtomicLong();
    private final Thread thread = new Thread(this::watch, "peak-memory");
    private volatile boolean ended;

    PeakMemory() {
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        while (!ended) {
            ProcessHandle.current().descendants().forEach(process -> look(process.pid()));
        }
    }

    private void look(long process) {
        try {
            Files.readAllLines(Path.of("/proc", String.valueOf(process), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .forEach(kilobytes -> most.accumulateAndGet(kilobytes, Math::max));
        } catch (IOException e) {
            // it has ended
        }
    }

    long mebibytes() {
        return most.get() >> 10;
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        thread.join();
    }
}
