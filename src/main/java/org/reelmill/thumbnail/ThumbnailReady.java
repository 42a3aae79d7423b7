package org.reelmill.thumbnail;

import java.time.Duration;
import java.util.Optional;

/**
 * A preview is there, or it is known that there will be none. Fired inside the transaction of the change.
 *
 * @param topic the library's name, or the uuid of the job that published the film
 * @param making how long that took; empty: there will be none
 */
public record ThumbnailReady(String topic, Thumbnail.Kind kind, Optional<Duration> making) {}
