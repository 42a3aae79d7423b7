package org.reelmill.library;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * What is inside an image, film or sound.
 *
 * @param width in pixels, as a viewer sees it
 * @param codec of the pictures, or of the sound where there are none
 * @param seconds how long it plays
 * @param taken by the clock of the camera
 */
record MediaFacts(
        Optional<Integer> width,
        Optional<Integer> height,
        Optional<String> codec,
        Optional<Double> seconds,
        Optional<LocalDateTime> taken) {}
