package org.reelmill.media.jave;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.reelmill.media.MediaException;
import org.reelmill.media.Supervision;

/** A short film out of nothing: drifting colours with a clock in the corner, and a tune. */
final class SampleFilm {

    private static final int SECONDS = 24;
    private static final int RATE = 25;

    /** A key frame that often, so that the film is cut in several segments. */
    private static final int KEY_DISTANCE = 4 * RATE;

    /** Drawn small, since drawing is the expensive part; the colours have no edges that enlarging could harm. */
    private static final String PICTURE = "gradients=size=320x180:rate=" + RATE
            + ":type=spiral:nb_colors=5:speed=0.02:seed=7:c0=0x0f2027:c1=0x2c7da0:c2=0xf4a261:c3=0xe76f51:c4=0x264653,"
            + "scale=1920:1080:flags=bicubic,format=yuv420p[colours];"
            + "testsrc2=size=480x270:rate=" + RATE + "[clock];"
            + "[colours][clock]overlay=W-w-40:H-h-40,format=yuv420p[picture]";

    /** Semitones above the lowest note, two a second. */
    private static final int[] TUNE = {0, 4, 7, 12, 9, 7, 4, 2, 0, 5, 9, 12, 11, 7, 4, 2};

    private final Tools tools;

    SampleFilm(Tools tools) {
        this.tools = tools;
    }

    void make(Path target, Supervision supervision) throws MediaException {
        boolean done = false;
        try {
            tools.ffmpeg(
                    List.of(
                            "-f",
                            "lavfi",
                            "-i",
                            tune(),
                            "-filter_complex",
                            PICTURE,
                            "-map",
                            "[picture]",
                            "-map",
                            "0:a",
                            "-t",
                            String.valueOf(SECONDS),
                            "-c:v",
                            "libx264",
                            "-preset",
                            "ultrafast",
                            "-crf",
                            "20",
                            "-g",
                            String.valueOf(KEY_DISTANCE),
                            "-c:a",
                            "aac",
                            "-b:a",
                            "128k",
                            "-metadata",
                            "title=Reelmill sample",
                            "-metadata:s:a:0",
                            "language=zxx",
                            "-movflags",
                            "+faststart",
                            "-f",
                            "mp4",
                            Tools.url(target)),
                    supervision);
            done = true;
        } finally {
            if (!done) {
                OwnFiles.delete(target);
            }
        }
    }

    private static String tune() {
        String semitone = IntStream.range(0, TUNE.length)
                .mapToObj(i -> "eq(ld(0)," + i + ")*" + TUNE[i])
                .collect(Collectors.joining("+"));
        // each note fades; the left side has an overtone more
        String pitch = "st(0,mod(floor(t*2)," + TUNE.length + "));st(1,262*pow(2,(" + semitone + ")/12));";
        String note = "0.3*exp(-4*mod(t,0.5))*sin(2*PI*ld(1)*t)";
        String overtone = "0.1*exp(-4*mod(t,0.5))*sin(4*PI*ld(1)*t)";
        return "aevalsrc=exprs='" + pitch + note + "+" + overtone + "|" + pitch + note
                + "':channel_layout=stereo:sample_rate=48000";
    }
}
