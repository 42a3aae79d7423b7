package org.reelmill.media.jave;

import org.reelmill.media.MediaInfo;
import org.reelmill.media.PreparedSource;

/**
 * Finds the source's streams in the file that they are read from. That may be a remux, in which streams have other numbers
 * but the same order within their kind.
 */
final class SourceStreams {

    private SourceStreams() {}

    /** As {@code -map} takes it after the input's number. */
    static String audio(MediaInfo info, MediaInfo.Audio audio) {
        return "a:" + info.audio().indexOf(audio);
    }

    static String subtitle(MediaInfo info, MediaInfo.Subtitle subtitle) {
        return "s:" + info.subtitles().indexOf(subtitle);
    }

    /** Where the film's first picture stands on the clock of the encoded audio, in seconds. */
    static double videoOffset(PreparedSource source) {
        double first = source.firstPts() * source.timeBase().value();
        // a remux without sound starts its clock where the source starts, and so does sound from the source
        return source.video().equals(source.audio()) ? first - source.audioStartTime() : first;
    }
}
