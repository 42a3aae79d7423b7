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
 * @param durationOfLast of the last picture, in units of the time base
 * @param headers hash of the codec's extradata
 */
record WrittenVideo(
        Rational timeBase, long[] pts, long durationOfLast, boolean startsWithKey, FrameSize size, String headers) {

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
                        "packet=pts,duration,flags:stream=width,height,time_base,extradata_hash",
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

    /** Where the last picture ends, in seconds. */
    double end() {
        return (pts[pts.length - 1] + durationOfLast) * timeBase.value();
    }

    private static final class Reader {

        private final LongStream.Builder pts = LongStream.builder();
        private Compact stream;
        private boolean any;
        private boolean startsWithKey;
        private long greatest = Long.MIN_VALUE;
        private long durationOfLast;

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
            long stamp = packet.number("pts").orElse(0);
            pts.add(stamp);
            if (stamp > greatest) {
                greatest = stamp;
                durationOfLast = packet.number("duration").orElse(0);
            }
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
                    durationOfLast,
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
