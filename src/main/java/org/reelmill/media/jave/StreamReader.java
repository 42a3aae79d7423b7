package org.reelmill.media.jave;

import static org.reelmill.media.jave.JsonFields.decimal;
import static org.reelmill.media.jave.JsonFields.disposition;
import static org.reelmill.media.jave.JsonFields.integer;
import static org.reelmill.media.jave.JsonFields.objects;
import static org.reelmill.media.jave.JsonFields.ratio;
import static org.reelmill.media.jave.JsonFields.tag;
import static org.reelmill.media.jave.JsonFields.text;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.Rational;
import org.reelmill.media.Recipe;

/** Makes the product's view of a source from ffprobe's. A pure function of its JSON. */
final class StreamReader {

    /** Containers of which each stretch can be read by exact seek (measured). */
    private static final Set<String> SEEKABLE = Set.of("mov", "mp4", "matroska", "webm");

    private static final String DOLBY = "DOVI configuration record";
    private static final Set<String> STILL_BRANDS = Set.of("heic", "heix", "heim", "heis", "mif1", "avif");
    private static final Set<String> TEXT_SUBTITLES =
            Set.of("subrip", "srt", "ass", "ssa", "mov_text", "webvtt", "text", "microdvd", "jacosub", "sami");

    /** The end of a pixel format with more than eight bits a component, such as {@code yuv420p10le} or {@code p010le}. */
    private static final Pattern DEPTH = Pattern.compile("(9|10|12|14|16)(le|be)$");

    private static final Pattern CLOCK = Pattern.compile("(\\d{1,6}):(\\d{1,2}):(\\d{1,2}(?:\\.\\d+)?)");

    /** A container's tick such as 90000/1 is sometimes given as the rate. */
    private static final double FASTEST = 1000;

    /** A rate that was guessed from milliseconds differs from the real one by less. */
    private static final double GUESS = 5e-5;

    private static final double MOST_ANAMORPHIC = 16;

    /** Degrees; ffmpeg takes what is closer for a right angle. */
    private static final double RIGHT_ANGLE = 1;

    private final JsonObject found;
    private final JsonObject format;

    /** Those of the chosen pictures' programme alone, once these are chosen. */
    private List<JsonObject> streams;

    private final List<String> notes = new ArrayList<>();

    StreamReader(JsonObject found) {
        this.found = found;
        this.format = JsonFields.object(found, "format");
        this.streams = objects(found, "streams");
    }

    /** The stream that is milled: the default one, then the largest; never cover art. */
    int videoIndex() throws MediaException {
        return integer(video(), "index");
    }

    /**
     * Whether only its pictures tell if they are stored as fields: where each field of H.264 is coded by itself, ffprobe knows it by what a
     * container says, if any.
     */
    boolean fieldsUnknown() throws MediaException {
        JsonObject video = video();
        return text(video, "codec_name").equals("h264") && Set.of("", "unknown").contains(text(video, "field_order"));
    }

    /**
     * @param spacing of the pictures
     * @param fieldsSeen whether its pictures are stored as fields, though ffprobe does not know it
     */
    MediaInfo read(FrameSpacing spacing, boolean fieldsSeen) throws MediaException {
        JsonObject video = video();
        refuseColoursOfDolbyAlone(video);
        leaveOtherProgrammes(integer(video, "index"));
        MediaInfo.Video pictures = video(video, spacing, fieldsSeen);
        noteVideo(video);
        noteColour(pictures.colour());
        double start = start(video);
        List<MediaInfo.Audio> audio = audio();
        List<MediaInfo.Subtitle> subtitles = subtitles();
        List<MediaInfo.Chapter> chapters = chapters(start);
        noteOthers();
        Recipe recipe = recipe(pictures);
        return new MediaInfo(
                container(),
                duration(video),
                start,
                pictures,
                audio,
                subtitles,
                chapters,
                recipe,
                recipe == Recipe.VIRTUAL ? "" : "the container " + container() + " has no safe time stamps to cut at",
                List.copyOf(notes),
                found.toString());
    }

    private JsonObject video() throws MediaException {
        if (STILL_BRANDS.contains(tag(format, "major_brand"))) {
            throw new MediaException(Kind.REFUSED, "a picture, not a film");
        }
        List<JsonObject> moving =
                ofType("video").stream().filter(stream -> !coverArt(stream)).toList();
        if (moving.isEmpty()) {
            throw new MediaException(Kind.REFUSED, "no video in it");
        }
        if (moving.stream().allMatch(StreamReader::encrypted)) {
            throw new MediaException(Kind.REFUSED, "the video is encrypted (DRM)");
        }
        return moving.stream()
                .filter(stream -> !encrypted(stream) && readable(stream))
                .max(Comparator.<JsonObject>comparingInt(stream -> disposition(stream, "default") ? 1 : 0)
                        .thenComparing(stream -> (long) integer(stream, "width") * integer(stream, "height"))
                        .thenComparing(stream -> -integer(stream, "index")))
                .orElseThrow(() -> new MediaException(Kind.REFUSED, "its video is of a kind that cannot be read"));
    }

    /**
     * A transport stream may carry several programmes (ISO/IEC 13818-1, 2.4.4.9). What belongs to another one than the pictures is
     * none of the film's; what belongs to none may be.
     */
    private void leaveOtherProgrammes(int video) {
        List<JsonObject> programmes = objects(found, "programs");
        Set<Integer> own = programmes.stream()
                .map(StreamReader::carried)
                .filter(carried -> carried.contains(video))
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
        Set<Integer> others = new TreeSet<>();
        for (JsonObject programme : own.isEmpty() ? List.<JsonObject>of() : programmes) {
            Set<Integer> carried = carried(programme);
            if (!carried.contains(video) && others.addAll(carried)) {
                notes.add("Another programme" + title(programme) + ", streams "
                        + carried.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ".");
            }
        }
        others.removeAll(own);
        streams = streams.stream()
                .filter(stream -> !others.contains(integer(stream, "index")))
                .toList();
    }

    /** Numbers of its streams. */
    private static Set<Integer> carried(JsonObject programme) {
        return objects(programme, "streams").stream()
                .map(stream -> integer(stream, "index"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String title(JsonObject programme) {
        String name = tag(programme, "service_name");
        return name.isBlank() ? "" : " (" + name + ")";
    }

    /** ffmpeg lets the clock of a transport stream begin with what is used of it. */
    private double start(JsonObject video) {
        return container().equals("mpegts")
                ? Stream.concat(Stream.of(video), ofType("audio").stream())
                        .flatMap(stream -> decimal(stream, "start_time").stream())
                        .min(Comparator.naturalOrder())
                        .orElse(0.0)
                : decimal(format, "start_time").orElse(0.0);
    }

    private static boolean coverArt(JsonObject stream) {
        return disposition(stream, "attached_pic")
                || disposition(stream, "still_image")
                || disposition(stream, "timed_thumbnails");
    }

    private static boolean encrypted(JsonObject stream) {
        String tag = text(stream, "codec_tag_string");
        return tag.equals("encv")
                || tag.equals("drmi")
                || objects(stream, "side_data_list").stream()
                        .anyMatch(data -> text(data, "side_data_type").startsWith("Encryption"));
    }

    private static boolean readable(JsonObject stream) {
        String codec = text(stream, "codec_name");
        return !codec.isEmpty()
                && !codec.equals("unknown")
                && integer(stream, "width") > 0
                && integer(stream, "height") > 0;
    }

    private MediaInfo.Video video(JsonObject stream, FrameSpacing spacing, boolean fieldsSeen) {
        int width = within(integer(stream, "width"), cropped(stream, "crop_left") + cropped(stream, "crop_right"));
        int height = within(integer(stream, "height"), cropped(stream, "crop_top") + cropped(stream, "crop_bottom"));
        int rotation = rotation(stream);
        Rational aspect = aspect(stream);
        int shownWidth = Math.max(1, (int) Math.round(width * aspect.value()));
        boolean turned = rotation % 180 != 0;
        boolean interlaced = fieldsSeen || interlaced(stream);
        boolean variable = spacing.variable() && !fieldStamps(stream, interlaced);
        return new MediaInfo.Video(
                integer(stream, "index"),
                text(stream, "codec_name"),
                width,
                height,
                turned ? height : shownWidth,
                turned ? shownWidth : height,
                rotation,
                aspect,
                fieldsSeen
                        ? measured(stream, spacing).map(StreamReader::exact).orElse(Rational.of(25, 1))
                        : rate(stream, interlaced, variable, spacing),
                variable,
                interlaced,
                text(stream, "pix_fmt"),
                bitDepth(stream),
                new MediaInfo.Colour(
                        colour(stream, "color_range"),
                        colour(stream, "color_space"),
                        colour(stream, "color_primaries"),
                        colour(stream, "color_transfer")),
                timeBase(stream));
    }

    /**
     * What a container shows of the pictures, as {@code clap} of MP4 or Matroska's {@code PixelCropTop}: decoders of ffmpeg leave out the rest.
     */
    private static int cropped(JsonObject stream, String side) {
        return objects(stream, "side_data_list").stream()
                .filter(data -> text(data, "side_data_type").equals("Frame Cropping"))
                .mapToInt(data -> integer(data, side))
                .sum();
    }

    /** A decoder does not obey what leaves nothing. */
    private static int within(int size, int cropped) {
        return cropped < size ? size - cropped : size;
    }

    /**
     * ffprobe counts counter-clockwise (av_display_rotation_get). ffmpeg turns pictures by other angles than right ones within the
     * size that they have.
     */
    private static int rotation(JsonObject stream) {
        return objects(stream, "side_data_list").stream()
                .flatMap(data -> decimal(data, "rotation").stream())
                .findFirst()
                .filter(angle -> Math.abs(angle - 90 * Math.rint(angle / 90)) < RIGHT_ANGLE)
                .map(angle -> Math.floorMod(-90 * Math.round(angle / 90), 360))
                .orElse(0);
    }

    private Rational aspect(JsonObject stream) {
        Optional<Rational> aspect = ratio(stream, "sample_aspect_ratio");
        if (aspect.isPresent()
                && (aspect.get().value() > MOST_ANAMORPHIC || aspect.get().value() < 1 / MOST_ANAMORPHIC)) {
            notes.add("The shape of its pixels (" + aspect.get() + ") cannot be right and is not used.");
            return Rational.of(1, 1);
        }
        return aspect.orElse(Rational.of(1, 1));
    }

    private static boolean interlaced(JsonObject stream) {
        return Set.of("tt", "bb", "tb", "bt").contains(text(stream, "field_order"));
    }

    /** Two packets to a picture, one for each field: the base rate is that of the fields. */
    private static boolean fieldStamps(JsonObject stream, boolean interlaced) {
        Optional<Rational> base = ratio(stream, "r_frame_rate");
        Optional<Rational> average = ratio(stream, "avg_frame_rate");
        return interlaced
                && base.isPresent()
                && average.isPresent()
                && Math.abs(base.get().value() / average.get().value() - 2) < 0.01;
    }

    private static Rational rate(JsonObject stream, boolean interlaced, boolean variable, FrameSpacing spacing) {
        Optional<Rational> base = ratio(stream, "r_frame_rate").filter(rate -> rate.value() <= FASTEST);
        Optional<Rational> average = ratio(stream, "avg_frame_rate").filter(rate -> rate.value() <= FASTEST);
        Optional<Rational> chosen = variable || fieldStamps(stream, interlaced) ? average : base;
        return chosen.or(() -> average)
                .or(() -> base)
                .or(() -> measured(stream, spacing))
                .map(StreamReader::exact)
                .orElse(Rational.of(25, 1));
    }

    /** Containers that count milliseconds make 19001/317 of 60000/1001. */
    private static Rational exact(Rational rate) {
        return Stream.of(
                        Rational.of(Math.round(rate.value()), 1),
                        Rational.of(Math.round(rate.value() * 1.001) * 1000, 1001))
                .filter(usual -> Math.abs(usual.value() / rate.value() - 1) < GUESS)
                .findFirst()
                .orElse(rate);
    }

    private static Optional<Rational> measured(JsonObject stream, FrameSpacing spacing) {
        Rational timeBase = timeBase(stream);
        return spacing.typical() == 0
                ? Optional.empty()
                : Optional.of(Rational.of(timeBase.den(), timeBase.num() * spacing.typical()));
    }

    private static Rational timeBase(JsonObject stream) {
        return ratio(stream, "time_base").orElse(Rational.of(1, 90000));
    }

    private static int bitDepth(JsonObject stream) {
        Matcher named = DEPTH.matcher(text(stream, "pix_fmt"));
        if (named.find()) {
            return Integer.parseInt(named.group(1));
        }
        int raw = integer(stream, "bits_per_raw_sample");
        return raw > 8 && raw <= 16 ? raw : 8;
    }

    private static String colour(JsonObject stream, String name) {
        String value = text(stream, name);
        return value.equals("unknown") || value.equals("reserved") ? "" : value;
    }

    private double duration(JsonObject video) {
        return decimal(video, "duration")
                .or(() -> clock(tag(video, "DURATION")))
                .or(() -> decimal(format, "duration"))
                .filter(seconds -> seconds > 0)
                .orElse(0.0);
    }

    /** Matroska writes {@code 00:01:02.345000000}. */
    static Optional<Double> clock(String text) {
        Matcher clock = CLOCK.matcher(text);
        return clock.matches()
                ? Optional.of(Integer.parseInt(clock.group(1)) * 3600
                        + Integer.parseInt(clock.group(2)) * 60
                        + Double.parseDouble(clock.group(3)))
                : Optional.empty();
    }

    private List<MediaInfo.Audio> audio() {
        List<MediaInfo.Audio> audio = new ArrayList<>();
        for (JsonObject stream : ofType("audio")) {
            String codec = text(stream, "codec_name");
            int rate = integer(stream, "sample_rate");
            int channels = integer(stream, "channels");
            if (codec.isEmpty() || codec.equals("unknown") || rate <= 0 || channels <= 0) {
                notes.add("Sound track " + named(stream) + " is of a kind that cannot be read.");
            } else {
                audio.add(new MediaInfo.Audio(
                        integer(stream, "index"),
                        codec,
                        language(stream),
                        tag(stream, "title"),
                        channels,
                        rate,
                        disposition(stream, "default"),
                        decimal(stream, "start_time").orElse(0.0),
                        decimal(stream, "duration")
                                .or(() -> clock(tag(stream, "DURATION")))
                                .or(() -> decimal(format, "duration"))
                                .orElse(0.0)));
            }
        }
        return audio;
    }

    private List<MediaInfo.Subtitle> subtitles() {
        List<MediaInfo.Subtitle> subtitles = new ArrayList<>();
        for (JsonObject stream : ofType("subtitle")) {
            String codec = text(stream, "codec_name");
            boolean asText = TEXT_SUBTITLES.contains(codec);
            if (!asText) {
                notes.add("Subtitles " + named(stream) + " are not text (" + codec + ").");
            }
            subtitles.add(new MediaInfo.Subtitle(
                    integer(stream, "index"),
                    codec,
                    language(stream),
                    tag(stream, "title"),
                    asText,
                    disposition(stream, "default"),
                    disposition(stream, "forced")));
        }
        return subtitles;
    }

    private List<MediaInfo.Chapter> chapters(double start) {
        return objects(found, "chapters").stream()
                .map(chapter -> new MediaInfo.Chapter(
                        Math.max(0, decimal(chapter, "start_time").orElse(0.0) - start),
                        Math.max(0, decimal(chapter, "end_time").orElse(0.0) - start),
                        tag(chapter, "title")))
                .toList();
    }

    /**
     * Dolby Vision whose base picture nobody else can show, as that of profile 5: ffmpeg would take its colours for others, and
     * people would be green and violet ({@code dv_bl_signal_compatibility_id} of the Dolby Vision streams specification).
     */
    private static void refuseColoursOfDolbyAlone(JsonObject video) throws MediaException {
        for (JsonObject data : objects(video, "side_data_list")) {
            if (text(data, "side_data_type").equals(DOLBY) && integer(data, "dv_bl_signal_compatibility_id") == 0) {
                throw new MediaException(
                        Kind.REFUSED,
                        "its colours can be shown by Dolby Vision only (profile " + integer(data, "dv_profile") + ")");
            }
        }
    }

    private void noteVideo(JsonObject chosen) {
        for (JsonObject stream : ofType("video")) {
            if (coverArt(stream)) {
                notes.add("Cover art.");
            } else if (integer(stream, "index") != integer(chosen, "index")) {
                notes.add("A further video, stream " + named(stream) + ".");
            }
        }
        if (integer(chosen, "closed_captions") != 0) {
            notes.add("Closed captions inside the pictures.");
        }
        for (JsonObject data : objects(chosen, "side_data_list")) {
            switch (text(data, "side_data_type")) {
                case DOLBY -> notes.add("Dolby Vision's own data; its base picture is milled.");
                case "Stereo 3D" -> notes.add("The mark that the pictures are stereoscopic.");
                case "Spherical Mapping" -> notes.add("The mark that the pictures are spherical.");
                default -> {
                    // nothing that a viewer would miss
                }
            }
        }
    }

    private void noteColour(MediaInfo.Colour colour) {
        MediaInfo.Colour mapped = MappedColour.of(colour);
        if (colour.highDynamicRange() && !mapped.equals(MappedColour.complete(colour))) {
            notes.add("Its colours (" + colour.space() + ", " + colour.primaries() + ") are taken for " + mapped.space()
                    + ", " + mapped.primaries() + " where they are mapped to 8 bits.");
        }
    }

    private void noteOthers() {
        long attachments = ofType("attachment").size();
        if (attachments > 0) {
            notes.add("Attached files (" + attachments + "), such as fonts.");
        }
        boolean chapters = !objects(found, "chapters").isEmpty();
        for (JsonObject stream : ofType("data")) {
            // chapters of a QuickTime film are a text track as well
            if (!(chapters && text(stream, "codec_tag_string").equals("text"))) {
                notes.add("A data stream ("
                        + Optional.of(text(stream, "codec_name"))
                                .filter(name -> !name.isEmpty())
                                .orElse(text(stream, "codec_tag_string"))
                        + ").");
            }
        }
    }

    private Recipe recipe(MediaInfo.Video video) {
        boolean seekable = Set.of(container().split(",")).stream().anyMatch(SEEKABLE::contains);
        // each picture of Motion JPEG is a key frame with its place in the AVI index
        boolean everyPictureAKey = container().equals("avi") && video.codec().equals("mjpeg");
        return seekable || everyPictureAKey ? Recipe.VIRTUAL : Recipe.REMUX;
    }

    private String container() {
        return text(format, "format_name");
    }

    private List<JsonObject> ofType(String type) {
        return streams.stream()
                .filter(stream -> text(stream, "codec_type").equals(type))
                .toList();
    }

    private static String language(JsonObject stream) {
        String language = tag(stream, "language");
        return language.equals("und") ? "" : language;
    }

    private static String named(JsonObject stream) {
        String language = language(stream);
        return integer(stream, "index") + (language.isEmpty() ? "" : " (" + language + ")");
    }
}
