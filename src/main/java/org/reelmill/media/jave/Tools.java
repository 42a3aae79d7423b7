package org.reelmill.media.jave;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.MediaSettings;
import org.reelmill.media.Supervision;

/**
 * Runs ffmpeg and ffprobe and watches over them. A call returns when the process has ended well and everything it printed
 * was read; in every other case the process and its children are gone when the exception is thrown.
 *
 * <p>That a tool ended well does not mean that its result is whole: a damaged input ends with exit code 0. Callers count
 * frames. {@code -err_detect explode} must never be given: some builds then spin for ever.
 */
final class Tools implements AutoCloseable {

    /** Microseconds of a film that may be read until all is known of its streams; how many bytes, ffmpeg limits itself (5 MB). */
    private static final String LONGEST_LOOK = "3600000000";

    /** Demuxers of containers that hold a film. None of them opens a second file, fetches anything or runs a script. */
    static final String CONTAINERS =
            "mov,matroska,webm,mpegts,mpeg,mpegvideo,avi,flv,live_flv,asf,ogg,mxf,gxf,nut,rm,dv,h264,hevc,av1,obu,ivf,"
                    + "m4v,vc1,yuv4mpegpipe,wtv,swf,nsv,amv,roq,bink,smk,dirac,cavsvideo,h263,h261,nuv";

    private static final List<String> ALWAYS = List.of("-nostdin", "-hide_banner", "-v", "warning", "-y");
    private static final int TAIL_LINES = 200;
    private static final int TAIL_LINE_LENGTH = 1000;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LAST_OUTPUT = Duration.ofSeconds(30);

    private final ToolLocator locator;
    private final Duration stall;
    private final Duration total;
    /** In the time of {@link System#nanoTime()}: when all of them must be done. */
    private final OptionalLong deadline;

    private final Set<FfmpegProcess> running;
    private final AtomicBoolean closed;

    Tools(ToolLocator locator, MediaSettings settings) {
        this(
                locator,
                settings.stall(),
                settings.total(),
                OptionalLong.empty(),
                ConcurrentHashMap.newKeySet(),
                new AtomicBoolean());
    }

    private Tools(
            ToolLocator locator,
            Duration stall,
            Duration total,
            OptionalLong deadline,
            Set<FfmpegProcess> running,
            AtomicBoolean closed) {
        this.locator = locator;
        this.stall = stall;
        this.total = total;
        this.deadline = deadline;
        this.running = running;
        this.closed = closed;
    }

    /**
     * The same tools for one piece of work that must stand behind all other, and ends soon or never. They close together.
     *
     * @param limit for each command
     * @param whole for all of them, from now on
     */
    Tools aside(Duration limit, Duration whole) {
        return new Tools(
                locator.aside(),
                stall.compareTo(limit) < 0 ? stall : limit,
                limit,
                OptionalLong.of(System.nanoTime() + whole.toNanos()),
                running,
                closed);
    }

    /**
     * How a film is named as an input: only as a file, only as a container that holds pictures itself. Pictures are waited for
     * by bytes alone: there is little of a recording that begins with sound, however long that lasts.
     */
    static List<String> input(Path file) {
        return List.of(
                "-protocol_whitelist",
                "file,pipe",
                "-format_whitelist",
                CONTAINERS,
                "-analyzeduration",
                LONGEST_LOOK,
                "-i",
                url(file));
    }

    /** How a file is named to the tools, so that nothing in its name means anything. */
    static String url(Path file) {
        return "file:" + file.toAbsolutePath();
    }

    /** Runs ffmpeg. @throws MediaException FAILED with the end of what it printed, STALLED, or STOPPED */
    ToolResult ffmpeg(List<String> arguments, Supervision supervision) throws MediaException {
        ToolProgress progress = new ToolProgress();
        StderrTail tail = new StderrTail();
        FfmpegProcess process = command(locator.ffmpeg(), ALWAYS, progressTo("pipe:1"), arguments);
        return run("ffmpeg", process, progress::report, tail::add, progress, tail, supervision);
    }

    /** As above, where the arguments make ffmpeg write text to {@code pipe:1}. */
    ToolResult ffmpeg(List<String> arguments, Consumer<String> stdoutLines, Supervision supervision)
            throws MediaException {
        ToolProgress progress = new ToolProgress();
        StderrTail tail = new StderrTail();
        FfmpegProcess process = command(locator.ffmpeg(), ALWAYS, progressTo("pipe:2"), arguments);
        Consumer<String> stderr = line -> {
            if (ToolProgress.isReport(line)) {
                progress.report(line);
            } else {
                tail.add(line);
            }
        };
        return run("ffmpeg", process, noticed(stdoutLines, progress), stderr, progress, tail, supervision);
    }

    /** Runs ffprobe, which is told nothing but these arguments. Throws as {@link #ffmpeg}. */
    ToolResult ffprobe(List<String> arguments, Consumer<String> stdoutLines, Supervision supervision)
            throws MediaException {
        ToolProgress progress = new ToolProgress();
        StderrTail tail = new StderrTail();
        FfmpegProcess process = command(locator.ffprobe(), List.of("-hide_banner"), List.of(), arguments);
        return run("ffprobe", process, noticed(stdoutLines, progress), tail::add, progress, tail, supervision);
    }

    ToolLocator locator() {
        return locator;
    }

    /** Kills whatever runs and starts nothing more: for the end of the server. */
    @Override
    public void close() {
        closed.set(true);
        running.forEach(FfmpegProcess::destroy);
    }

    private static List<String> progressTo(String pipe) {
        return List.of("-progress", pipe, "-stats_period", "0.5");
    }

    @SafeVarargs
    private static FfmpegProcess command(FfmpegProcess process, List<String>... arguments) {
        for (List<String> part : arguments) {
            part.forEach(process::addArgument);
        }
        return process;
    }

    private static Consumer<String> noticed(Consumer<String> lines, ToolProgress progress) {
        return line -> {
            progress.sign();
            lines.accept(line);
        };
    }

    private ToolResult run(
            String name,
            FfmpegProcess process,
            Consumer<String> stdout,
            Consumer<String> stderr,
            ToolProgress progress,
            StderrTail tail,
            Supervision supervision)
            throws MediaException {
        refuseWhenClosed();
        if (!supervision.mayGoOn()) {
            throw new MediaException(Kind.STOPPED, name + " was not started");
        }
        try (process) {
            process.execute();
            running.add(process);
            LineReader out = LineReader.start(process.getInputStream(), stdout, name + "-out-" + process.pid());
            LineReader err = LineReader.start(process.getErrorStream(), stderr, name + "-err-" + process.pid());
            watch(name, process, out, progress, tail, supervision);
            out.join(LAST_OUTPUT);
            err.join(LAST_OUTPUT);
            refuseWhenClosed();
            rethrow(out);
            rethrow(err);
            if (process.getProcessExitCode() != 0) {
                throw new ToolFailedException(name, process.getProcessExitCode(), tail.text());
            }
            supervision.progress(progress.frames());
            return new ToolResult(0, progress.frames(), tail.lines());
        } catch (IOException e) {
            throw new MediaException(Kind.FAILED, name + " could not be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MediaException(Kind.STOPPED, name + " was interrupted", e);
        } finally {
            running.remove(process);
        }
    }

    private void watch(
            String name,
            FfmpegProcess process,
            LineReader out,
            ToolProgress progress,
            StderrTail tail,
            Supervision supervision)
            throws InterruptedException, MediaException {
        long start = System.nanoTime();
        long told = 0;
        while (!process.waitFor(POLL)) {
            refuseWhenClosed();
            rethrow(out);
            if (!supervision.mayGoOn()) {
                throw new MediaException(Kind.STOPPED, name + " was stopped", tail.text());
            }
            progress.bytesRead(process.bytesRead());
            if (progress.silentFor(stall)) {
                throw new MediaException(
                        Kind.STALLED, name + " made no progress for " + stall.toSeconds() + " s", tail.text());
            }
            if (System.nanoTime() - start > total.toNanos()) {
                throw new MediaException(
                        Kind.STALLED, name + " was not done after " + total.toSeconds() + " s", tail.text());
            }
            if (deadline.isPresent() && System.nanoTime() - deadline.getAsLong() > 0) {
                throw new MediaException(Kind.STALLED, "all of it took too long", tail.text());
            }
            if (progress.frames() != told) {
                told = progress.frames();
                supervision.progress(told);
            }
        }
    }

    /** A reader that could not go on, say because the disk is full, ends the work. */
    private static void rethrow(LineReader reader) {
        reader.failure().ifPresent(failure -> {
            throw failure;
        });
    }

    private void refuseWhenClosed() throws MediaException {
        if (closed.get()) {
            throw new MediaException(Kind.STOPPED, "the server stops");
        }
    }

    /** The last lines, each of bounded length, so that no tool can fill the memory by complaining. */
    private static final class StderrTail {

        private final Deque<String> lines = new ArrayDeque<>();

        synchronized void add(String line) {
            if (lines.size() == TAIL_LINES) {
                lines.removeFirst();
            }
            lines.addLast(line.length() > TAIL_LINE_LENGTH ? line.substring(0, TAIL_LINE_LENGTH) : line);
        }

        synchronized List<String> lines() {
            return new ArrayList<>(lines);
        }

        String text() {
            return String.join("\n", lines());
        }
    }
}
