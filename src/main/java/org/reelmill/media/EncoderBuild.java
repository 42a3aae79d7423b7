package org.reelmill.media;

import java.util.Set;

/**
 * The build of the encoder that this node runs.
 *
 * @param version as the tool names itself
 * @param fingerprint equal for builds whose parts may be joined in one film; a job is bound to its first segment's
 * @param codecs those that were proven by a known-answer encode
 */
public record EncoderBuild(String version, String fingerprint, Set<VideoCodec> codecs) {}
