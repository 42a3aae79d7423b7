package org.reelmill.media.jave;

import java.io.IOException;

/** A JPEG that is damaged, or of a kind that {@link JpegEighth} does not read. */
final class UnusualJpegException extends IOException {

    private static final long serialVersionUID = 1L;

    private UnusualJpegException() {
        super("the JPEG is damaged, or of a kind that is not read here");
    }

    static void unless(boolean usual) throws UnusualJpegException {
        if (!usual) {
            throw new UnusualJpegException();
        }
    }
}
