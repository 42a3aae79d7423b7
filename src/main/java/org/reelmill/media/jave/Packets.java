package org.reelmill.media.jave;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;

/**
 * Takes the packets of a video stream as ffprobe lists them ({@link #ENTRIES}), and remembers what a cut must know. Packets that the container itself discards (flag D) are not shown and not
 * counted.
 */
final class Packets implements Consumer<String> {

    /** What must be asked for; ffprobe gives the fields in its own order, which is that of {@link #accept}. */
    static final String ENTRIES =
            "packet=stream_index,pts,pts_time,dts,dts_time,duration,duration_time,flags:packet_side_data=side_data_type";

    private static final long NONE = Long.MIN_VALUE;
    static final int STREAM = 0;
    private static final int PTS = 1;
    static final int PTS_TIME = 2;
    private static final int DTS = 3;
    static final int DTS_TIME = 4;
    private static final int DURATION = 5;
    static final int DURATION_TIME = 6;
    private static final int FLAGS = 7;
    private static final int SIDE_DATA = 8;

    /** A film of which so many distances are the typical one has a constant rate, but for what is lost. */
    private static final double CONSTANT = 0.8;

    /** As many pictures at the end may lack others that are stored behind them. */
    private static final int REORDERED = 16;

    private long[] pts = new long[1024];
    private long[] keys = new long[64];
    private int count;
    private int keyCount;
    private boolean decodable;
    private boolean leading;
    private boolean damaged;
    private boolean unstamped;
    private boolean headersChange;
    private boolean steady = true;
    private long previousDts = NONE;
    private long previousDuration;
    private long unfilled;
    private long latest = NONE;
    private long latestDuration;

    @Override
    public void accept(String line) {
        String[] fields = line.split(",");
        if (fields.length < SIDE_DATA) {
            return;
        }
        String flags = fields[FLAGS];
        boolean key = flags.startsWith("K");
        decodable |= key;
        if (flags.indexOf('D') >= 0) {
            return;
        }
        damaged |= corrupt(fields);
        headersChange |= count > 0 && line.indexOf("New Extradata") >= 0;
        long stamp = number(fields[PTS]);
        if (stamp == NONE) {
            unstamped = true;
            stamp = number(fields[DTS]);
        }
        if (stamp == NONE) {
            stamp = count == 0 ? 0 : pts[count - 1] + Math.max(1, previousDuration);
        }
        long dts = number(fields[DTS]);
        steady &= dts != NONE && (count == 0 || dts - previousDts == previousDuration);
        unfilled += Math.max(0, unfilled(dts));
        previousDts = dts;
        previousDuration = Math.max(0, number(fields[DURATION]));
        if (stamp >= latest) {
            latest = stamp;
            latestDuration = previousDuration;
        }
        pts = room(pts, count);
        pts[count++] = stamp;
        if (key) {
            keys = room(keys, keyCount);
            keys[keyCount++] = stamp;
        }
        leading |= !decodable;
    }

    /** Whether a part of it is missing. */
    static boolean corrupt(String[] fields) {
        return fields.length > FLAGS && fields[FLAGS].indexOf('C') >= 0;
    }

    /** From where the packet before ends to where one begins; rounding does not count. */
    private long unfilled(long dts) {
        long hole = dts == NONE || previousDts == NONE ? 0 : dts - previousDts - previousDuration;
        return 2 * hole > previousDuration ? hole : 0;
    }

    private static long number(String field) {
        return field.isEmpty() || field.equals("N/A") ? NONE : Long.parseLong(field);
    }

    private static long[] room(long[] array, int used) {
        return used < array.length ? array : Arrays.copyOf(array, used * 2);
    }

    int count() {
        return count;
    }

    /** Whether some come before the first key frame in the file, shown or not. */
    boolean leading() {
        return leading;
    }

    int keyCount() {
        return keyCount;
    }

    boolean damaged() {
        return damaged;
    }

    /** Whether some packet has no presentation time stamp. */
    boolean unstamped() {
        return unstamped;
    }

    /** Whether each picture follows the one before it, in the order of the file, as soon as that has ended. */
    boolean steady() {
        return steady;
    }

    /** Whether the codec's headers change within the film. */
    boolean headersChange() {
        return headersChange;
    }

    /** Time that no packet fills by its own duration, in units of the time stamps. */
    long unfilled() {
        return unfilled;
    }

    /** The longest time between a picture and the next, in units of the time stamps. */
    long longestGap() {
        long[] sorted = pts();
        long longest = 0;
        for (int i = 1; i < sorted.length; i++) {
            longest = Math.max(longest, sorted[i] - sorted[i - 1]);
        }
        return longest;
    }

    /**
     * How many pictures are missing between others, from the first key frame on; 0 when the rate is not constant.
     *
     * @param longest a longer distance counts as a clock that jumped
     */
    long lost(long longest) {
        return holes(longest, (distance, typical) -> Math.max(0, Math.round((double) distance / typical) - 1));
    }

    /**
     * How long no new picture is shown in a film whose rate is constant else, in units of the time stamps.
     *
     * @param least shorter ones do not count
     * @param longest a longer distance counts as a clock that jumped
     */
    long pauses(long least, long longest) {
        return holes(longest, (distance, typical) -> distance - typical >= least ? distance - typical : 0);
    }

    /** @param size of a hole, by the distance of two pictures and the one that most have */
    private long holes(long longest, LongBinaryOperator size) {
        long[] distances = distances();
        long typical = constant(distances);
        return typical == 0
                ? 0
                : Arrays.stream(distances)
                        .filter(distance -> distance <= longest)
                        .map(distance -> size.applyAsLong(distance, typical))
                        .sum();
    }

    /** Between pictures from the first key frame on, without those at the end that may lack others. */
    private long[] distances() {
        long[] sorted = pts();
        int from = keyCount == 0 ? 0 : Math.max(0, Arrays.binarySearch(sorted, firstKey()));
        int to = sorted.length - REORDERED;
        return IntStream.range(from + 1, Math.max(from + 1, to))
                .mapToLong(i -> sorted[i] - sorted[i - 1])
                .toArray();
    }

    /** The distance that most pictures have; 0 when there is none. */
    private static long constant(long[] distances) {
        long[] ranked = distances.clone();
        Arrays.sort(ranked);
        long typical = ranked.length == 0 ? 0 : ranked[ranked.length / 2];
        long regular = Arrays.stream(distances)
                .filter(distance -> 2 * Math.abs(distance - typical) < typical)
                .count();
        return regular < CONSTANT * distances.length ? 0 : typical;
    }

    /** Rising. */
    long[] pts() {
        return sorted(pts, count);
    }

    /** Time stamp of the key frame that is stored first; there must be one. */
    long firstKey() {
        return keys[0];
    }

    /** Rising. */
    long[] keys() {
        return sorted(keys, keyCount);
    }

    /** How long the picture is shown that is shown last; 0 when unknown. */
    long latestDuration() {
        return latestDuration;
    }

    private static long[] sorted(long[] array, int used) {
        long[] sorted = Arrays.copyOf(array, used);
        Arrays.sort(sorted);
        return sorted;
    }
}
