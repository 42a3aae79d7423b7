/**
 * Everything that is known about moving pictures, without the tool that does it.
 *
 * <p>{@link org.reelmill.media.MediaEngine} is the entrance: a port with one real implementation in {@code media.jave}
 * (ffmpeg) and a fake for state-machine tests. Beside it stand the values that the whole product shares:
 * {@link org.reelmill.media.MediaInfo} (what a source is), {@link org.reelmill.media.Rendition} (what is asked for),
 * {@link org.reelmill.media.Segment} (a stretch between two cuts). No ffmpeg option, process or file layout belongs here.
 */
package org.reelmill.media;
