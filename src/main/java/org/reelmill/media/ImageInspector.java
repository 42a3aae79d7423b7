package org.reelmill.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads what an image says of itself in its head, whatever its name is; nothing of it is decoded. */
public interface ImageInspector {

    /** @return empty when it does not begin as an image that is known, or does not say how large it is */
    Optional<ImageInfo> inspect(Path image) throws IOException;
}
