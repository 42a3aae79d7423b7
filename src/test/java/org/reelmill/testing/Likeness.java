package org.reelmill.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.reelmill.media.jave.TestFfmpeg;

/** How like two films are, picture by picture. */
public final class Likeness {

    private static final String FIGURE = "psnr_avg:";

    private Likeness() {}

    /**
     * Compares the first pictures of two films, the second ones and so on, whatever their time stamps.
     *
     * @param filter what makes the due pictures of the source in one run
     * @return peak signal-to-noise ratio of each pair in decibels
     */
    public static List<Double> of(Path source, String filter, Path film) {
        try {
            Path figures = Files.createTempFile("likeness", ".txt");
            try {
                TestFfmpeg.ffmpeg(List.of(
                        "-i",
                        source.toString(),
                        "-i",
                        film.toString(),
                        "-filter_complex",
                        "[0:V:0]" + filter
                                + ",settb=1/25,setpts=N[a];[1:V:0]settb=1/25,setpts=N[b];[a][b]psnr=stats_file="
                                + figures,
                        "-f",
                        "null",
                        "-"));
                return Files.readAllLines(figures).stream()
                        .map(line -> line.substring(line.indexOf(FIGURE) + FIGURE.length())
                                .split(" ")[0])
                        .map(figure -> figure.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(figure))
                        .toList();
            } finally {
                Files.delete(figures);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
