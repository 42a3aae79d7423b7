package org.reelmill.media;

import java.nio.file.Path;

/**
 * A source that can be cut: what ingest hands to every segment. The paths lie in the shared work folder.
 *
 * @param video the file whose first chosen video stream the segments read: the source, or its remux (R2)
 * @param videoStream index of the stream in that file
 * @param audio the file that audio, subtitles and chapters are read from: the source, or its remux
 * @param audioStartTime where the start of the audio file ({@code format.start_time}) lies on the clock of {@code video},
 *     in seconds
 * @param timeBase of the video stream in {@code video}
 * @param firstPts time stamp of the film's first picture
 * @param endPts where the film's last picture ends
 * @param frames pictures in the film
 * @param recipe what was done in the end
 * @param reason why it is not what {@link MediaInfo#recipe()} said, empty when it is
 */
public record PreparedSource(
        Path video,
        int videoStream,
        Path audio,
        double audioStartTime,
        Rational timeBase,
        long firstPts,
        long endPts,
        long frames,
        Recipe recipe,
        String reason) {}
