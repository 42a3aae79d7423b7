package org.reelmill.media.jave;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.reelmill.media.FilmPreview;
import org.reelmill.media.FilmPreview.Tile;
import org.reelmill.media.FrameSize;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.Picture;
import org.reelmill.media.PictureForm;
import org.reelmill.media.PictureForm.Fit;
import org.reelmill.media.PictureForm.Format;
import org.reelmill.media.Supervision;
import org.reelmill.media.jave.FilmPictures.Film;
import org.reelmill.media.jave.FilmPictures.Moment;
import org.tinylog.Logger;

/**
 * Makes picture, tiles and short film of a film. Each sheet of tiles goes through the whole film in larger steps than the tiles
 * do, so the first one shows all of it: the picture and the short film come out of the decode for that one.
 */
final class FilmPreviews {

    private static final int POSTER = 640;
    private static final int TILE = 160;
    private static final int CLIP = 320;

    /** Sheets of a film that is long enough, one for each so many seconds. */
    private static final int MOST_SHEETS = 5;

    private static final double SECONDS_OF_SHEET = 120;

    private static final int COLUMNS = 5;
    private static final int ROWS = 2;

    /** Larger pictures than those of 1080p: as many of them in memory at a time as tiles on a sheet. */
    private static final long LARGE = 1920L * 1200;

    private static final int COLUMNS_OF_LARGE = 2;

    private static final int STRETCHES = 5;
    private static final double CLIP_SECONDS = 4;

    /** In seconds. */
    private static final double LEAD = 3;

    /** In seconds: key frames are seldom further apart. */
    private static final double LONGEST_WAIT = 12;

    /** A film that is this short, in seconds, is decoded up to each moment where it has too few key frames. */
    private static final double SHORT = 30;

    private final Tools tools;
    private final Path source;
    private final Supervision supervision;
    private final FilmPictures pictures;

    FilmPreviews(Tools tools, Path source, Supervision supervision) {
        this.tools = tools;
        this.source = source;
        this.supervision = supervision;
        this.pictures = new FilmPictures(tools, source, supervision);
    }

    /** As {@link org.reelmill.media.PreviewMaker#preview}. */
    FilmPreview make(Path folder) throws MediaException {
        try {
            PreviewLimits.requireContent(source);
            Film film = pictures.film();
            int columns = film.width() * film.height() > LARGE ? COLUMNS_OF_LARGE : COLUMNS;
            List<List<Moment>> sheets = sheets(moments(film, columns * ROWS), columns * ROWS);
            if (sheets.isEmpty()) {
                return new FilmPreview(poster(film, folder), 0, film.within(TILE), List.of(), false);
            }
            List<Shown> shown = new ArrayList<>();
            Optional<Picture> poster = Optional.empty();
            for (int i = 0; i < sheets.size(); i++) {
                Sheet sheet = new Sheet(film, folder, i, columns, sheets.get(i));
                if (make(sheet)) {
                    shown.addAll(sheet.shown());
                    poster = i == 0 ? Optional.of(choose(folder, film.within(POSTER))) : poster;
                }
            }
            return new FilmPreview(
                    poster.isPresent() ? poster.get() : poster(film, folder),
                    film.duration(),
                    film.within(TILE),
                    tiles(film, shown),
                    poster.isPresent());
        } catch (IOException e) {
            throw new MediaException(Kind.FAILED, "the previews cannot be written", e);
        }
    }

    /**
     * Makes a sheet. One that takes too long is done without, unless it is the first: what is finished already is not thrown away
     * for the sake of what is only finer. So is one that takes too much memory: a picture by itself takes less.
     */
    private static boolean make(Sheet sheet) throws MediaException, IOException {
        boolean made = false;
        try {
            made = sheet.make();
        } catch (MediaException e) {
            if (e.kind() != Kind.REFUSED && (e.kind() != Kind.STALLED || sheet.number == 0)) {
                throw e;
            }
            Logger.info("Some tiles were not made: {}", e.getMessage());
        }
        if (!made) {
            sheet.discard();
        }
        return made;
    }

    private Picture poster(Film film, Path folder) throws MediaException, IOException {
        FrameSize size = film.within(POSTER);
        pictures.take(
                folder.resolve(FilmPreview.POSTER),
                new PictureForm(size.width(), size.height(), Fit.EXACT, Format.JPEG, Optional.empty()));
        return new Picture(size.width(), size.height(), Format.JPEG);
    }

    /** Of the first sheet's pictures the one with the most to see: a picture that is nearly black is a small file. */
    private static Picture choose(Path folder, FrameSize size) throws IOException {
        List<Path> candidates;
        try (Stream<Path> files = Files.list(folder)) {
            candidates = files.filter(file -> file.getFileName().toString().startsWith(Sheet.CANDIDATE))
                    .sorted(Comparator.comparing((Path file) -> file.toFile().length())
                            .reversed())
                    .toList();
        }
        Files.move(candidates.get(0), folder.resolve(FilmPreview.POSTER));
        candidates.stream().skip(1).forEach(OwnFiles::delete);
        return new Picture(size.width(), size.height(), Format.JPEG);
    }

    /** The key frames that tiles are made of. */
    private List<Moment> moments(Film film, int ofSheet) throws MediaException {
        if (film.duration() <= 0) {
            return List.of();
        }
        int count = ofSheet * (int) Math.max(1, Math.min(MOST_SHEETS, Math.ceil(film.duration() / SECONDS_OF_SHEET)));
        List<Double> parts =
                IntStream.range(0, count).mapToObj(i -> (i + 0.5) / count).toList();
        List<Moment> keys = pictures.keys(film, parts);
        return keys.size() < count / 2 && film.duration() <= SHORT
                ? parts.stream()
                        .map(part -> new Moment(film.start() + part * film.duration(), false))
                        .toList()
                : keys;
    }

    /** Deals moments out, so that each sheet has some of all parts of the film. */
    private static List<List<Moment>> sheets(List<Moment> moments, int ofSheet) {
        int sheets = (moments.size() + ofSheet - 1) / ofSheet;
        return IntStream.range(0, sheets)
                .mapToObj(sheet -> IntStream.range(0, moments.size())
                        .filter(i -> i % sheets == sheet)
                        .mapToObj(moments::get)
                        .toList())
                .toList();
    }

    /** A picture on a sheet, and its time stamp. */
    private record Shown(double seconds, int sheet, int x, int y) {}

    /** A tile stands for all that is nearer to its moment than to another's. */
    private static List<Tile> tiles(Film film, List<Shown> shown) {
        List<Shown> sorted =
                shown.stream().sorted(Comparator.comparing(Shown::seconds)).toList();
        return IntStream.range(0, sorted.size())
                .mapToObj(i -> {
                    Shown tile = sorted.get(i);
                    double from = i == 0 ? 0 : (sorted.get(i - 1).seconds() + tile.seconds()) / 2 - film.start();
                    return new Tile(from, tile.sheet(), tile.x(), tile.y());
                })
                .toList();
    }

    /** One run of ffmpeg: as many inputs as tiles, each of which is one key frame, or a stretch for the short film. */
    private final class Sheet {

        static final String CANDIDATE = "candidate-";

        private final Film film;
        private final Path folder;
        private final int number;
        private final int columns;
        private final List<Moment> moments;
        private final List<Integer> stretches;
        private boolean fast = true;

        Sheet(Film film, Path folder, int number, int columns, List<Moment> moments) {
            this.film = film;
            this.folder = folder;
            this.number = number;
            this.columns = columns;
            this.moments = moments;
            int step = Math.max(1, moments.size() / STRETCHES);
            this.stretches = number == 0
                    ? IntStream.iterate(step / 2, i -> i < moments.size(), i -> i + step)
                            .limit(STRETCHES)
                            .boxed()
                            .toList()
                    : List.of();
        }

        /** @return false when the film is damaged there */
        boolean make() throws MediaException {
            if (run()) {
                return true;
            }
            // some files have nothing to show for a key frame by itself
            fast = false;
            return run();
        }

        /** Removes what it has left. */
        void discard() throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> {
                            String name = file.getFileName().toString();
                            return name.equals(FilmPreview.sheet(number))
                                    || number == 0 && (name.startsWith(CANDIDATE) || name.equals(FilmPreview.CLIP));
                        })
                        .forEach(OwnFiles::delete);
            }
        }

        List<Shown> shown() {
            FrameSize tile = film.within(TILE);
            return IntStream.range(0, moments.size())
                    .mapToObj(i -> new Shown(
                            moments.get(i).seconds(), number, i % columns * tile.width(), i / columns * tile.height()))
                    .toList();
        }

        private boolean run() throws MediaException {
            List<String> arguments = new ArrayList<>(PreviewLimits.memory());
            for (int i = 0; i < moments.size(); i++) {
                arguments.addAll(input(i));
            }
            arguments.addAll(List.of("-filter_complex_threads", "1", "-filter_complex", graph()));
            arguments.addAll(outputs());
            return FilmPictures.orNothing(() -> (double) PreviewLimits.refusing(
                                    source, () -> tools.ffmpeg(arguments, supervision), "it cannot be decoded")
                            .frames())
                    == moments.size();
        }

        private List<String> input(int i) {
            List<String> input = new ArrayList<>(PreviewLimits.decoder(PreviewLimits.MOST_OF_FILM));
            input.addAll(List.of("-skip_loop_filter", "all"));
            double at = moments.get(i).seconds() - lead(i);
            if (isKey(i) && !stretches.contains(i)) {
                input.addAll(FilmPictures.key(film, at));
            } else {
                double seconds = isKey(i) ? stretch() : LEAD + LONGEST_WAIT;
                input.addAll(List.of("-noaccurate_seek", "-t", FilmPictures.seconds(seconds)));
                input.addAll(FilmPictures.from(film, at));
            }
            input.addAll(Tools.input(source));
            return input;
        }

        private boolean isKey(int i) {
            return fast && moments.get(i).key();
        }

        /** Seconds before a moment from which on it is decoded: a container without an index does not find the key frame before. */
        private double lead(int i) {
            return isKey(i) ? 0 : Math.max(0, Math.min(LEAD, moments.get(i).seconds() - film.start()));
        }

        /** Seconds of one of the stretches that the short film is made of. */
        private double stretch() {
            return Math.min(CLIP_SECONDS, film.duration()) / stretches.size();
        }

        private String graph() {
            List<String> chains = new ArrayList<>();
            for (int i = 0; i < moments.size(); i++) {
                String stream = "[" + i + ":" + film.stream() + "]";
                if (lead(i) > 0) {
                    chains.add(stream + "trim=start=" + FilmPictures.seconds(lead(i) - 0.001) + "[led" + i + "]");
                    stream = "[led" + i + "]";
                }
                if (stretches.contains(i)) {
                    chains.add(stream + "split[still" + i + "][moving" + i + "]");
                    chains.add("[moving" + i + "]trim=duration=" + FilmPictures.seconds(stretch())
                            + ",setpts=PTS-STARTPTS,fps=12," + scale(film.within(CLIP), "yuv420p") + "[stretch" + i
                            + "]");
                    stream = "[still" + i + "]";
                }
                FrameSize size = film.within(number == 0 ? POSTER : TILE);
                chains.add(stream + "trim=end_frame=1," + scale(size, "yuvj420p") + "[picture" + i + "]");
            }
            chains.add(
                    labels("picture", IntStream.range(0, moments.size()).boxed().toList()) + "concat=n="
                            + moments.size() + ",setpts=N/(10*TB),split[pictures][small]");
            chains.add("[small]" + scale(film.within(TILE), "yuvj420p") + ",tile=" + columns + "x" + ROWS + "[sheet]");
            if (!stretches.isEmpty()) {
                chains.add(labels("stretch", stretches) + "concat=n=" + stretches.size() + "[clip]");
            }
            return String.join(";", chains);
        }

        private static String scale(FrameSize size, String format) {
            return "scale=" + size.width() + ":" + size.height() + ":flags=area,setsar=1,format=" + format;
        }

        private static String labels(String name, List<Integer> numbers) {
            return numbers.stream().map(i -> "[" + name + i + "]").collect(Collectors.joining());
        }

        /** The pictures come first, because ffmpeg reports how many it wrote to its first output. */
        private List<String> outputs() {
            List<String> outputs = new ArrayList<>(
                    List.of("-map", "[pictures]", "-fps_mode", "passthrough", "-enc_time_base", "1:10"));
            if (number == 0) {
                outputs.addAll(PictureChain.jpeg());
                outputs.addAll(List.of("-f", "image2", Tools.url(folder.resolve(CANDIDATE + "%02d.jpg"))));
            } else {
                outputs.addAll(List.of("-f", "null", "-"));
            }
            outputs.addAll(List.of("-map", "[sheet]"));
            outputs.addAll(PictureChain.output(Format.JPEG));
            outputs.add(Tools.url(folder.resolve(FilmPreview.sheet(number))));
            if (!stretches.isEmpty()) {
                outputs.addAll(List.of(
                        "-map",
                        "[clip]",
                        "-c:v",
                        "libx264",
                        "-preset",
                        "veryfast",
                        "-crf",
                        "30",
                        "-threads",
                        "1",
                        "-map_metadata",
                        "-1",
                        "-movflags",
                        "+faststart",
                        "-f",
                        "mp4",
                        Tools.url(folder.resolve(FilmPreview.CLIP))));
            }
            return outputs;
        }
    }
}
