package org.reelmill.media;

/** What a rendition's pictures are encoded as. */
public enum VideoCodec {
    H264(2),
    H265(16),
    AV1(32);

    private final int leastSide;

    VideoCodec(int leastSide) {
        this.leastSide = leastSide;
    }

    /** Pixels that a picture must have in width and height: x265 refuses smaller ones, SVT-AV1 never ends with them (measured). */
    public int leastSide() {
        return leastSide;
    }
}
