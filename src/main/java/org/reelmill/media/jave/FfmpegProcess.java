package org.reelmill.media.jave;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.tinylog.Logger;
import ws.schild.jave.process.ProcessWrapper;

/**
 * A process of ffmpeg or ffprobe as jave-core launches it, with what jave-core's own lacks: an environment, a way to wait
 * with a limit, a kill that takes the children along and cannot be ignored, and an exit code afterwards.
 */
final class FfmpegProcess extends ProcessWrapper {

    /** Nothing else of the server's environment, which may hold passwords, reaches a child. */
    private static final Set<String> INHERITED =
            Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LD_LIBRARY_PATH");

    private final List<String> command = new ArrayList<>();
    private final Map<String, String> environment;
    private Process process;

    FfmpegProcess(List<String> prefix, Path program, Map<String, String> environment) {
        super(program.toString());
        this.environment = environment;
        command.addAll(prefix);
        command.add(program.toString());
    }

    @Override
    public void addArgument(String argument) {
        command.add(argument);
    }

    /**
     * Starts the process.
     *
     * @param destroyOnRuntimeShutdown ignored: the owner kills it, and where the system can, the system does
     * @param openIOStreams ignored: they are always open, and standard input is at its end
     */
    @Override
    public void execute(boolean destroyOnRuntimeShutdown, boolean openIOStreams) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> !INHERITED.contains(name.toUpperCase(Locale.ROOT)));
        builder.environment().putAll(environment);
        builder.environment().put("AV_LOG_FORCE_NOCOLOR", "1");
        process = builder.start();
        process.getOutputStream().close();
    }

    @Override
    public InputStream getInputStream() {
        return process.getInputStream();
    }

    @Override
    public OutputStream getOutputStream() {
        return process.getOutputStream();
    }

    @Override
    public InputStream getErrorStream() {
        return process.getErrorStream();
    }

    /** Whether it has ended within the time. */
    boolean waitFor(Duration time) throws InterruptedException {
        return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Bytes that it has read so far from files, where the system tells; a sign of life while nothing is reported, as when
     * a long file is rearranged at its end. Bytes written are no such sign: the reports themselves are written.
     */
    long bytesRead() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "io")).stream()
                    .filter(line -> line.startsWith("rchar: "))
                    .mapToLong(line -> Long.parseLong(line.substring("rchar: ".length())))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Kills it and all its children; returns when it is gone. */
    @Override
    public void destroy() {
        if (process == null) {
            return;
        }
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                Logger.warn("Process {} does not end although it was killed", process.pid());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int getProcessExitCode() {
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        destroy();
    }
}
