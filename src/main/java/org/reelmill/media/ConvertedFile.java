package org.reelmill.media;

import java.util.List;

/**
 * A file that was converted, and decoded once to its end since.
 *
 * @param frames pictures; 0 of sound
 * @param duration in seconds; 0 of an image that stands still
 * @param notes in plain words, what of the source it does not carry
 */
public record ConvertedFile(long bytes, long frames, double duration, List<String> notes) {

    public ConvertedFile {
        notes = List.copyOf(notes);
    }
}
