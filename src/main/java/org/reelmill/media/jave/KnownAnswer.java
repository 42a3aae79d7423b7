package org.reelmill.media.jave;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.reelmill.media.FrameSize;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.Rendition;
import org.reelmill.media.Supervision;
import org.reelmill.media.VideoCodec;
import org.tinylog.Logger;

/**
 * Proves encoders by a tiny film of which every pixel is known: it is encoded with the options of a real rendition, decoded
 * again, and compared. An encoder that ends well and writes something else, as broken builds and broken machines do, fails.
 */
final class KnownAnswer {

    private static final FrameSize SIZE = new FrameSize(128, 128);
    private static final int FRAMES = 8;
    private static final int RATE = 25;

    /** Pixels of luma, and half as many of colour. */
    private static final int FRAME_BYTES = SIZE.width() * SIZE.height() * 3 / 2;

    /**
     * Steps of 255 by which a pixel may differ, on average over one picture. The encoders stay below 1; a picture differs
     * from its neighbours by 16, and from a grey one by 40.
     */
    private static final double LARGEST_ERROR = 4;

    private final Tools tools;
    private final Path folder;

    /** @param folder for its files, which are removed again; made when it is missing */
    KnownAnswer(Tools tools, Path folder) {
        this.tools = tools;
        this.folder = folder;
    }

    /** The codecs whose encoders pass. @throws MediaException STOPPED, or FAILED when the files cannot be written */
    Set<VideoCodec> prove() throws MediaException {
        Path own = null;
        try {
            Files.createDirectories(folder);
            own = Files.createTempDirectory(folder, "proof-");
            Path film = Files.write(own.resolve("film.yuv"), film());
            Set<VideoCodec> proven = EnumSet.noneOf(VideoCodec.class);
            for (VideoCodec codec : VideoCodec.values()) {
                if (passes(codec, film)) {
                    proven.add(codec);
                }
            }
            return proven;
        } catch (IOException e) {
            throw new MediaException(Kind.FAILED, "the encoders cannot be tried: " + e.getMessage(), e);
        } finally {
            remove(own);
        }
    }

    private boolean passes(VideoCodec codec, Path film) throws MediaException, IOException {
        try {
            Path encoded = film.resolveSibling(codec + ".mp4");
            Path decoded = film.resolveSibling(codec + ".yuv");
            tools.ffmpeg(encoding(codec, film, encoded), Supervision.none());
            tools.ffmpeg(decoding(encoded, decoded), Supervision.none());
            double error = error(film(), Files.readAllBytes(decoded));
            if (error <= LARGEST_ERROR) {
                return true;
            }
            Logger.warn("This ffmpeg does not encode {} truly: its pictures differ by {}", codec, error);
        } catch (MediaException e) {
            if (e.kind() == Kind.STOPPED) {
                throw e;
            }
            Logger.warn("This ffmpeg does not encode {}: {} {}", codec, e.getMessage(), e.log());
        }
        return false;
    }

    private static List<String> encoding(VideoCodec codec, Path film, Path encoded) {
        List<String> arguments = new ArrayList<>(raw());
        arguments.addAll(List.of("-i", Tools.url(film)));
        arguments.addAll(VideoEncoding.options(rendition(codec)));
        arguments.addAll(List.of("-f", "mp4", Tools.url(encoded)));
        return arguments;
    }

    private static List<String> decoding(Path encoded, Path decoded) {
        return List.of(
                "-i",
                Tools.url(encoded),
                "-fps_mode",
                "passthrough",
                "-pix_fmt",
                "yuv420p",
                "-f",
                "rawvideo",
                Tools.url(decoded));
    }

    private static List<String> raw() {
        return List.of(
                "-f",
                "rawvideo",
                "-pixel_format",
                "yuv420p",
                "-video_size",
                SIZE.width() + "x" + SIZE.height(),
                "-framerate",
                String.valueOf(RATE));
    }

    private static Rendition rendition(VideoCodec codec) {
        return new Rendition("proof", SIZE.width(), SIZE.height(), codec, 20, "veryfast", "main", 8, RATE, 128);
    }

    /** Waves that run over the picture: smooth, so that a good encoder changes little, and no two pictures alike. */
    static byte[] film() {
        byte[] film = new byte[FRAMES * FRAME_BYTES];
        int at = 0;
        for (int frame = 0; frame < FRAMES; frame++) {
            at = plane(film, at, SIZE.width(), SIZE.height(), frame * 0.5);
            at = plane(film, at, SIZE.width() / 2, SIZE.height() / 2, frame * 0.5 + 2);
            at = plane(film, at, SIZE.width() / 2, SIZE.height() / 2, frame * 0.5 + 4);
        }
        return film;
    }

    private static int plane(byte[] film, int from, int width, int height, double phase) {
        int at = from;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double wave = Math.sin(2 * Math.PI * x / width + phase) + Math.cos(2 * Math.PI * y / height);
                film[at++] = (byte) Math.round(128 + 50 * wave);
            }
        }
        return at;
    }

    /** The error of the worst picture; as great as can be when there are more or fewer of them. */
    static double error(byte[] known, byte[] decoded) {
        if (known.length != decoded.length) {
            return 255;
        }
        double worst = 0;
        for (int frame = 0; frame < known.length; frame += FRAME_BYTES) {
            long sum = 0;
            for (int i = frame; i < frame + FRAME_BYTES; i++) {
                sum += Math.abs((known[i] & 0xff) - (decoded[i] & 0xff));
            }
            worst = Math.max(worst, (double) sum / FRAME_BYTES);
        }
        return worst;
    }

    private static void remove(Path own) {
        if (own == null) {
            return;
        }
        try (Stream<Path> files = Files.list(own)) {
            files.forEach(OwnFiles::delete);
        } catch (IOException e) {
            Logger.warn("{} could not be read", own.getFileName());
        }
        OwnFiles.delete(own);
    }
}
