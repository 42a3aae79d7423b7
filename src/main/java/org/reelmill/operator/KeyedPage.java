package org.reelmill.operator;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A stretch of a list that is paged by key, newest first: however long the list is, a stretch costs the same, and rows that
 * come or go meanwhile do not shift it.
 *
 * @param newer the key above which newer rows follow; absent at the top
 * @param older the key below which older rows follow; absent at the end
 */
public record KeyedPage<T>(List<T> rows, Optional<Long> newer, Optional<Long> older) {

    public KeyedPage {
        rows = List.copyOf(rows);
    }

    /** The same stretch in another form. */
    public <R> KeyedPage<R> map(Function<? super T, ? extends R> form) {
        return new KeyedPage<>(rows.stream().<R>map(form).toList(), newer, older);
    }
}
