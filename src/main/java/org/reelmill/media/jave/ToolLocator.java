package org.reelmill.media.jave;

import java.util.List;
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

    private final ToolSet tools;
    private final List<String> prefix;

    ToolLocator(ToolSet tools, List<String> prefix) {
        this.tools = tools;
        this.prefix = List.copyOf(prefix);
    }

    @Override
    public String getExecutablePath() {
        return tools.ffmpeg().toString();
    }

    @Override
    public ProcessWrapper createExecutor() {
        return ffmpeg();
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
