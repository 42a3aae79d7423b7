package org.reelmill.media;

import java.nio.file.Path;

/** Converts single files in one piece: short videos, images, sound. As {@link MediaEngine} it blocks and may be asked from many threads. */
public interface FileConverter {

    /**
     * Converts a file and proves the result: it is decoded from start to end without an error, has as many pictures as were
     * encoded, the streams that are due, and the length of its source.
     *
     * @param source its name means nothing: what it is says its content
     * @param target does not exist; removed again when the call fails
     * @throws MediaException REFUSED when the source is not of the form's kind, DAMAGED when it cannot be decoded whole,
     *     FAILED when the result is not what it must be, and as for all work NO_SPACE, STALLED, STOPPED
     */
    ConvertedFile convert(Path source, Path target, ConversionForm form, Supervision supervision) throws MediaException;
}
