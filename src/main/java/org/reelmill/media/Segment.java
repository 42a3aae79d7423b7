package org.reelmill.media;

/**
 * A stretch of the film between two cut points, in the time stamps of the prepared video stream.
 *
 * @param part number from 0
 * @param startPts time stamp of the first picture; a key frame
 * @param endPts time stamp of the next segment's first picture; for the last segment the end of the film
 * @param frames how many pictures the source's index lists in it
 */
public record Segment(int part, long startPts, long endPts, long frames, boolean first, boolean last) {}
