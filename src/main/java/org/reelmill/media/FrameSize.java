package org.reelmill.media;

/** Width and height in pixels, both even, as 4:2:0 pictures need them. */
public record FrameSize(int width, int height) {

    public FrameSize {
        if (width < 2 || height < 2 || width % 2 != 0 || height % 2 != 0) {
            throw new IllegalArgumentException("not an even size: " + width + "x" + height);
        }
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }

    /** The largest even size inside the given one. */
    public static FrameSize evenInside(long width, long height) {
        return new FrameSize(Math.max(2, Math.toIntExact(width & ~1L)), Math.max(2, Math.toIntExact(height & ~1L)));
    }
}
