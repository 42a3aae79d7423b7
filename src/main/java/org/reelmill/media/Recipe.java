package org.reelmill.media;

/** How a source can be cut without losing, doubling or damaging a picture (measured for each class of source). */
public enum Recipe {
    /** R1: every segment is read from the source itself by exact seek and trim. */
    VIRTUAL,
    /** R2: the video is first copied into MP4, because the container gives no safe time stamps; then as {@link #VIRTUAL}. */
    REMUX,
    /** R3: the film is one segment, because no cut would be safe. */
    ONE_PIECE
}
