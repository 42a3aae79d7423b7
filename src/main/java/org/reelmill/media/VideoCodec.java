package org.reelmill.media;

/** What a rendition's pictures are encoded as. */
public enum VideoCodec {
    H264,
    H265,
    AV1
}
