package org.reelmill.live;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the order in which everybody sees events: behind the event of this id in this batch.
 *
 * @param id 0 for the place before the first event of the batch
 */
public record Position(long batch, long id) implements Comparable<Position> {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

    private static final Comparator<Position> ORDER =
            Comparator.comparingLong(Position::batch).thenComparingLong(Position::id);

    /** Behind every event of all batches up to this one. */
    static Position after(long batch) {
        return new Position(batch + 1, 0);
    }

    /** Empty when the text was never one of ours. */
    public static Optional<Position> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new Position(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    /** The id of an event for programs. */
    @Override
    public String toString() {
        return batch + "-" + id;
    }
}
