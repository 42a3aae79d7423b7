package org.reelmill.media.jave;

import java.nio.file.Path;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;

/** Tells what is a source's own fault from what befell the tool that read it. */
final class SourceFault {

    private SourceFault() {}

    /** A run of a tool. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws MediaException;
    }

    /** What a tool says about a source by itself is the source's fault; that it was killed or starved is not. */
    static <T> T refusing(Path source, Step<T> step, String reason) throws MediaException {
        try {
            return step.run();
        } catch (ToolFailedException e) {
            if (e.gaveUp()) {
                throw new MediaException(Kind.DAMAGED, reason + ": " + lastLine(e.log(), source), e.log());
            }
            throw e;
        }
    }

    /** Without the file and ffmpeg's addresses: people are told of no place on the server, and know what they have sent. */
    private static String lastLine(String log, Path source) {
        String[] lines = log.replace(Tools.url(source), "")
                .replaceAll("file:\\S*/", "")
                .strip()
                .split("\n");
        return lines[lines.length - 1].replaceFirst("^(:|\\[[^]]* @ 0x\\p{XDigit}+])\\s*", "");
    }
}
