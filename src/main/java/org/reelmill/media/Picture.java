package org.reelmill.media;

/**
 * A picture that was made.
 *
 * @param format JPEG or PNG
 */
public record Picture(int width, int height, PictureForm.Format format) {}
