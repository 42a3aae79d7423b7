package org.reelmill.media;

/**
 * What an image is.
 *
 * @param format such as {@code jpeg} or {@code avif}
 * @param width in pixels, as a viewer sees it: turned as its camera noted; of one that moves, of the canvas
 * @param height as width
 */
public record ImageInfo(String format, int width, int height) {}
