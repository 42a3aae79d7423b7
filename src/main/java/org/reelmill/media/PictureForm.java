package org.reelmill.media;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a picture of a film or an image shall be like.
 *
 * @param width in pixels, of the picture or of the box it fits into
 * @param height likewise
 * @param at of a film, seconds from its start; empty: a picture early in the film that is not black
 */
public record PictureForm(int width, int height, Fit fit, Format format, Optional<Double> at) {

    /** A longer side is no preview any more. */
    public static final int MOST = 4096;

    public PictureForm {
        requireNonNull(fit, "fit is null");
        requireNonNull(format, "format is null");
        requireNonNull(at, "at is null");
        if (width < 1 || height < 1 || width > MOST || height > MOST) {
            throw new IllegalArgumentException("a picture has 1 to " + MOST + " pixels to each side");
        }
    }

    /** How a picture of another shape gets into width and height. */
    public enum Fit {
        /** Exactly this size, whatever becomes of the shape (S1.6). */
        EXACT,
        /** In its shape, as large as it fits, never enlarged (S0.20). */
        FIT,
        /** Exactly this size in its shape: what is too much is cut off evenly at two sides. */
        FILL
    }

    /** What the file is. */
    public enum Format {
        JPEG,
        PNG,
        /** JPEG, or PNG for an image that can be seen through. */
        AS_NEEDED
    }
}
