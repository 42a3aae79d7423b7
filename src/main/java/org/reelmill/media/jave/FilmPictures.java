package org.reelmill.media.jave;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.reelmill.media.FrameSize;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.PictureForm;
import org.reelmill.media.PictureForm.Format;
import org.reelmill.media.Rational;
import org.reelmill.media.Supervision;

/**
 * Pictures of a film, taken at key frames: a decoder that is given one key frame and then the end is several times as fast as
 * one that decodes up to a moment.
 */
final class FilmPictures {

    /** Where a picture is looked for, in parts of the film, until one is found that shows something. */
    private static final List<Double> EARLY = List.of(0.1, 0.3, 0.5, 0.7);

    /** Containers that say all that a decoder must know: MP4, QuickTime, Matroska and WebM. */
    private static final List<String> DESCRIBED = List.of("mp4", "matroska");

    /**
     * Options of an input of such a container: no picture need be decoded to find out what is in it. As the start of the film is not
     * found out either, times are its time stamps.
     */
    private static final List<String> WITHOUT_LOOKING = List.of("-nofind_stream_info", "-seek_timestamp", "1");

    /**
     * Options of an input that is the last key frame before a moment. What comes behind it, up to the moment or because it is
     * decoded before it is shown, is dropped before the decoder: that can be told to pass over it, but does most of the work on it
     * all the same.
     */
    private static final List<String> ONE_KEY =
            List.of("-bsf:v", "noise=drop=gt(n\\,0)", "-noaccurate_seek", "-t", "0.001");

    private final Tools tools;
    private final Path source;
    private final Supervision supervision;

    FilmPictures(Tools tools, Path source, Supervision supervision) {
        this.tools = tools;
        this.source = source;
        this.supervision = supervision;
    }

    /**
     * What must be known of a film.
     *
     * @param described whether its container says all that a decoder must know
     * @param stream index of the pictures
     * @param start time stamp of the beginning, in seconds
     * @param duration in seconds, 0 when unknown
     * @param width of the pictures as stored, in pixels
     * @param sampleAspect width to height of a stored pixel
     * @param turned whether a player turns it on its side
     */
    record Film(
            boolean described,
            int stream,
            long width,
            long height,
            double start,
            double duration,
            double sampleAspect,
            boolean turned) {

        boolean squareSamples() {
            return sampleAspect == 1;
        }

        /** The largest size in its shape, in even numbers of pixels, that neither side of which is longer. */
        FrameSize within(int longest) {
            double across = turned ? height : width * sampleAspect;
            double down = turned ? width * sampleAspect : height;
            double part = Math.min(1, longest / Math.max(across, down));
            return new FrameSize(even(across * part), even(down * part));
        }

        private static int even(double pixels) {
            return Math.max(2, (int) Math.round(pixels / 2) * 2);
        }
    }

    /**
     * A moment of the film.
     *
     * @param seconds its time stamp
     * @param key whether a key frame has this very time stamp
     */
    record Moment(double seconds, boolean key) {}

    /** Takes one picture. */
    void take(Path target, PictureForm form) throws MediaException, IOException {
        if (takeAtOnce(target, form)) {
            return;
        }
        Film film = film();
        if (form.at().isPresent()) {
            take(film, new Moment(film.start() + form.at().get(), false), target, form);
            return;
        }
        Path best = target.resolveSibling(target.getFileName() + "-best");
        try {
            double most = -1;
            for (Moment moment : keys(film, EARLY)) {
                double shown = most < 1 ? orNothing(() -> take(film, moment, target, form)) : -1;
                if (shown > most) {
                    most = shown;
                    Files.move(target, best, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            if (most >= 0) {
                Files.move(best, target, StandardCopyOption.REPLACE_EXISTING);
            } else {
                take(film, new Moment(film.start(), false), target, form);
            }
        } finally {
            OwnFiles.delete(best);
        }
    }

    /**
     * Takes it without asking ffprobe what the film is like, which costs as much as the picture: where the film's head says how
     * long it is, the first key frame that is looked for is known, and most are good.
     *
     * @return whether the picture is as it should be
     */
    private boolean takeAtOnce(Path target, PictureForm form) throws MediaException, IOException {
        Optional<MovieHead> head = MovieHead.of(source);
        if (head.isEmpty()) {
            return false;
        }
        List<String> early = new ArrayList<>(ONE_KEY);
        early.addAll(WITHOUT_LOOKING);
        early.addAll(List.of("-ss", seconds(head.get().seconds() * EARLY.get(0))));
        Shot shot = new Shot("0:V:0", false, head.get().width(), head.get().height());
        return form.at().isPresent()
                ? orNothing(() -> shot.take(List.of("-ss", seconds(form.at().get())), target, form)) >= 0
                : orNothing(() -> shot.take(early, target, form)) >= 1;
    }

    /** A damaged place is no reason to do without the others. */
    static double orNothing(SourceFault.Step<Double> step) throws MediaException {
        try {
            return step.run();
        } catch (MediaException e) {
            if (e.kind() == Kind.DAMAGED) {
                return -1;
            }
            throw e;
        }
    }

    /** Finds the pictures: moving ones, else those of a cover. */
    Film film() throws MediaException {
        List<String> arguments = new ArrayList<>(List.of(
                "-show_entries",
                "format=format_name,start_time,duration:stream=index,width,height,sample_aspect_ratio"
                        + ":stream_disposition=attached_pic:stream_side_data=rotation",
                "-select_streams",
                "v"));
        arguments.addAll(PreviewLimits.decoder(PreviewLimits.MOST_OF_FILM));
        arguments.addAll(Tools.input(source));
        JsonObject found = PreviewLimits.ask(
                tools,
                source,
                arguments,
                "not a film or an image, or damaged so that nothing can be read",
                supervision);
        List<JsonObject> streams = JsonFields.objects(found, "streams");
        JsonObject stream = streams.stream()
                .filter(it -> !JsonFields.disposition(it, "attached_pic"))
                .findFirst()
                .or(() -> streams.stream().findFirst())
                .orElseThrow(() -> new MediaException(Kind.REFUSED, "there are no pictures in it"));
        JsonObject format = JsonFields.object(found, "format");
        boolean cover = JsonFields.disposition(stream, "attached_pic");
        return new Film(
                DESCRIBED.stream().anyMatch(format.getString("format_name", "")::contains),
                JsonFields.integer(stream, "index"),
                JsonFields.integer(stream, "width"),
                JsonFields.integer(stream, "height"),
                JsonFields.decimal(format, "start_time").orElse(0.0),
                cover ? 0 : JsonFields.decimal(format, "duration").orElse(0.0),
                JsonFields.ratio(stream, "sample_aspect_ratio")
                        .map(Rational::value)
                        .orElse(1.0),
                JsonFields.objects(stream, "side_data_list").stream()
                        .anyMatch(data -> Math.abs(JsonFields.integer(data, "rotation")) % 180 == 90));
    }

    /** The key frames before these parts of the film, without those that are found twice. */
    List<Moment> keys(Film film, List<Double> parts) throws MediaException {
        if (film.duration() <= 0) {
            return List.of();
        }
        String intervals = parts.stream()
                .map(part -> seconds(film.start() + part * film.duration()) + "%+#1")
                .collect(Collectors.joining(","));
        List<Moment> moments = new ArrayList<>();
        List<String> arguments = new ArrayList<>(List.of(
                "-v",
                "error",
                "-select_streams",
                String.valueOf(film.stream()),
                "-read_intervals",
                intervals,
                "-show_entries",
                "packet=pts_time,flags",
                "-of",
                "csv=p=0"));
        arguments.addAll(Tools.input(source));
        Consumer<String> lines = line -> {
            String[] fields = line.split(",");
            if (fields.length > 1 && !fields[0].equals("N/A")) {
                moments.add(new Moment(Double.parseDouble(fields[0]), fields[1].startsWith("K")));
            }
        };
        PreviewLimits.refusing(source, () -> tools.ffprobe(arguments, lines, supervision), "its index cannot be read");
        return moments.stream().distinct().toList();
    }

    /** @return as {@link Shot#take} */
    private double take(Film film, Moment moment, Path target, PictureForm form) throws MediaException {
        Shot shot = new Shot("0:" + film.stream(), film.squareSamples(), film.width(), film.height());
        if (moment.key()) {
            double shown = orNothing(() -> shot.take(key(film, moment.seconds()), target, form));
            if (shown >= 0) {
                return shown;
            }
        }
        return shot.take(from(film, moment.seconds()), target, form);
    }

    /**
     * A run of ffmpeg that takes one picture.
     *
     * @param stream of the pictures
     * @param squareSamples whether it is known that pixels are as wide as high
     */
    private final class Shot {

        private final String stream;
        private final boolean squareSamples;
        private final long width;
        private final long height;

        Shot(String stream, boolean squareSamples, long width, long height) {
            this.stream = stream;
            this.squareSamples = squareSamples;
            this.width = width;
            this.height = height;
        }

        /** @return how much the picture shows: from 1 on something, below it is nearly black or of one colour; -1: there is none */
        double take(List<String> input, Path target, PictureForm form) throws MediaException {
            List<String> arguments = new ArrayList<>(PreviewLimits.memory());
            arguments.addAll(PreviewLimits.decoder(PreviewLimits.MOST_OF_FILM));
            if (PictureChain.smallest(form, width, height) <= 0.5) {
                // what it smooths is gone in a picture of half the size
                arguments.addAll(List.of("-skip_loop_filter", "all"));
            }
            arguments.addAll(input);
            arguments.addAll(Tools.input(source));
            arguments.addAll(List.of(
                    "-map",
                    stream,
                    // a key frame before the moment has a negative time
                    "-fps_mode",
                    "passthrough",
                    "-filter_threads",
                    "1",
                    "-vf",
                    PictureChain.filters(form, squareSamples, Format.JPEG)
                            + ",signalstats,metadata=mode=print:file=-"));
            arguments.addAll(PictureChain.output(Format.JPEG));
            arguments.add(Tools.url(target));
            Brightness brightness = new Brightness();
            OwnFiles.delete(target);
            PreviewLimits.refusing(
                    source, () -> tools.ffmpeg(arguments, brightness, supervision), "it cannot be decoded");
            return Files.exists(target) ? brightness.shown() : -1;
        }
    }

    /** Options of an input that is one key frame. */
    static List<String> key(Film film, double seconds) {
        List<String> options = new ArrayList<>(ONE_KEY);
        options.addAll(from(film, seconds));
        return options;
    }

    /** Options of an input that begins at a moment. */
    static List<String> from(Film film, double seconds) {
        List<String> options = new ArrayList<>(film.described() ? WITHOUT_LOOKING : List.of());
        options.addAll(List.of("-ss", seconds(Math.max(0, seconds - (film.described() ? 0 : film.start())))));
        return options;
    }

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.6f", seconds);
    }
}
