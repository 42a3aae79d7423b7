package org.reelmill.media.jave;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.reelmill.media.FrameSize;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.Rational;
import org.reelmill.media.Supervision;

/**
 * What lies in the video stream of a file that was just written, read back from the file.
 *
 * @param pts time stamps of the pictures, rising
 * @param length that the file states, in seconds: what players go by
 * @param headers hash of the codec's extradata
 */
record WrittenVideo(
        Rational timeBase, long[] pts, double length, boolean startsWithKey, FrameSize size, String headers) {

    /** @throws MediaException FAILED when there is none, or two pictures share a time stamp */
    static WrittenVideo read(Tools tools, Path file, Supervision supervision) throws MediaException {
        Reader reader = new Reader();
        tools.ffprobe(
                List.of(
                        "-v",
                        "error",
                        "-select_streams",
                        "v:0",
                        "-show_data_hash",
                        "sha256",
                        "-show_entries",
                        "packet=pts,flags:stream=width,height,time_base,duration,extradata_hash",
                        "-of",
                        "compact",
                        Tools.url(file)),
                reader::line,
                supervision);
        return reader.result();
    }

    double seconds(int picture) {
        return pts[picture] * timeBase.value();
    }

    private static final class Reader {

        private final LongStream.Builder pts = LongStream.builder();
        private Compact stream;
        private boolean any;
        private boolean startsWithKey;

        void line(String line) {
            Compact compact = Compact.parse(line);
            if (compact.is("stream")) {
                stream = compact;
            } else if (compact.is("packet")) {
                packet(compact);
            }
        }

        private void packet(Compact packet) {
            if (!any) {
                any = true;
                startsWithKey = packet.text("flags").startsWith("K");
            }
            pts.add(packet.number("pts").orElse(0));
        }

        WrittenVideo result() throws MediaException {
            if (stream == null || !any) {
                throw new MediaException(Kind.FAILED, "the written file holds no pictures");
            }
            long[] sorted = pts.build().sorted().toArray();
            if (Arrays.stream(sorted).distinct().count() != sorted.length) {
                throw new MediaException(Kind.FAILED, "two pictures of the written file share a time stamp");
            }
            return new WrittenVideo(
                    rational(stream.text("time_base")),
                    sorted,
                    stream.text("duration").isEmpty() ? 0 : Double.parseDouble(stream.text("duration")),
                    startsWithKey,
                    new FrameSize((int) stream.number("width").orElse(0), (int)
                            stream.number("height").orElse(0)),
                    stream.text("extradata_hash"));
        }

        private static Rational rational(String text) {
            int slash = text.indexOf('/');
            return Rational.of(Long.parseLong(text.substring(0, slash)), Long.parseLong(text.substring(slash + 1)));
        }
    }
}
