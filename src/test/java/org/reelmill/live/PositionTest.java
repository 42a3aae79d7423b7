package org.reelmill.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

    @Test
    void isReadAsItIsWritten() {
        Position position = new Position(12, 345);

        assertThat(Position.parse(position.toString())).contains(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "12-", "-3", "1-2-3", "a-b", "99999999999999999999-1", " 1-2"})
    void isNotReadFromAnythingElse(String text) {
        assertThat(Position.parse(text)).isEmpty();
    }

    @Test
    void comesAfterAllOfTheBatchesBefore() {
        assertThat(Position.after(3)).isGreaterThan(new Position(3, Long.MAX_VALUE));
        assertThat(Position.after(3)).isLessThan(new Position(4, 1));
    }
}
