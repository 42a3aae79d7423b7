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

    private static final List<String> MACHINE_FAULTS =
            List.of("No space left on device", "Input/output error", "Disk quota exceeded", "Stale file handle");

    private final Tools tools;

    Remuxer(Tools tools) {
        this.tools = tools;
    }

    /** A remux, and whether it carries the sound too; where it could not, sound is read from the source. */
    record Remuxed(Path file, boolean withAudio) {}

    /** Empty when MP4 takes this video in no way. */
    Optional<Remuxed> remux(Path source, MediaInfo info, boolean unstamped, Path target, Supervision supervision)
            throws MediaException {
        for (Attempt attempt : attempts(info)) {
            if (succeeds(arguments(source, info, unstamped, attempt, target), target, supervision)) {
                return Optional.of(new Remuxed(target, attempt.audio()));
            }
        }
        return Optional.empty();
    }

    /** What is tried to be carried beside the pictures. */
    private record Attempt(boolean audio, boolean subtitles) {}

    private static List<Attempt> attempts(MediaInfo info) {
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
            if (!e.gaveUp() || MACHINE_FAULTS.stream().anyMatch(e.log()::contains)) {
                throw e;
            }
        } finally {
            if (!done) {
                OwnFiles.delete(target);
            }
        }
        return done;
    }

    private static List<String> arguments(
            Path source, MediaInfo info, boolean unstamped, Attempt attempt, Path target) {
        List<String> arguments = new ArrayList<>();
        if (unstamped) {
            arguments.addAll(List.of("-fflags", "+genpts"));
        }
        arguments.addAll(Tools.input(source));
        arguments.addAll(map(info.video().index()));
        if (attempt.audio()) {
            info.audio().forEach(audio -> arguments.addAll(map(audio.index())));
        }
        if (attempt.subtitles()) {
            info.subtitles().stream()
                    .filter(MediaInfo.Subtitle::text)
                    .forEach(subtitle -> arguments.addAll(map(subtitle.index())));
        }
        arguments.addAll(List.of("-c", "copy", "-c:s", "mov_text"));
        if (info.video().codec().equals("mpeg4")) {
            // pictures that are packed two to a packet in AVI
            arguments.addAll(List.of("-bsf:v", "mpeg4_unpack_bframes"));
        }
        arguments.addAll(
                List.of("-video_track_timescale", "90000", "-movflags", "+faststart", "-f", "mp4", Tools.url(target)));
        return arguments;
    }

    private static List<String> map(int stream) {
        return List.of("-map", "0:" + stream);
    }
}
