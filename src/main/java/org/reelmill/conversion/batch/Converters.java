package org.reelmill.conversion.batch;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many converters this node has: those of each execution together. A changed number counts at once: what is missing is started
 * beside the others, and a converter too many ends before it takes another item.
 */
class Converters {

    private final Map<Long, Integer> runs = new HashMap<>();
    private long last;

    /** So many converters are to be started. @param count at least 1 */
    record Run(long number, int count) {}

    /** What is to be started for so many to be there; empty: nothing. */
    synchronized Optional<Run> missing(int slots) {
        int missing = slots - total();
        if (missing <= 0) {
            return Optional.empty();
        }
        last++;
        runs.put(last, missing);
        return Optional.of(new Run(last, missing));
    }

    /** A converter asks whether it is one too many; if so it is no longer counted, and ends. */
    synchronized boolean retires(long run, int slots) {
        if (total() <= slots) {
            return false;
        }
        runs.computeIfPresent(run, (number, count) -> count - 1);
        return true;
    }

    synchronized void ended(long run) {
        runs.remove(run);
    }

    private int total() {
        return runs.values().stream().mapToInt(Integer::intValue).sum();
    }
}
