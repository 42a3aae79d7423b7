package org.reelmill.media.jave;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Takes the packets of a video stream as ffprobe lists them ({@code packet=pts,dts,duration,flags} and the types of side
 * data), and remembers what a cut must know. Packets that the container itself discards (flag D) are not shown and not
 * counted.
 */
final class Packets implements Consumer<String> {

    /** What must be asked for; ffprobe gives the fields in its own order, which is that of {@link #accept}. */
    static final String ENTRIES = "packet=pts,dts,duration,flags:packet_side_data=side_data_type";

    private static final long NONE = Long.MIN_VALUE;
    private static final int SIDE_DATA = 4;

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
    private long latest = NONE;
    private long latestDuration;

    @Override
    public void accept(String line) {
        String[] fields = line.split(",");
        if (fields.length < SIDE_DATA) {
            return;
        }
        String flags = fields[3];
        boolean key = flags.startsWith("K");
        decodable |= key;
        if (flags.indexOf('D') >= 0) {
            return;
        }
        damaged |= flags.indexOf('C') >= 0;
        headersChange |= count > 0 && line.indexOf("New Extradata") >= 0;
        long stamp = number(fields[0]);
        if (stamp == NONE) {
            unstamped = true;
            stamp = number(fields[1]);
        }
        if (stamp == NONE) {
            stamp = count == 0 ? 0 : pts[count - 1] + Math.max(1, previousDuration);
        }
        long dts = number(fields[1]);
        steady &= dts != NONE && (count == 0 || dts - previousDts == previousDuration);
        previousDts = dts;
        previousDuration = Math.max(0, number(fields[2]));
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

    /** The longest time between a picture and the next, in units of the time stamps. */
    long longestGap() {
        long[] sorted = pts();
        long longest = 0;
        for (int i = 1; i < sorted.length; i++) {
            longest = Math.max(longest, sorted[i] - sorted[i - 1]);
        }
        return longest;
    }

    /** Rising. */
    long[] pts() {
        return sorted(pts, count);
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
