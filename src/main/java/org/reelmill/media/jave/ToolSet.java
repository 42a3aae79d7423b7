package org.reelmill.media.jave;

import java.nio.file.Path;
import java.util.Map;

/**
 * A pair of programs that belong together.
 *
 * @param environment what they need beside the few variables that every child gets, such as a library path
 * @param identity a hash over the programs' bytes
 */
record ToolSet(Path ffmpeg, Path ffprobe, Map<String, String> environment, String identity) {}
