package org.reelmill.media.jave;

import java.util.List;

/** The output of ffmpeg by which decoded pictures are compared: one line for each, with its own time stamp and its hash. */
final class DecodedLines {

    /**
     * Options of the input. Where the size of pictures changes within a film, ffmpeg makes the graph anew, which scales them to the
     * first one's size and forgets how far it was.
     */
    static final List<String> AS_DECODED = List.of("-reinit_filter", "0");

    private DecodedLines() {}

    /**
     * Arguments of the output, which is read from the standard output.
     *
     * @param from the stream or label that gives the pictures
     * @param hashed whether the hash is of the whole picture; else it is of nothing, and costs nothing
     */
    static List<String> output(String from, boolean hashed) {
        return List.of(
                "-map",
                from,
                "-c:v",
                hashed ? "rawvideo" : "wrapped_avframe",
                "-fps_mode",
                "passthrough",
                "-enc_time_base",
                "demux",
                "-f",
                "framehash",
                "-hash",
                "murmur3",
                "pipe:1");
    }
}
