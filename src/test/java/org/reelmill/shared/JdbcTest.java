package org.reelmill.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JdbcTest {

    @Test
    void fillsPartsUpToPowersOfTwoWithTheirLastValue() {
        assertThat(Jdbc.parts(List.of(1, 2, 3, 4, 5), 4)).containsExactly(List.of(1, 2, 3, 4), List.of(5));
        assertThat(Jdbc.parts(List.of(1, 2, 3), 4)).containsExactly(List.of(1, 2, 3, 3));
        assertThat(Jdbc.parts(List.of(), 4)).isEmpty();
    }

    @Test
    void thereAreFewSizes() {
        assertThat(IntStream.rangeClosed(1, 100)
                        .boxed()
                        .flatMap(number ->
                                Jdbc.parts(IntStream.range(0, number).boxed().toList(), 64).stream())
                        .map(List::size)
                        .distinct())
                .containsExactlyInAnyOrder(1, 2, 4, 8, 16, 32, 64);
    }
}
