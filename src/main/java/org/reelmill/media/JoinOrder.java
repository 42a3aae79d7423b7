package org.reelmill.media;

import java.nio.file.Path;
import java.util.List;

/**
 * What is needed to make one film of its parts.
 *
 * @param parts in the film's order
 * @param audio tracks at this rendition's bit rate, in the source's order
 * @param subtitles whether text subtitles are carried
 * @param chapters whether chapters are carried
 * @param target does not exist; written under this very name, so the caller passes a temporary one and renames
 */
public record JoinOrder(
        MediaInfo info,
        PreparedSource source,
        Rendition rendition,
        FrameSize size,
        List<Piece> parts,
        List<AudioTrack> audio,
        boolean subtitles,
        boolean chapters,
        Path target) {

    /** A part's file and what is known about it. */
    public record Piece(Path file, long frames, Rational seconds) {}
}
