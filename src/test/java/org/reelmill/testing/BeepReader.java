package org.reelmill.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.reelmill.media.jave.TestFfmpeg;

/** Finds the beeps that {@link SourceFilms} puts into the sound. */
public final class BeepReader {

    private static final int RATE = 48_000;
    private static final int LOUD = 4000;

    /** Shorter than the pause between two beeps, longer than a wave. */
    private static final int PAUSE = RATE / 4;

    private BeepReader() {}

    /**
     * When the beeps begin, in seconds from the film's first picture.
     *
     * @param track number of the audio stream among the audio streams
     */
    public static List<Double> read(Path film, int track) {
        try {
            Path sound = Files.createTempFile("beeps", ".pcm");
            try {
                TestFfmpeg.ffmpeg(List.of(
                        "-i",
                        film.toString(),
                        "-map",
                        "0:a:" + track,
                        "-af",
                        "aresample=async=1:first_pts=0",
                        "-ac",
                        "1",
                        "-ar",
                        String.valueOf(RATE),
                        "-f",
                        "s16le",
                        sound.toString()));
                double picture = firstPicture(film);
                return beeps(Files.readAllBytes(sound)).stream()
                        .map(beep -> beep - picture)
                        .toList();
            } finally {
                Files.delete(sound);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * On the clock of the decoded sound, which starts where the file starts. As decoded: what a container says about its
     * first picture is not always what is shown.
     */
    private static double firstPicture(Path film) {
        double start = Double.parseDouble(ask(film, "a:0", "format=start_time").get(0));
        return Double.parseDouble(
                        ask(film, "V:0", "frame=best_effort_timestamp_time").get(0))
                - start;
    }

    private static List<String> ask(Path film, String stream, String entries) {
        return TestFfmpeg.ffprobe(List.of(
                "-v",
                "error",
                "-select_streams",
                stream,
                "-read_intervals",
                "%+#50",
                "-show_entries",
                entries,
                "-of",
                "default=noprint_wrappers=1:nokey=1",
                film.toString()));
    }

    private static List<Double> beeps(byte[] sound) {
        ShortBuffer samples =
                ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        List<Double> beeps = new ArrayList<>();
        int quietSince = 0;
        for (int i = 0; i < samples.limit(); i++) {
            if (Math.abs(samples.get(i)) > LOUD) {
                if (i - quietSince > PAUSE || beeps.isEmpty()) {
                    beeps.add((double) i / RATE);
                }
                quietSince = i;
            }
        }
        return beeps;
    }
}
