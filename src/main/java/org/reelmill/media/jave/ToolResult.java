package org.reelmill.media.jave;

import java.util.List;

/**
 * How a tool ended.
 *
 * @param exitCode 0, since every other one is an exception
 * @param frames the last {@code frame=} that was reported: pictures written to the first video output
 * @param stderrTail the last lines it printed, oldest first
 */
record ToolResult(int exitCode, long frames, List<String> stderrTail) {}
