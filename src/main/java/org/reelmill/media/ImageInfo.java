package org.reelmill.media;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * What an image is.
 *
 * @param format such as {@code jpeg} or {@code avif}
 * @param width in pixels, as a viewer sees it: turned as its camera noted; of one that moves, of the canvas
 * @param height as width
 * @param taken when its camera made it, by the camera's clock
 */
public record ImageInfo(String format, int width, int height, Optional<LocalDateTime> taken) {}
