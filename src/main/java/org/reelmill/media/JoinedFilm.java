package org.reelmill.media;

import java.util.List;

/**
 * A rendition that is whole and checked against its source. The engine returns it only when everything is right.
 *
 * @param frames pictures in the file; the sum over its parts
 * @param duration of its video in seconds
 * @param sha256 of the file, hexadecimal
 * @param audio how far sound and picture are apart, compared with the source
 * @param notes in plain words, what could not be carried into this file
 */
public record JoinedFilm(
        long frames,
        double duration,
        int width,
        int height,
        long bytes,
        String sha256,
        List<AudioOffset> audio,
        List<String> notes) {

    /**
     * Sound against picture at both ends, in milliseconds: (audio − video) in the rendition minus (audio − video) in the
     * source. Within one AAC frame (1024 samples) is as good as it can be.
     */
    public record AudioOffset(String language, double startMillis, double endMillis) {}
}
