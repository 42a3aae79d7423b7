package org.reelmill.media.jave;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.reelmill.media.MediaEngine;
import org.reelmill.media.MediaException;
import org.reelmill.media.Supervision;

/** Lets tests of other packages run the bundled programs with any arguments, to make films and to look into them. */
public final class TestFfmpeg {

    private static final MediaEngine ENGINE = new JaveMediaEngine(TestTools.settings());

    private TestFfmpeg() {}

    /** The real engine, one for all tests. */
    public static MediaEngine engine() {
        return ENGINE;
    }

    public static void ffmpeg(List<String> arguments) {
        try {
            TestTools.tools().ffmpeg(arguments, Supervision.none());
        } catch (MediaException e) {
            throw new IllegalStateException(e.getMessage() + "\n" + String.join(" ", arguments) + "\n" + e.log(), e);
        }
    }

    /** @param arguments with blanks between them, and none within */
    public static void ffmpeg(String arguments, Path target) {
        ffmpeg(Stream.concat(Stream.of(arguments.split(" ")), Stream.of(target.toString()))
                .toList());
    }

    /** @return the lines that ffprobe printed */
    public static List<String> ffprobe(List<String> arguments) {
        List<String> lines = new ArrayList<>();
        try {
            TestTools.tools().ffprobe(arguments, lines::add, Supervision.none());
        } catch (MediaException e) {
            throw new IllegalStateException(e.getMessage() + "\n" + String.join(" ", arguments) + "\n" + e.log(), e);
        }
        return lines;
    }
}
