package org.reelmill.media.jave;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.Supervision;

/** Finds out what a source is, and refuses what is no film. */
final class SourceProbe {

    /** As many packets tell whether the rate varies. */
    private static final int SAMPLE = 2000;

    /** ffprobe's words for a machine that fails, not a file. */
    private static final List<String> NOT_THE_FILES_FAULT =
            List.of("Input/output error", "Permission denied", "Stale file handle", "Cannot allocate memory");

    private final Tools tools;

    SourceProbe(Tools tools) {
        this.tools = tools;
    }

    /** As {@link org.reelmill.media.MediaEngine#probe}. */
    MediaInfo probe(Path source, Supervision supervision) throws MediaException {
        refuseEmpty(source);
        JsonObject found = parse(ask(source, supervision));
        StreamReader streams = new StreamReader(withoutFolder(found, source));
        int video = streams.videoIndex();
        return streams.read(spacing(source, video, supervision));
    }

    private static void refuseEmpty(Path source) throws MediaException {
        try {
            if (!Files.isRegularFile(source) || !Files.isReadable(source)) {
                throw new MediaException(Kind.FAILED, "the source is not there or cannot be read");
            }
            if (Files.size(source) == 0) {
                throw new MediaException(Kind.REFUSED, "the file is empty");
            }
        } catch (IOException e) {
            throw new MediaException(Kind.FAILED, "the source cannot be read", e);
        }
    }

    private String ask(Path source, Supervision supervision) throws MediaException {
        StringBuilder json = new StringBuilder();
        List<String> arguments = new ArrayList<>(
                List.of("-v", "error", "-of", "json", "-show_format", "-show_streams", "-show_chapters"));
        arguments.addAll(Tools.input(source));
        try {
            tools.ffprobe(arguments, line -> json.append(line).append('\n'), supervision);
        } catch (ToolFailedException e) {
            throw refusal(e);
        }
        return json.toString();
    }

    private static MediaException refusal(ToolFailedException failure) {
        String log = failure.log();
        if (!failure.gaveUp() || NOT_THE_FILES_FAULT.stream().anyMatch(log::contains)) {
            return failure;
        }
        String reason;
        if (log.contains("not on whitelist")) {
            reason = "not a film: playlists, scripts, pictures and sound alone are not taken";
        } else if (log.contains("moov atom not found")) {
            reason = "the file has no index (moov): its recording or upload did not end";
        } else {
            reason = "not a film, or damaged so that nothing can be read";
        }
        return new MediaException(Kind.REFUSED, reason, log);
    }

    private static JsonObject parse(String json) throws MediaException {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        } catch (JsonException e) {
            throw new MediaException(Kind.FAILED, "ffprobe's answer cannot be read", e);
        }
    }

    /** What is kept with the job and shown to people names no folder of the machine. */
    private static JsonObject withoutFolder(JsonObject found, Path source) {
        JsonObject format = Json.createObjectBuilder(JsonFields.object(found, "format"))
                .add("filename", source.getFileName().toString())
                .build();
        return Json.createObjectBuilder(found).add("format", format).build();
    }

    private FrameSpacing spacing(Path source, int video, Supervision supervision) throws MediaException {
        LongStream.Builder stamps = LongStream.builder();
        List<String> arguments = new ArrayList<>(List.of(
                "-v",
                "error",
                "-select_streams",
                Integer.toString(video),
                "-read_intervals",
                "%+#" + SAMPLE,
                "-show_entries",
                "packet=pts",
                "-of",
                "csv=p=0"));
        arguments.addAll(Tools.input(source));
        tools.ffprobe(
                arguments,
                line -> {
                    String pts = line.split(",", 2)[0];
                    if (!pts.isEmpty() && !pts.equals("N/A")) {
                        stamps.add(Long.parseLong(pts));
                    }
                },
                supervision);
        return FrameSpacing.of(stamps.build().toArray());
    }
}
