package org.reelmill.operator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.reelmill.shared.InvalidInputException;

/**
 * A place in a list that is paged by key, newest first.
 *
 * @param key of the row beside which the stretch begins; absent for the top
 * @param older whether the stretch is of rows below the key, else of rows above it
 */
public record Position(Optional<Long> key, boolean older) {

    private static final Position TOP = new Position(Optional.empty(), true);

    public static Position top() {
        return TOP;
    }

    public static Position below(long key) {
        return new Position(Optional.of(key), true);
    }

    public static Position above(long key) {
        return new Position(Optional.of(key), false);
    }

    /** As requests name it. @throws InvalidInputException both are given */
    public static Position of(Long before, Long after) {
        if (before != null && after != null) {
            throw new InvalidInputException("after", "cannot be combined with before");
        }
        return before != null ? below(before) : after != null ? above(after) : TOP;
    }

    /**
     * The stretch at this place.
     *
     * @param read up to {@code limit + 1} rows from the key on, in the direction of this position
     */
    <T> KeyedPage<T> page(List<T> read, int limit, ToLongFunction<T> keyOf) {
        boolean more = read.size() > limit;
        List<T> rows = new ArrayList<>(more ? read.subList(0, limit) : read);
        if (!older) {
            Collections.reverse(rows);
        }
        if (rows.isEmpty()) {
            return new KeyedPage<>(rows, Optional.empty(), Optional.empty());
        }
        Optional<Long> first = Optional.of(keyOf.applyAsLong(rows.get(0)));
        Optional<Long> last = Optional.of(keyOf.applyAsLong(rows.get(rows.size() - 1)));
        boolean newerRows = older ? key.isPresent() : more;
        boolean olderRows = older ? more : true;
        return new KeyedPage<>(rows, first.filter(k -> newerRows), last.filter(k -> olderRows));
    }
}
