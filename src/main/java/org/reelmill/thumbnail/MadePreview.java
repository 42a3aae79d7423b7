package org.reelmill.thumbnail;

/**
 * A preview that was made.
 *
 * @param seconds how long the film plays; 0 of an image
 * @param bytes of all its files
 */
record MadePreview(Thumbnail.Poster poster, double seconds, int sheets, boolean clip, long bytes) {}
