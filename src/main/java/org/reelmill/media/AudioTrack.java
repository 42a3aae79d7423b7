package org.reelmill.media;

import java.nio.file.Path;

/**
 * One audio stream of the source, encoded once for all renditions that ask for its bit rate.
 *
 * @param source the stream it was made from
 * @param bitrate kbit/s
 */
public record AudioTrack(MediaInfo.Audio source, int bitrate, Path file) {}
