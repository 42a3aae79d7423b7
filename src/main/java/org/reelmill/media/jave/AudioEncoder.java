package org.reelmill.media.jave;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reelmill.media.AudioTrack;
import org.reelmill.media.MediaException;
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

    /**
     * Of a sphere of sound, as cameras for all directions record it, what comes from the left and from the right: its first two channels
     * are the sum and the difference of both (ACN and SN3D, RFC 8486, 3.1). Nothing mixes them down by itself.
     */
    private static final String SPHERE = "pan=stereo|c0=0.5*c0+0.5*c1|c1=0.5*c0-0.5*c1";

    private static final int MOST_CHANNELS = 8;

    /** Seconds that the sound may stand beside its time stamps; less than a frame of AAC. */
    private static final String WORTH_MENDING = "0.02";

    /**
     * Time stamps of AAC in a transport stream, which has one for several packets: ffmpeg makes the others up by the rate that the sound has
     * at first ({@code %1$d}), however the rate changes. Such a one, which is not what the packet before takes, follows that.
     */
    private static final String OWN_RATE = "asetpts='if(gt(abs((PTS-PREV_INPTS)*TB-NB_SAMPLES/SR),0.0005)"
            + "*lt(min(abs((PTS-PREV_INPTS)*TB*%1$d/1024-1),abs((PTS-PREV_INPTS)*TB*%1$d/1024-2)),0.01),"
            + "PREV_OUTPTS+NB_SAMPLES/SR/TB,PTS)'";

    private static final int HIGHEST_RATE = 48_000;

    /** What is said of packets that give no sound. */
    private static final List<String> COMPLAINTS = List.of(ToolResult.REFUSED_PACKET, ToolResult.DECODING_ERROR);

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
            String stamps = TransportHeaders.rateChanges(info, audio, source.audio())
                    ? OWN_RATE.formatted(audio.sampleRate())
                    : "anull";
            streams.audio(audio)
                    .ifPresent(stream -> wanted.add(
                            new Wanted(audio, "0:" + stream, stamps, layout(audio, streams.sphere(stream)), file)));
        }
        boolean done = false;
        try {
            List<AudioTrack> tracks = encode(wanted, info, source, bitrate, supervision);
            done = true;
            return tracks;
        } finally {
            if (!done) {
                wanted.forEach(one -> OwnFiles.delete(one.file()));
            }
        }
    }

    /**
     * A track that is to be made.
     *
     * @param stream as {@code -map} takes it
     * @param stamps filter that mends its time stamps; {@code anull} where they are right
     * @param layout filter that mixes it to channels that AAC has
     */
    private record Wanted(MediaInfo.Audio audio, String stream, String stamps, String layout, Path file) {

        private boolean mended() {
            return !stamps.equals("anull");
        }
    }

    private List<AudioTrack> encode(
            List<Wanted> wanted, MediaInfo info, PreparedSource source, int bitrate, Supervision supervision)
            throws MediaException {
        Optional<List<AudioTrack>> together = attempt(wanted, info, source, bitrate, supervision);
        if (together.isPresent() && together.get().size() == wanted.size()) {
            return together.get();
        }
        List<AudioTrack> tracks = new ArrayList<>();
        for (Wanted one : wanted) {
            attempt(List.of(one), info, source, bitrate, supervision).ifPresent(tracks::addAll);
        }
        return tracks;
    }

    /** Empty when the run failed; a stream that gave no sound at all is left out. */
    private Optional<List<AudioTrack>> attempt(
            List<Wanted> wanted, MediaInfo info, PreparedSource source, int bitrate, Supervision supervision)
            throws MediaException {
        AudioExtents extents = new AudioExtents();
        try {
            ToolResult result = tools.ffmpeg(arguments(wanted, info, source, bitrate), extents, supervision);
            List<AudioTrack> tracks = new ArrayList<>();
            for (int i = 0; i < wanted.size(); i++) {
                MediaInfo.Audio audio = wanted.get(i).audio();
                Path file = wanted.get(i).file();
                if (WrittenAudio.read(tools, file, supervision).isEmpty()) {
                    OwnFiles.delete(file);
                } else {
                    Optional<AudioExtents.Extent> extent = extents.of(i);
                    tracks.add(new AudioTrack(
                            extent.map(found -> measured(audio, found, source.audioStartTime()))
                                    .orElse(audio),
                            bitrate,
                            file,
                            extent.map(AudioExtents.Extent::last).orElse(0.0),
                            result.said(COMPLAINTS)
                                    ? SoundGaps.seconds(tools, source.audio(), wanted.get(i).stream(), supervision)
                                    : 0));
                }
            }
            return Optional.of(tracks);
        } catch (ToolFailedException e) {
            wanted.forEach(one -> OwnFiles.delete(one.file()));
            // a run that was killed or starved says nothing about the sound
            if (!e.gaveUp()) {
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

    /**
     * Sound may change its channels on the way, as broadcasts do. ffmpeg then makes the filters anew, and those that fill up from the start
     * of the file would do so again. So they stand behind a decoder that gets plain sound of one layout, the first one's.
     */
    private static List<String> arguments(List<Wanted> wanted, MediaInfo info, PreparedSource source, int bitrate) {
        List<String> arguments = new ArrayList<>(Tools.input(source.audio()));
        for (Wanted one : wanted) {
            arguments.addAll(List.of(
                    "-map",
                    one.stream(),
                    "-af",
                    one.stamps() + "," + one.layout(),
                    "-c:a",
                    "pcm_f32le",
                    "-f",
                    "null",
                    "-"));
        }
        for (int i = 0; i < wanted.size(); i++) {
            arguments.addAll(List.of(
                    "-dec",
                    i + ":0",
                    "-filter_complex",
                    "[dec:" + i + "]aresample=async=1:min_hard_comp=" + WORTH_MENDING + ":first_pts=0[a" + i + "]"));
        }
        for (int i = 0; i < wanted.size(); i++) {
            Wanted one = wanted.get(i);
            arguments.addAll(List.of(
                    "-map",
                    "[a" + i + "]",
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
        arguments.addAll(List.of("-c", "copy"));
        for (int i = 0; i < wanted.size(); i++) {
            if (wanted.get(i).mended()) {
                arguments.addAll(List.of("-filter:" + i, wanted.get(i).stamps(), "-c:" + i, "pcm_s16le"));
            }
        }
        arguments.addAll(List.of("-f", "framehash", "-hash", "murmur3", "pipe:1"));
        // of a transport stream ffmpeg lets the clock begin at the first stream that is used: the pictures must be, too
        arguments.addAll(List.of("-map", "0:" + pictures(info, source), "-c", "copy", "-f", "null", "-"));
        return arguments;
    }

    private static int pictures(MediaInfo info, PreparedSource source) {
        return source.audio().equals(source.video())
                ? source.videoStream()
                : info.video().index();
    }

    private static String layout(MediaInfo.Audio audio, boolean sphere) {
        if (sphere) {
            return SPHERE;
        }
        return audio.channels() > MOST_CHANNELS ? "pan=stereo|c0=c0|c1=c1" : LAYOUTS;
    }
}
