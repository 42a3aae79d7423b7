package org.reelmill.media.jave;

import java.util.List;
import java.util.stream.Stream;
import ws.schild.jave.process.ProcessLocator;
import ws.schild.jave.process.ProcessWrapper;

/**
 * Tells jave-core where ffmpeg is, and gives it processes that can be supervised (ADR 3).
 *
 * <p>Each process runs behind a prefix of programs that replace themselves by the next one, so that there is still one
 * process: {@code nice}, and {@code setpriv --pdeathsig KILL}, by which the kernel kills it when the thread that started
 * it is gone, even if the server was killed.
 */
final class ToolLocator implements ProcessLocator {

    /** How far all work stands behind what else the machine does. */
    static final String NICENESS = "10";

    private static final String LEAST = "19";

    /**
     * Limits the memory that a process may have altogether, as the kernel counts what it asks for: what a preview needs at most,
     * see {@link PreviewLimits}, and what twenty threads set aside.
     */
    static final List<String> LIMITER = List.of("prlimit", "--data=" + (1536L << 20), "--");

    private final ToolSet tools;
    private final List<String> prefix;
    private final List<String> limiter;

    ToolLocator(ToolSet tools, List<String> prefix) {
        this(tools, prefix, List.of());
    }

    /** @param limiter {@link #LIMITER} with the program's path, or nothing where there is none */
    ToolLocator(ToolSet tools, List<String> prefix, List<String> limiter) {
        this.tools = tools;
        this.prefix = List.copyOf(prefix);
        this.limiter = List.copyOf(limiter);
    }

    @Override
    public String getExecutablePath() {
        return tools.ffmpeg().toString();
    }

    @Override
    public ProcessWrapper createExecutor() {
        return ffmpeg();
    }

    /** The same programs, standing behind all others, and with limited memory. */
    ToolLocator aside() {
        return new ToolLocator(
                tools,
                Stream.concat(limiter.stream(), prefix.stream().map(word -> word.equals(NICENESS) ? LEAST : word))
                        .toList());
    }

    FfmpegProcess ffmpeg() {
        return new FfmpegProcess(prefix, tools.ffmpeg(), tools.environment());
    }

    FfmpegProcess ffprobe() {
        return new FfmpegProcess(prefix, tools.ffprobe(), tools.environment());
    }

    ToolSet tools() {
        return tools;
    }
}
