package org.reelmill.media;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a file is converted to.
 *
 * @param video what pictures are encoded as; empty unless the kind is {@link MediaKind#VIDEO}
 * @param quality constant rate factor of a video, 0 to 100 of an image
 * @param preset as x264 names them
 * @param audioBitrate in kbit/s; without meaning where sound is copied or kept whole
 */
public record ConversionForm(
        MediaKind kind,
        Container container,
        Optional<VideoCodec> video,
        int quality,
        String preset,
        Sound sound,
        int audioBitrate) {

    public ConversionForm {
        requireNonNull(kind, "kind is null");
        requireNonNull(container, "container is null");
        requireNonNull(sound, "sound is null");
        if (video.isPresent() != (kind == MediaKind.VIDEO)) {
            throw new IllegalArgumentException("a codec for pictures belongs to videos");
        }
        if (container.kind != kind) {
            throw new IllegalArgumentException(container + " holds no " + kind);
        }
    }

    /** What a result is packed into. */
    public enum Container {
        MKV(MediaKind.VIDEO, "matroska"),
        MP4(MediaKind.VIDEO, "mp4"),
        WEBP(MediaKind.IMAGE, "webp"),
        M4A(MediaKind.AUDIO, "ipod"),
        OPUS(MediaKind.AUDIO, "opus"),
        MP3(MediaKind.AUDIO, "mp3"),
        FLAC(MediaKind.AUDIO, "flac");

        private final MediaKind kind;
        private final String format;

        Container(MediaKind kind, String format) {
            this.kind = kind;
            this.format = format;
        }

        public MediaKind kind() {
            return kind;
        }

        /** ffmpeg's name of the format. */
        public String format() {
            return format;
        }
    }

    /** What becomes of sound. */
    public enum Sound {
        COPY,
        AAC,
        OPUS,
        MP3,
        FLAC
    }
}
