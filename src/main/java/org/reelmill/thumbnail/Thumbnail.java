package org.reelmill.thumbnail;

import java.util.Optional;

/**
 * A preview, or that there shall be one.
 *
 * @param origin of the file that it shows
 * @param key name of its folder, and part of its address
 * @param reason why there is none
 * @param seconds how long the film plays; 0 of an image
 * @param sheets of tiles to find a moment by; 0 of an image, or of a film without
 * @param clip whether there is a short film
 * @param askedLongAgo whether nobody has asked for it for an hour
 */
public record Thumbnail(
        String origin,
        String key,
        Kind kind,
        State state,
        Optional<String> reason,
        Optional<Poster> poster,
        double seconds,
        int sheets,
        boolean clip,
        boolean askedLongAgo) {

    /** What a file is. The place of a constant is its number in the database. */
    public enum Kind {
        IMAGE,
        FILM
    }

    /** How far a preview is (S0.23). The place of a constant is its number in the database. */
    public enum State {
        PENDING,
        IN_HAND,
        READY,
        /** There is none, and will not be before the file changes. */
        FAILED
    }

    /** The picture. @param suffix of its file, without the dot */
    public record Poster(String suffix, int width, int height) {

        public String fileName() {
            return "poster." + suffix;
        }
    }
}
