package org.reelmill.shared;

import java.util.List;
import java.util.function.Function;

/**
 * A stretch of a list that was paged in the database.
 *
 * @param rows the rows of the stretch
 * @param total number of rows of the whole list
 * @param offset place of the first row in the whole list, from 0
 */
public record Page<T>(List<T> rows, long total, long offset) {

    public Page {
        rows = List.copyOf(rows);
    }

    /** The same stretch in another form. */
    public <R> Page<R> map(Function<? super T, ? extends R> form) {
        return new Page<>(rows.stream().<R>map(form).toList(), total, offset);
    }
}
