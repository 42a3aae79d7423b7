package org.reelmill.pipeline;

import org.reelmill.media.Recipe;

/**
 * How many bytes a task may write into the work folder, at most as far as one can tell before it has begun: a rendition is
 * seldom larger than its source.
 */
final class SpaceNeed {

    /** Of the hash of a picture, one line of text. */
    private static final long HASH = 64;

    /** The sound is at most this share of a film. */
    private static final int SOUND = 8;

    private SpaceNeed() {}

    /** The copy, where the container needs one, and the sound. */
    static long ingest(long sourceBytes, Recipe recipe) {
        return sourceBytes / SOUND + (recipe == Recipe.REMUX ? sourceBytes : 0);
    }

    /** The list of hashes. */
    static long verification(long frames) {
        return frames * HASH;
    }

    /** A part for each rendition, and the hashes. */
    static long segment(long sourceBytes, long frames, long framesOfFilm, int renditions) {
        double share = (double) frames / Math.max(1, framesOfFilm);
        return (long) (sourceBytes * share) * renditions + frames * HASH;
    }

    /** The films are as long as their parts, plus the sound. */
    static long export(long partBytes) {
        return partBytes + partBytes / SOUND;
    }
}
