package org.reelmill.media;

/**
 * Where a video stream's pictures lie, in presentation order. Arrays, because a long film has hundreds of thousands.
 *
 * @param timeBase unit of the time stamps, in seconds
 * @param pts time stamps of all shown pictures, rising
 * @param keys time stamps of the key frames, rising
 * @param endPts where the last picture ends
 */
public record PacketIndex(Rational timeBase, long[] pts, long[] keys, long endPts) {

    public long firstPts() {
        return pts[0];
    }

    public int frames() {
        return pts.length;
    }
}
