package org.reelmill.media;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What the engine must be told.
 *
 * @param cacheFolder where the bundled programs are unpacked, under {@code ffmpeg/}; made when it is missing
 * @param ffmpeg the operator's own program ({@code REELMILL_FFMPEG}), which goes before the bundled one; its ffprobe lies
 *     beside it
 * @param stall a process that neither reads nor reports anything for so long is killed
 * @param total a process that takes so long is killed, whatever it does
 */
public record MediaSettings(Path cacheFolder, Optional<Path> ffmpeg, Duration stall, Duration total) {

    public static final Duration DEFAULT_STALL = Duration.ofSeconds(60);
    public static final Duration DEFAULT_TOTAL = Duration.ofHours(24);

    public MediaSettings {
        requireNonNull(cacheFolder, "cacheFolder is null");
        requireNonNull(ffmpeg, "ffmpeg is null");
        requireNonNull(stall, "stall is null");
        requireNonNull(total, "total is null");
    }
}
