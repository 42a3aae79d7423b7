package org.reelmill.media.jave;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.reelmill.media.ConversionForm;
import org.reelmill.media.ConversionForm.Container;
import org.reelmill.media.ConversionForm.Sound;
import org.reelmill.media.ConvertedFile;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.MediaKind;
import org.reelmill.media.Supervision;
import org.reelmill.shared.Json;

/** Converts one file in one piece, and decodes what came of it. */
final class FileConversion {

    /** Demuxers of files with sound alone; none of them opens a second file. */
    private static final String SOUNDS =
            "mp3,wav,w64,flac,aiff,aac,ac3,eac3,dts,dtshd,amr,amrnb,amrwb,caf,ape,wv,tta,dsf,au";

    /** By their content: sources have no extension by which ffmpeg would take them for a sequence of images. */
    private static final String IMAGES = "png_pipe,jpeg_pipe,gif,bmp_pipe,webp_pipe,tiff_pipe";

    private static final Map<Sound, String> ENCODERS =
            Map.of(Sound.AAC, "aac", Sound.OPUS, "libopus", Sound.MP3, "libmp3lame", Sound.FLAC, "flac");

    /** Containers for one stream of sound. */
    private static final Set<Container> SINGLE = Set.of(Container.OPUS, Container.MP3, Container.FLAC);

    /** Subtitles that are text, by ffmpeg's names. */
    private static final Set<String> TEXTS =
            Set.of("subrip", "ass", "ssa", "mov_text", "webvtt", "text", "srt", "ttml", "hdmv_text_subtitle");

    /** Text subtitles that Matroska carries as they are. */
    private static final Set<String> MATROSKA_TEXTS = Set.of("subrip", "srt", "ass", "ssa", "webvtt");

    private static final Set<String> MATROSKA_PICTURES = Set.of("hdmv_pgs_subtitle", "dvd_subtitle", "dvb_subtitle");

    /** Seconds by which lengths may differ: sound and pictures end at different times, and encoders pad. */
    private static final double TOLERANCE = 1;

    private final Tools tools;

    FileConversion(Tools tools) {
        this.tools = tools;
    }

    /** As {@link org.reelmill.media.FileConverter#convert}. */
    ConvertedFile convert(Path source, Path target, ConversionForm form, Supervision supervision)
            throws MediaException {
        boolean done = false;
        try {
            Probed probed = SourceFault.refusing(
                    source, () -> probe(source, form.kind(), supervision), "not a file of this kind");
            Plan plan = Plan.of(probed, form);
            List<String> arguments = new ArrayList<>(strictness(probed, form));
            arguments.addAll(arguments(source, target, form, plan));
            long frames = SourceFault.refusing(
                    source, () -> tools.ffmpeg(arguments, supervision).frames(), "it cannot be decoded whole");
            ConvertedFile converted = verify(target, form, plan, frames, supervision);
            done = true;
            return converted;
        } catch (IOException e) {
            throw new MediaException(Kind.FAILED, "the result cannot be read", e);
        } finally {
            if (!done) {
                OwnFiles.delete(target);
            }
        }
    }

    /** The streams of a file, in its order. */
    private record Probed(List<JsonObject> streams, double duration) {

        List<JsonObject> of(String type) {
            return streams.stream()
                    .filter(stream -> JsonFields.text(stream, "codec_type").equals(type))
                    .filter(stream -> !JsonFields.disposition(stream, "attached_pic"))
                    .toList();
        }
    }

    private Probed probe(Path file, MediaKind kind, Supervision supervision) throws MediaException {
        StringBuilder json = new StringBuilder();
        List<String> arguments =
                new ArrayList<>(List.of("-v", "error", "-of", "json", "-show_format", "-show_streams"));
        arguments.addAll(input(file, kind));
        tools.ffprobe(arguments, line -> json.append(line).append('\n'), supervision);
        try {
            JsonObject found = Json.readObject(json.toString());
            JsonObject format = JsonFields.object(found, "format");
            return new Probed(
                    JsonFields.objects(found, "streams"),
                    JsonFields.decimal(format, "duration").orElse(0.0));
        } catch (JsonException e) {
            throw new MediaException(Kind.FAILED, "ffprobe's answer cannot be read", e);
        }
    }

    /**
     * What is done with the streams of a source.
     *
     * @param pictures number of streams of pictures that are carried
     * @param sounds likewise
     * @param subtitles indexes of the streams that are carried, with the codec for each
     * @param moving whether there is more than one picture
     * @param duration of the source in seconds, 0 when unknown
     */
    private record Plan(
            int pictures,
            int sounds,
            Map<Integer, String> subtitles,
            boolean moving,
            double duration,
            List<String> notes) {

        static Plan of(Probed source, ConversionForm form) throws MediaException {
            List<JsonObject> pictures = source.of("video");
            List<JsonObject> sounds = source.of("audio");
            List<String> notes = new ArrayList<>();
            if (form.kind() == MediaKind.AUDIO) {
                if (sounds.isEmpty()) {
                    throw new MediaException(Kind.REFUSED, "there is no sound in it");
                }
                boolean single = SINGLE.contains(form.container()) && sounds.size() > 1;
                if (single) {
                    notes.add("only the first of " + sounds.size() + " audio streams is carried");
                }
                return new Plan(0, single ? 1 : sounds.size(), Map.of(), true, source.duration(), notes);
            }
            if (pictures.isEmpty()) {
                throw new MediaException(Kind.REFUSED, "there are no pictures in it");
            }
            if (form.kind() == MediaKind.IMAGE) {
                boolean moving = JsonFields.integer(pictures.get(0), "nb_frames") > 1;
                return new Plan(1, 0, Map.of(), moving, moving ? source.duration() : 0, notes);
            }
            Map<Integer, String> subtitles = new TreeMap<>();
            for (JsonObject stream : source.of("subtitle")) {
                String codec = JsonFields.text(stream, "codec_name");
                subtitleCodec(codec, form.container())
                        .ifPresentOrElse(
                                how -> subtitles.put(JsonFields.integer(stream, "index"), how),
                                () -> notes.add("a subtitle of the kind " + codec + " cannot be carried"));
            }
            return new Plan(pictures.size(), sounds.size(), subtitles, true, source.duration(), notes);
        }

        /** Text subtitles become what the container can carry (D2.9); pictures are copied where it can. */
        private static Optional<String> subtitleCodec(String codec, Container container) {
            if (container == Container.MP4) {
                return TEXTS.contains(codec) ? Optional.of("mov_text") : Optional.empty();
            }
            if (MATROSKA_TEXTS.contains(codec) || MATROSKA_PICTURES.contains(codec)) {
                return Optional.of("copy");
            }
            return TEXTS.contains(codec) ? Optional.of("srt") : Optional.empty();
        }
    }

    private static List<String> input(Path file, MediaKind kind) {
        String formats =
                switch (kind) {
                    case IMAGE -> IMAGES;
                    case VIDEO -> Tools.CONTAINERS;
                    case AUDIO -> Tools.CONTAINERS + "," + SOUNDS;
                };
        return List.of("-protocol_whitelist", "file,pipe", "-format_whitelist", formats, "-i", Tools.url(file));
    }

    /** A JPEG that was cut off is otherwise only complained of, and the rest of it made grey. */
    private static List<String> strictness(Probed source, ConversionForm form) {
        boolean photograph = form.kind() == MediaKind.IMAGE
                && source.of("video").stream().anyMatch(stream -> JsonFields.text(stream, "codec_name")
                        .equals("mjpeg"));
        return photograph ? List.of("-err_detect", "explode") : List.of();
    }

    private static List<String> arguments(Path source, Path target, ConversionForm form, Plan plan) {
        List<String> arguments = new ArrayList<>(List.of("-xerror"));
        arguments.addAll(input(source, form.kind()));
        arguments.addAll(
                switch (form.kind()) {
                    case IMAGE -> image(form, plan);
                    case AUDIO -> audio(form, plan);
                    case VIDEO -> video(form, plan);
                });
        arguments.addAll(List.of("-f", form.container().format(), Tools.url(target)));
        return arguments;
    }

    private static List<String> image(ConversionForm form, Plan plan) {
        List<String> arguments = new ArrayList<>(List.of("-map", "0:v:0", "-quality", String.valueOf(form.quality())));
        arguments.addAll(
                plan.moving()
                        ? List.of("-c:v", "libwebp_anim", "-loop", "0", "-fps_mode", "passthrough")
                        : List.of("-c:v", "libwebp", "-frames:v", "1"));
        return arguments;
    }

    private static List<String> audio(ConversionForm form, Plan plan) {
        List<String> arguments = new ArrayList<>(List.of("-map", plan.sounds() == 1 ? "0:a:0" : "0:a", "-vn", "-sn"));
        arguments.addAll(sound(form));
        arguments.addAll(List.of("-map_metadata", "0"));
        return arguments;
    }

    private static List<String> video(ConversionForm form, Plan plan) {
        // V: without cover art
        List<String> arguments = new ArrayList<>(List.of("-map", "0:V", "-map", "0:a?"));
        plan.subtitles().keySet().forEach(stream -> arguments.addAll(List.of("-map", "0:" + stream)));
        arguments.addAll(List.of(
                "-map_metadata",
                "0",
                "-map_chapters",
                "0",
                "-fps_mode",
                "passthrough",
                "-max_muxing_queue_size",
                "9999"));
        arguments.addAll(pictures(form));
        if (plan.sounds() > 0) {
            arguments.addAll(sound(form));
        }
        int number = 0;
        for (String codec : plan.subtitles().values()) {
            arguments.addAll(List.of("-c:s:" + number, codec));
            number++;
        }
        if (form.container() == Container.MP4) {
            arguments.addAll(
                    List.of("-tag:v", VideoEncoding.tag(form.video().orElseThrow()), "-movflags", "+faststart"));
        }
        return arguments;
    }

    /** With as many threads as the encoder likes: here one file is all that is encoded in a slot. */
    private static List<String> pictures(ConversionForm form) {
        List<String> options = new ArrayList<>(
                List.of("-c:v", ToolFinder.ENCODERS.get(form.video().orElseThrow())));
        options.addAll(
                switch (form.video().orElseThrow()) {
                    case H264 -> List.of("-preset", form.preset());
                    // its log names settings, where only errors are of use
                    case H265 -> List.of("-preset", form.preset(), "-x265-params", "log-level=error");
                    case AV1 -> List.of("-preset", VideoEncoding.av1Preset(form.preset()));
                });
        options.addAll(List.of("-crf", String.valueOf(form.quality())));
        return options;
    }

    private static List<String> sound(ConversionForm form) {
        if (form.sound() == Sound.COPY) {
            return List.of("-c:a", "copy");
        }
        List<String> options = new ArrayList<>(List.of("-c:a", ENCODERS.get(form.sound())));
        if (form.sound() != Sound.FLAC) {
            options.addAll(List.of("-b:a", form.audioBitrate() + "k"));
        }
        return options;
    }

    private ConvertedFile verify(Path target, ConversionForm form, Plan plan, long frames, Supervision supervision)
            throws MediaException, IOException {
        if (form.kind() == MediaKind.IMAGE && plan.moving()) {
            return verifyMoving(target, plan);
        }
        Probed result = probe(target, form.kind(), supervision);
        requireStreams("pictures", plan.pictures(), result.of("video").size());
        requireStreams("sound", plan.sounds(), result.of("audio").size());
        requireStreams(
                "subtitles", plan.subtitles().size(), result.of("subtitle").size());
        long decoded = decode(target, form, supervision);
        if (plan.pictures() > 0 && (frames == 0 || decoded != frames)) {
            throw wrong("holds " + decoded + " pictures instead of " + frames);
        }
        double duration = form.kind() == MediaKind.IMAGE ? 0 : result.duration();
        if (plan.duration() > 0 && duration < plan.duration() - TOLERANCE) {
            throw new MediaException(
                    Kind.DAMAGED,
                    String.format(
                            Locale.ROOT,
                            "its content ends after %.1f s of the %.1f s that it states",
                            duration,
                            plan.duration()));
        }
        return new ConvertedFile(Files.size(target), plan.pictures() > 0 ? frames : 0, duration, plan.notes());
    }

    private static ConvertedFile verifyMoving(Path target, Plan plan) throws MediaException, IOException {
        WebpFile webp = WebpFile.read(target);
        double seconds = webp.millis() / 1e3;
        if (webp.frames() < 2 || Math.abs(seconds - plan.duration()) > TOLERANCE) {
            throw wrong(String.format(
                    Locale.ROOT,
                    "moves for %.1f s in %d pictures instead of %.1f s",
                    seconds,
                    webp.frames(),
                    plan.duration()));
        }
        return new ConvertedFile(Files.size(target), webp.frames(), seconds, plan.notes());
    }

    /** To the end, with all sound; the first error ends it. @return pictures of the first stream */
    private long decode(Path target, ConversionForm form, Supervision supervision) throws MediaException {
        List<String> arguments = new ArrayList<>(List.of("-xerror"));
        arguments.addAll(input(target, form.kind()));
        arguments.addAll(List.of("-map", "0:V?", "-map", "0:a?", "-fps_mode", "passthrough", "-f", "null", "-"));
        return tools.ffmpeg(arguments, supervision).frames();
    }

    private static void requireStreams(String what, int due, int found) throws MediaException {
        if (due != found) {
            throw wrong("has " + found + " streams of " + what + " instead of " + due);
        }
    }

    private static MediaException wrong(String message) {
        return new MediaException(Kind.FAILED, "the result " + message);
    }
}
