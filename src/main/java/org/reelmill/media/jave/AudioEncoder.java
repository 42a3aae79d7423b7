package org.reelmill.media.jave;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reelmill.media.AudioTrack;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.PreparedSource;
import org.reelmill.media.Supervision;
import org.tinylog.Logger;

/**
 * Encodes the sound of a film, in one run over the source for all its streams. Each track begins where the file begins, with
 * silence until its first sound, and gaps are filled, so that it needs no time stamps of its own afterwards.
 */
final class AudioEncoder {

    /** AAC's own layouts (ISO/IEC 14496-3, channel configurations 1 to 6 and 12); others are mixed to the nearest. */
    private static final String LAYOUTS = "aformat=channel_layouts=mono|stereo|3.0|4.0|5.0|5.1|7.1";

    private static final int MOST_CHANNELS = 8;
    private static final int HIGHEST_RATE = 48_000;

    private final Tools tools;

    AudioEncoder(Tools tools) {
        this.tools = tools;
    }

    /**
     * The streams that can be decoded, in the source's order. Their {@link AudioTrack#source()} carries start and duration
     * as they were found in the packets, which containers often do not know.
     */
    List<AudioTrack> encode(MediaInfo info, PreparedSource source, int bitrate, Path folder, Supervision supervision)
            throws MediaException {
        if (info.audio().isEmpty()) {
            return List.of();
        }
        SourceStreams streams = SourceStreams.read(tools, info, source, supervision);
        List<Wanted> wanted = new ArrayList<>();
        for (MediaInfo.Audio audio : info.audio()) {
            Path file = folder.resolve("audio-" + audio.index() + "-" + bitrate + "k.m4a");
            streams.audio(audio).ifPresent(stream -> wanted.add(new Wanted(audio, "0:" + stream, file)));
        }
        boolean done = false;
        try {
            List<AudioTrack> tracks = encode(wanted, source, bitrate, supervision);
            done = true;
            return tracks;
        } finally {
            if (!done) {
                wanted.forEach(one -> OwnFiles.delete(one.file()));
            }
        }
    }

    /** @param stream as {@code -map} takes it */
    private record Wanted(MediaInfo.Audio audio, String stream, Path file) {}

    private List<AudioTrack> encode(List<Wanted> wanted, PreparedSource source, int bitrate, Supervision supervision)
            throws MediaException {
        Optional<List<AudioTrack>> together = attempt(wanted, source, bitrate, supervision);
        if (together.isPresent() && together.get().size() == wanted.size()) {
            return together.get();
        }
        List<AudioTrack> tracks = new ArrayList<>();
        for (Wanted one : wanted) {
            attempt(List.of(one), source, bitrate, supervision).ifPresent(tracks::addAll);
        }
        return tracks;
    }

    /** Empty when the run failed; a stream that gave no sound at all is left out. */
    private Optional<List<AudioTrack>> attempt(
            List<Wanted> wanted, PreparedSource source, int bitrate, Supervision supervision) throws MediaException {
        AudioExtents extents = new AudioExtents();
        try {
            tools.ffmpeg(arguments(wanted, source, bitrate), extents, supervision);
            List<AudioTrack> tracks = new ArrayList<>();
            for (int i = 0; i < wanted.size(); i++) {
                MediaInfo.Audio audio = wanted.get(i).audio();
                Path file = wanted.get(i).file();
                if (WrittenAudio.read(tools, file, supervision).isEmpty()) {
                    OwnFiles.delete(file);
                } else {
                    MediaInfo.Audio measured = extents.of(i)
                            .map(extent -> measured(audio, extent, source.audioStartTime()))
                            .orElse(audio);
                    tracks.add(new AudioTrack(measured, bitrate, file));
                }
            }
            return Optional.of(tracks);
        } catch (MediaException e) {
            wanted.forEach(one -> OwnFiles.delete(one.file()));
            if (e.kind() != Kind.FAILED) {
                throw e;
            }
            Logger.warn("{} of the source's audio streams could not be encoded: {}", wanted.size(), e.getMessage());
            return Optional.empty();
        }
    }

    private static MediaInfo.Audio measured(MediaInfo.Audio audio, AudioExtents.Extent extent, double fileStart) {
        return new MediaInfo.Audio(
                audio.index(),
                audio.codec(),
                audio.language(),
                audio.title(),
                audio.channels(),
                audio.sampleRate(),
                audio.defaultTrack(),
                fileStart + extent.start(),
                extent.end() - extent.start());
    }

    private static List<String> arguments(List<Wanted> wanted, PreparedSource source, int bitrate) {
        List<String> arguments = new ArrayList<>(Tools.input(source.audio()));
        for (Wanted one : wanted) {
            arguments.addAll(List.of(
                    "-map",
                    one.stream(),
                    "-af",
                    "aresample=async=1:min_hard_comp=0.04:first_pts=0," + layout(one.audio()),
                    "-c:a",
                    "aac",
                    "-b:a",
                    bitrate + "k",
                    "-map_metadata",
                    "-1",
                    "-map_chapters",
                    "-1"));
            if (one.audio().sampleRate() > HIGHEST_RATE) {
                arguments.addAll(List.of("-ar", String.valueOf(HIGHEST_RATE)));
            }
            arguments.addAll(List.of("-f", "mp4", Tools.url(one.file())));
        }
        wanted.forEach(one -> arguments.addAll(List.of("-map", one.stream())));
        arguments.addAll(List.of("-c", "copy", "-f", "framehash", "-hash", "murmur3", "pipe:1"));
        return arguments;
    }

    private static String layout(MediaInfo.Audio audio) {
        return audio.channels() > MOST_CHANNELS ? "pan=stereo|c0=c0|c1=c1" : LAYOUTS;
    }
}
