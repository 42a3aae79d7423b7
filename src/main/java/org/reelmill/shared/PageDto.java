package org.reelmill.shared;

import java.util.List;
import java.util.function.Function;

/**
 * A stretch of a list, as all lists over HTTP look.
 *
 * @param items the rows
 * @param total number of rows of the whole list
 * @param offset place of the first row, from 0
 */
public record PageDto<T>(List<T> items, long total, long offset) {

    public static <E, T> PageDto<T> of(Page<E> page, Function<? super E, ? extends T> form) {
        return new PageDto<>(page.rows().stream().<T>map(form).toList(), page.total(), page.offset());
    }

    /** A list that is never long. */
    public static <E, T> PageDto<T> of(List<E> all, Function<? super E, ? extends T> form) {
        return of(new Page<>(all, all.size(), 0), form);
    }
}
