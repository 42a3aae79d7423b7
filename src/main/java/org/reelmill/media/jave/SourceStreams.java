package org.reelmill.media.jave;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.PreparedSource;
import org.reelmill.media.Supervision;

/**
 * Finds the source's sound and subtitles in the file that they are read from. That may be a remux, in which streams have
 * other numbers and those that MP4 does not take are missing, but the order is kept. A file that has more than the film is the
 * source itself: what is more belongs to other programmes.
 */
final class SourceStreams {

    private final MediaInfo info;
    private final List<Integer> audio = new ArrayList<>();
    private final Set<Integer> spheres = new HashSet<>();
    private final List<Integer> subtitles = new ArrayList<>();

    private SourceStreams(MediaInfo info) {
        this.info = info;
    }

    static SourceStreams read(Tools tools, MediaInfo info, PreparedSource source, Supervision supervision)
            throws MediaException {
        SourceStreams streams = new SourceStreams(info);
        List<String> arguments = new ArrayList<>(List.of(
                "-v",
                "error",
                "-show_entries",
                "stream=index,codec_name,codec_type,sample_rate,channels,channel_layout",
                "-of",
                "compact"));
        arguments.addAll(Tools.input(source.audio()));
        tools.ffprobe(arguments, line -> streams.add(Compact.parse(line)), supervision);
        return streams;
    }

    private void add(Compact stream) {
        if (stream.is("stream")) {
            int index = (int) stream.number("index").orElseThrow();
            switch (stream.text("codec_type")) {
                case "audio" -> {
                    if (readable(stream)) {
                        audio.add(index);
                    }
                    if (stream.text("channel_layout").startsWith("ambisonic")) {
                        spheres.add(index);
                    }
                }
                case "subtitle" -> subtitles.add(index);
                default -> {
                    // pictures are read by their own number
                }
            }
        }
    }

    /** The others are no part of {@link MediaInfo#audio()}. */
    private static boolean readable(Compact stream) {
        return !stream.text("codec_name").isEmpty()
                && !stream.text("codec_name").equals("unknown")
                && stream.number("sample_rate").orElse(0) > 0
                && stream.number("channels").orElse(0) > 0;
    }

    /** Number of the stream in the file that audio is read from. */
    Optional<Integer> audio(MediaInfo.Audio wanted) {
        if (audio.size() > info.audio().size()) {
            return Optional.of(wanted.index());
        }
        int position = info.audio().indexOf(wanted);
        return position < audio.size() ? Optional.of(audio.get(position)) : Optional.empty();
    }

    /** Whether a stream of the file holds a sphere of sound (ambisonics) in place of the signals of loudspeakers. */
    boolean sphere(int stream) {
        return spheres.contains(stream);
    }

    /** Number of the stream likewise; a remux has only those that are text, or none. */
    Optional<Integer> subtitle(MediaInfo.Subtitle wanted) {
        if (subtitles.size() > info.subtitles().size()) {
            return Optional.of(wanted.index());
        }
        List<MediaInfo.Subtitle> kept = subtitles.size() == info.subtitles().size()
                ? info.subtitles()
                : info.subtitles().stream().filter(MediaInfo.Subtitle::text).toList();
        return subtitles.size() == kept.size() ? Optional.of(subtitles.get(kept.indexOf(wanted))) : Optional.empty();
    }

    /** Where the film's first picture stands on the clock of the encoded audio, in seconds. */
    static double videoOffset(PreparedSource source) {
        return source.firstPts() * source.timeBase().value() - source.audioStartTime();
    }
}
