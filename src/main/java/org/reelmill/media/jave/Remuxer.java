package org.reelmill.media.jave;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.Supervision;

/**
 * Copies a source into MP4 without encoding anything (R2), so that it gets time stamps that rise from zero and a table of
 * its key frames. Time stamps that wrap around or jump are mended by that.
 */
final class Remuxer {

    /** Two pictures in one packet become one in each. */
    private static final List<String> UNPACKED = List.of("-bsf:v", "mpeg4_unpack_bframes");

    private final Tools tools;

    Remuxer(Tools tools) {
        this.tools = tools;
    }

    /** A remux, and whether it carries the sound too; where it could not, sound is read from the source. */
    record Remuxed(Path file, boolean withAudio) {}

    /** Where the time stamps of the copy come from. */
    enum Stamps {
        /** The source has them. */
        KEPT,
        /** ffmpeg completes them from the order of the packets ({@code genpts}). */
        GUESSED,
        /**
         * They are counted anew, picture by picture at the source's frame rate. For MPEG-4 in AVI, which may have two
         * pictures in one packet and an empty one behind: whatever is guessed for such packets puts pictures out of order
         * once they are unpacked.
         */
        COUNTED
    }

    /** Empty when MP4 takes this video in no way. */
    Optional<Remuxed> remux(Path source, MediaInfo info, Stamps stamps, Path target, Supervision supervision)
            throws MediaException {
        Path pictures = target.resolveSibling(target.getFileName() + ".m4v");
        try {
            if (stamps == Stamps.COUNTED) {
                tools.ffmpeg(unpack(source, info, pictures), supervision);
            }
            for (Attempt attempt : attempts(info)) {
                List<String> arguments = new ArrayList<>(
                        stamps == Stamps.COUNTED
                                ? counted(source, info, pictures, attempt)
                                : original(source, info, stamps, attempt));
                arguments.addAll(List.of("-c", "copy", "-c:s", "mov_text", "-video_track_timescale", "90000"));
                arguments.addAll(List.of("-movflags", "+faststart", "-f", "mp4", Tools.url(target)));
                if (!attempt.audio()) {
                    arguments.addAll(listening(info, stamps));
                }
                if (succeeds(arguments, target, supervision)) {
                    return Optional.of(new Remuxed(target, attempt.audio()));
                }
            }
            return Optional.empty();
        } finally {
            OwnFiles.delete(pictures);
        }
    }

    /** The pictures alone, one to a packet, without any stamps. */
    private static List<String> unpack(Path source, MediaInfo info, Path pictures) {
        List<String> arguments = new ArrayList<>(Tools.input(source));
        arguments.addAll(map(0, info.video().index()));
        arguments.addAll(UNPACKED);
        arguments.addAll(List.of("-c", "copy", "-f", "m4v", Tools.url(pictures)));
        return arguments;
    }

    /** The first picture stands where AVI has it: it is decoded at 0, and shown when those are decoded that it waits for. */
    private static List<String> counted(Path source, MediaInfo info, Path pictures, Attempt attempt) {
        List<String> arguments = new ArrayList<>(
                List.of("-fflags", "+genpts", "-r", info.video().frameRate().toString(), "-f", "m4v"));
        arguments.addAll(Tools.input(pictures));
        arguments.addAll(Tools.input(source));
        arguments.addAll(map(0, 0));
        arguments.addAll(others(1, info, attempt));
        arguments.addAll(List.of("-bsf:v", "setts=pts=PTS-STARTDTS:dts=DTS-STARTDTS"));
        return arguments;
    }

    private static List<String> original(Path source, MediaInfo info, Stamps stamps, Attempt attempt) {
        List<String> arguments = new ArrayList<>();
        if (stamps == Stamps.GUESSED) {
            arguments.addAll(List.of("-fflags", "+genpts"));
        }
        arguments.addAll(Tools.input(source));
        arguments.addAll(map(0, info.video().index()));
        arguments.addAll(others(0, info, attempt));
        if (info.video().codec().equals("mpeg4")) {
            arguments.addAll(UNPACKED);
        }
        return arguments;
    }

    private static List<String> others(int input, MediaInfo info, Attempt attempt) {
        List<String> arguments = new ArrayList<>();
        if (attempt.audio()) {
            info.audio().forEach(audio -> arguments.addAll(map(input, audio.index())));
        }
        if (attempt.subtitles()) {
            info.subtitles().stream()
                    .filter(MediaInfo.Subtitle::text)
                    .forEach(subtitle -> arguments.addAll(map(input, subtitle.index())));
        }
        return arguments;
    }

    /**
     * The sound goes nowhere, but counts: of a transport stream ffmpeg lets the clock begin at the first stream that is used,
     * and the sound will be read with the pictures.
     */
    private static List<String> listening(MediaInfo info, Stamps stamps) {
        List<String> arguments = new ArrayList<>();
        info.audio().forEach(audio -> arguments.addAll(map(stamps == Stamps.COUNTED ? 1 : 0, audio.index())));
        arguments.addAll(List.of("-c", "copy", "-f", "null", "-"));
        return arguments;
    }

    /** What is tried to be carried beside the pictures. */
    private record Attempt(boolean audio, boolean subtitles) {}

    /**
     * The sound of a transport stream is read from there. MP4 says once what it is: of AAC that has other channels or another rate on the
     * way nothing could be decoded, or at a wrong speed. And it squeezes together what overlaps where two recordings meet, so that all
     * that follows would be late.
     */
    private static List<Attempt> attempts(MediaInfo info) {
        if (info.container().equals("mpegts")) {
            return List.of(new Attempt(false, false));
        }
        List<Attempt> attempts = new ArrayList<>();
        if (info.subtitles().stream().anyMatch(MediaInfo.Subtitle::text)) {
            attempts.add(new Attempt(true, true));
        }
        attempts.add(new Attempt(true, false));
        if (!info.audio().isEmpty()) {
            attempts.add(new Attempt(false, false));
        }
        return attempts;
    }

    private boolean succeeds(List<String> arguments, Path target, Supervision supervision) throws MediaException {
        boolean done = false;
        try {
            tools.ffmpeg(arguments, supervision);
            done = true;
        } catch (ToolFailedException e) {
            if (!e.gaveUp()) {
                throw e;
            }
        } finally {
            if (!done) {
                OwnFiles.delete(target);
            }
        }
        return done;
    }

    private static List<String> map(int input, int stream) {
        return List.of("-map", input + ":" + stream);
    }
}
