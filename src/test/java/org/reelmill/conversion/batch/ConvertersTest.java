package org.reelmill.conversion.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConvertersTest {

    private final Converters converters = new Converters();

    @Test
    void whatIsMissingIsStartedBesideWhatIsThere() {
        Converters.Run first = converters.missing(2).orElseThrow();
        assertThat(first.count()).isEqualTo(2);
        assertThat(converters.missing(2)).isEmpty();

        Converters.Run second = converters.missing(3).orElseThrow();
        assertThat(second.count()).isEqualTo(1);

        converters.ended(first.number());
        assertThat(converters.missing(3))
                .hasValueSatisfying(run -> assertThat(run.count()).isEqualTo(2));
    }

    @Test
    void thoseTooManyEndAndNoOthers() {
        long run = converters.missing(3).orElseThrow().number();
        assertThat(converters.retires(run, 3)).isFalse();

        assertThat(converters.retires(run, 1)).isTrue();
        assertThat(converters.retires(run, 1)).isTrue();
        assertThat(converters.retires(run, 1)).isFalse();
        assertThat(converters.missing(1)).isEmpty();
        assertThat(converters.retires(run, 0)).isTrue();

        converters.ended(run);
        assertThat(converters.missing(1)).isPresent();
    }
}
