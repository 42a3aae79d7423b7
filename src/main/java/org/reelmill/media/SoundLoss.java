package org.reelmill.media;

import java.util.Locale;

/**
 * Sound of a source that is lost on its way; a film has silence instead (ADR 50).
 *
 * @param track whose sound it is
 * @param seconds how much of it
 */
public record SoundLoss(MediaInfo.Audio track, double seconds) {

    /** Seconds; two frames of AAC at 44.1 kHz are less. What begins or ends a recording is often not whole. */
    private static final double LEAST = 0.05;

    /** Seconds. */
    private static final double MOST = 10;

    /** Of the track. */
    private static final double MOST_SHARE = 0.05;

    /** Whether anybody could hear it. */
    public boolean audible() {
        return seconds > LEAST;
    }

    /** Whether the film is no longer worth having. */
    public boolean tooMuch() {
        return audible() && (seconds > MOST || seconds > MOST_SHARE * track.duration());
    }

    /** In plain words. */
    @Override
    public String toString() {
        String language = track.language().isEmpty() ? "" : ", " + track.language();
        return String.format(
                Locale.ROOT,
                "%.1f s of its sound are lost: audio stream %d (%s%s)",
                Math.max(0.1, seconds),
                track.index(),
                track.codec(),
                language);
    }
}
