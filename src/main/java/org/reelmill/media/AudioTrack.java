package org.reelmill.media;

import java.nio.file.Path;

/**
 * One audio stream of the source, encoded once for all renditions that ask for its bit rate.
 *
 * @param source the stream it was made from
 * @param bitrate kbit/s
 * @param frameSeconds how long the source's last packet of sound lasts; 0 when unknown
 * @param lostSeconds sound that the source holds, but that could not be decoded; it is silence here
 */
public record AudioTrack(MediaInfo.Audio source, int bitrate, Path file, double frameSeconds, double lostSeconds) {

    public SoundLoss loss() {
        return new SoundLoss(source, lostSeconds);
    }
}
