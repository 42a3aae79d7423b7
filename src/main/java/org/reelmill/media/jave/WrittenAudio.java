package org.reelmill.media.jave;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.reelmill.media.MediaException;
import org.reelmill.media.Supervision;

/**
 * Where an audio stream of a file that was just written starts and ends, read back from the file.
 *
 * @param start in seconds, as a player hears it: without the encoder's priming
 * @param end in seconds
 */
record WrittenAudio(double start, double end) {

    /** Seconds; half a frame of AAC at the highest rate that is written. A packet that is shorter was squeezed in before the next. */
    private static final double SQUEEZED = 1024 / 48_000.0 / 2;

    /** One at each end may be. */
    private static final int SHORT_AT_THE_ENDS = 2;

    /**
     * All audio streams that have packets, in the file's order.
     *
     * @throws MediaException FAILED as well when there is more sound in a stream than time
     */
    static List<WrittenAudio> read(Tools tools, Path file, Supervision supervision) throws MediaException {
        TreeMap<Long, Double> starts = new TreeMap<>();
        TreeMap<Long, Double> ends = new TreeMap<>();
        TreeMap<Long, Integer> squeezed = new TreeMap<>();
        tools.ffprobe(
                List.of(
                        "-v",
                        "error",
                        "-select_streams",
                        "a",
                        "-show_entries",
                        "packet=stream_index,pts_time,duration_time:stream=index,start_time",
                        "-of",
                        "compact",
                        Tools.url(file)),
                line -> {
                    Compact compact = Compact.parse(line);
                    if (compact.is("packet") && !compact.text("pts_time").isEmpty()) {
                        long stream = compact.number("stream_index").orElseThrow();
                        double duration = seconds(compact, "duration_time");
                        ends.merge(stream, seconds(compact, "pts_time") + duration, Math::max);
                        squeezed.merge(stream, duration < SQUEEZED ? 1 : 0, Integer::sum);
                    } else if (compact.is("stream")) {
                        starts.put(compact.number("index").orElseThrow(), seconds(compact, "start_time"));
                    }
                },
                supervision);
        if (squeezed.values().stream().anyMatch(count -> count > SHORT_AT_THE_ENDS)) {
            throw new MediaException(MediaException.Kind.FAILED, "there is more sound in it than time");
        }
        List<WrittenAudio> streams = new ArrayList<>();
        ends.forEach((stream, end) -> streams.add(new WrittenAudio(starts.getOrDefault(stream, 0.0), end)));
        return streams;
    }

    private static double seconds(Compact compact, String key) {
        String text = compact.text(key);
        return text.isEmpty() ? 0 : Double.parseDouble(text);
    }
}
