package org.reelmill.account.rest;

import java.util.List;
import java.util.function.Function;
import org.reelmill.shared.Page;

/**
 * A stretch of a list.
 *
 * @param items the rows
 * @param total number of rows of the whole list
 * @param offset place of the first row, from 0
 */
public record PageDto<T>(List<T> items, long total, long offset) {

    static <E, T> PageDto<T> of(Page<E> page, Function<E, T> form) {
        return new PageDto<>(page.rows().stream().map(form).toList(), page.total(), page.offset());
    }
}
