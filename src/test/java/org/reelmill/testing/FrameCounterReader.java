package org.reelmill.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.reelmill.media.jave.TestFfmpeg;

/**
 * Reads the number that {@link SourceFilms} paints into every picture. The picture's upper third holds two rows of twelve
 * blocks: the number's bits, the lowest at the left, white for 1; below them the same inverted. So a mirrored, turned or
 * badly damaged picture is no number.
 */
public final class FrameCounterReader {

    static final int BITS = 12;
    static final int ROWS = 6;

    private static final int PICTURE = BITS * ROWS;
    private static final int LEAST_CONTRAST = 60;

    private FrameCounterReader() {}

    /**
     * A picture of a film.
     *
     * @param counter its number, or -1 when it cannot be read
     * @param seconds its time stamp, from the film's first picture
     */
    public record Frame(int counter, double seconds) {}

    /** Every picture of the first video stream that is no cover art, in the order in which they are shown. */
    public static List<Frame> read(Path film) {
        return read(film, "null");
    }

    /** As above, of what a filter makes of the pictures in one run. */
    public static List<Frame> read(Path film, String filter) {
        try {
            Path pixels = Files.createTempFile("counter", ".gray");
            Path stamps = Files.createTempFile("counter", ".stamps");
            try {
                TestFfmpeg.ffmpeg(List.of(
                        "-copyts",
                        // frame threads conceal damage differently from run to run
                        "-threads",
                        "1",
                        "-i",
                        film.toString(),
                        "-filter_complex",
                        "[0:V:0]" + filter + ",split[a][b];[a]scale=" + BITS + ":" + ROWS
                                + ":flags=area,format=gray[p];[b]null[s]",
                        "-map",
                        "[p]",
                        "-fps_mode",
                        "passthrough",
                        "-f",
                        "rawvideo",
                        pixels.toString(),
                        "-map",
                        "[s]",
                        "-c:v",
                        "wrapped_avframe",
                        "-fps_mode",
                        "passthrough",
                        "-enc_time_base",
                        "filter",
                        "-f",
                        "framehash",
                        "-hash",
                        "murmur3",
                        stamps.toString()));
                return frames(Files.readAllBytes(pixels), Files.readAllLines(stamps));
            } finally {
                Files.delete(pixels);
                Files.delete(stamps);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Frame> frames(byte[] pixels, List<String> lines) {
        double unit = 0;
        List<Long> stamps = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("#tb 0: ")) {
                String[] parts = line.substring("#tb 0: ".length()).split("/");
                unit = Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]);
            } else if (!line.startsWith("#")) {
                stamps.add(Long.parseLong(line.split(",")[2].trim()));
            }
        }
        if (stamps.size() != pixels.length / PICTURE) {
            throw new IllegalStateException(
                    stamps.size() + " time stamps for " + pixels.length / PICTURE + " pictures");
        }
        double tick = unit;
        return IntStream.range(0, stamps.size())
                .mapToObj(i -> new Frame(counter(pixels, i * PICTURE), (stamps.get(i) - stamps.get(0)) * tick))
                .toList();
    }

    private static int counter(byte[] pixels, int at) {
        int counter = 0;
        for (int bit = 0; bit < BITS; bit++) {
            int contrast = (pixels[at + bit] & 0xff) - (pixels[at + BITS + bit] & 0xff);
            if (Math.abs(contrast) < LEAST_CONTRAST) {
                return -1;
            }
            counter |= contrast > 0 ? 1 << bit : 0;
        }
        return counter;
    }
}
