package org.reelmill.media;

import java.nio.file.Path;

/**
 * Makes small pictures of films and images, whatever they are: their names mean nothing. As {@link MediaEngine} it blocks and
 * may be asked from many threads. A file can neither take long nor much memory: what would is refused before it is decoded.
 */
public interface PreviewMaker {

    /**
     * Makes one picture. An image is turned as its camera noted, and of one that moves the first picture counts.
     *
     * @param target replaced when it exists; removed when the call fails
     * @throws MediaException REFUSED when there is no picture in the source or it is larger than anything that is shown,
     *     DAMAGED when it cannot be decoded, and as for all work FAILED, STALLED, STOPPED, NO_SPACE
     */
    Picture picture(Path source, Path target, PictureForm form, Supervision supervision) throws MediaException;
}
