package org.reelmill.media.jave;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.Supervision;
import org.reelmill.shared.Json;

/** Finds out what a source is, and refuses what is no film. */
final class SourceProbe {

    /** As many packets tell whether the rate varies. */
    private static final int SAMPLE = 2000;

    /** As many are decoded to see whether they have fields. */
    private static final int SHOWN = 100;

    private static final Set<String> MP4_BOXES = Set.of("ftyp", "mdat", "moov", "wide", "free", "skip", "pnot");

    private final Tools tools;

    SourceProbe(Tools tools) {
        this.tools = tools;
    }

    /** As {@link org.reelmill.media.MediaEngine#probe}. */
    MediaInfo probe(Path source, Supervision supervision) throws MediaException {
        refuseEmpty(source);
        JsonObject found = parse(ask(source, supervision));
        StreamReader streams = new StreamReader(withoutFolder(found, source));
        Sample sample = sample(source, streams.videoIndex(), supervision);
        if (sample.encrypted) {
            throw new MediaException(Kind.REFUSED, "the video is encrypted (DRM)");
        }
        if (streams.fieldsUnknown()) {
            Shown shown = new Shown();
            list(source, streams.videoIndex(), SHOWN, "frame=pts,interlaced_frame", "compact", shown, supervision);
            if (shown.fields) {
                return streams.read(FrameSpacing.of(shown.stamps.build().toArray()), true);
            }
        }
        return streams.read(FrameSpacing.of(sample.stamps.build().toArray()), false);
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
        List<String> arguments = new ArrayList<>(List.of(
                "-v",
                "error",
                "-of",
                "json",
                "-show_format",
                "-show_streams",
                "-show_chapters",
                "-show_entries",
                "program=program_id,program_num:program_tags:program_stream=index"));
        arguments.addAll(Tools.input(source));
        try {
            tools.ffprobe(arguments, line -> json.append(line).append('\n'), supervision);
        } catch (ToolFailedException e) {
            throw refusal(source, e);
        }
        return json.toString();
    }

    private static MediaException refusal(Path source, ToolFailedException failure) {
        String log = failure.log();
        if (!failure.gaveUp()) {
            return failure;
        }
        String reason;
        if (log.contains("not on whitelist")) {
            reason = "not a film: playlists, scripts, pictures and sound alone are not taken";
        } else if (log.contains("moov atom not found") && startsLikeMp4(source)) {
            reason = "the file has no index (moov): its recording or upload did not end";
        } else {
            reason = "not a film, or damaged so that nothing can be read";
        }
        return new MediaException(Kind.REFUSED, reason, log);
    }

    /** By the type of its first box (ISO/IEC 14496-12); ffprobe takes anything for MP4 that is named so. */
    private static boolean startsLikeMp4(Path source) {
        try (InputStream in = Files.newInputStream(source)) {
            byte[] head = in.readNBytes(8);
            return head.length == 8 && MP4_BOXES.contains(new String(head, 4, 4, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return false;
        }
    }

    private static JsonObject parse(String json) throws MediaException {
        try {
            return Json.readObject(json);
        } catch (JsonException e) {
            throw new MediaException(Kind.FAILED, "ffprobe's answer cannot be read", e);
        }
    }

    /** What is kept with the job and shown to people names no folder of the machine. */
    private static JsonObject withoutFolder(JsonObject found, Path source) {
        JsonObject format = Json.object(JsonFields.object(found, "format"))
                .add("filename", source.getFileName().toString())
                .build();
        return Json.object(found).add("format", format).build();
    }

    private Sample sample(Path source, int video, Supervision supervision) throws MediaException {
        Sample sample = new Sample();
        list(source, video, SAMPLE, "packet=pts:packet_side_data=side_data_type", "csv=p=0", sample, supervision);
        return sample;
    }

    /** What ffprobe says of the first packets of a stream, or of what they show. */
    private void list(
            Path source,
            int stream,
            int packets,
            String entries,
            String format,
            Consumer<String> lines,
            Supervision supervision)
            throws MediaException {
        List<String> arguments = new ArrayList<>(List.of(
                "-v",
                "error",
                "-select_streams",
                Integer.toString(stream),
                "-read_intervals",
                "%+#" + packets,
                "-show_entries",
                entries,
                "-of",
                format));
        arguments.addAll(Tools.input(source));
        tools.ffprobe(arguments, lines, supervision);
    }

    /** The first pictures of the video, as they are decoded. */
    private static final class Shown implements Consumer<String> {

        private final LongStream.Builder stamps = LongStream.builder();
        private boolean fields;

        @Override
        public void accept(String line) {
            Compact picture = Compact.parse(line);
            picture.number("pts").ifPresent(stamps::add);
            fields |= picture.number("interlaced_frame").orElse(0) == 1;
        }
    }

    /** The first packets of the video. */
    private static final class Sample implements Consumer<String> {

        private final LongStream.Builder stamps = LongStream.builder();
        private boolean encrypted;

        @Override
        public void accept(String line) {
            String pts = line.split(",", 2)[0];
            if (!pts.isEmpty() && !pts.equals("N/A")) {
                stamps.add(Long.parseLong(pts));
            }
            encrypted |= line.contains("Encryption info");
        }
    }
}
