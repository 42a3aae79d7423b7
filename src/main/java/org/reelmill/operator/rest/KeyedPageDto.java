package org.reelmill.operator.rest;

import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.operator.KeyedPage;

/** A stretch of a list that is paged by number, newest first. */
public record KeyedPageDto<T>(
        List<T> items,
        @Schema(description = "As the parameter after: the newer rows; absent at the top") Long newer,
        @Schema(description = "As the parameter before: the older rows; absent at the end") Long older) {

    static <E, T> KeyedPageDto<T> of(KeyedPage<E> page, Function<? super E, ? extends T> form) {
        return new KeyedPageDto<>(
                page.rows().stream().<T>map(form).toList(),
                page.newer().orElse(null),
                page.older().orElse(null));
    }
}
