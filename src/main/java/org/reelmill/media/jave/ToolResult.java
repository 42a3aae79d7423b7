package org.reelmill.media.jave;

import java.util.List;

/**
 * How a tool ended.
 *
 * @param exitCode 0, since every other one is an exception
 * @param frames the last {@code frame=} that was reported: pictures written to the first video output
 * @param stderrTail the last lines it printed, oldest first
 */
record ToolResult(int exitCode, long frames, List<String> stderrTail) {

    /** What a decoder says of a packet that it gives nothing for. */
    static final String REFUSED_PACKET = "Error submitting packet to decoder";

    /** What it says when it fails in the middle of one. */
    static final String DECODING_ERROR = "Decoding error";

    /** Whether any of its last lines contains one of these texts. */
    boolean said(List<String> texts) {
        return stderrTail.stream().anyMatch(line -> texts.stream().anyMatch(line::contains));
    }
}
