package org.reelmill.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.reelmill.shared.InvalidInputException;

class PositionTest {

    @Test
    void theTopHasNothingNewer() {
        assertThat(page(Position.top(), 9L, 8L, 7L)).hasToString("[9, 8] null 8");
        assertThat(page(Position.top(), 9L, 8L)).hasToString("[9, 8] null null");
        assertThat(page(Position.top())).hasToString("[] null null");
    }

    @Test
    void belowAKeyBothSidesGoOn() {
        assertThat(page(Position.below(9), 8L, 7L, 6L)).hasToString("[8, 7] 8 7");
        assertThat(page(Position.below(9), 8L)).hasToString("[8] 8 null");
    }

    @Test
    void aboveAKeyTheRowsAreTurnedRoundAndThoseBesideTheKeyStay() {
        assertThat(page(Position.above(5), 6L, 7L, 8L)).hasToString("[7, 6] 7 6");
        assertThat(page(Position.above(5), 6L, 7L)).hasToString("[7, 6] null 6");
    }

    @Test
    void aRequestNamesOneSide() {
        assertThat(Position.of(null, null)).isEqualTo(Position.top());
        assertThat(Position.of(3L, null)).isEqualTo(Position.below(3));
        assertThat(Position.of(null, 3L)).isEqualTo(Position.above(3));
        assertThatThrownBy(() -> Position.of(3L, 4L)).isInstanceOf(InvalidInputException.class);
    }

    /** Two rows a page. */
    private static String page(Position position, Long... read) {
        KeyedPage<Long> page = position.page(List.of(read), 2, Long::longValue);
        return page.rows() + " " + page.newer().orElse(null) + " "
                + page.older().orElse(null);
    }
}
