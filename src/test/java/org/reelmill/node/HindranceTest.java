package org.reelmill.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.reelmill.settings.Stage;

class HindranceTest {

    @Test
    void isReadAsItWasWritten() {
        List<Hindrance> hindrances = List.of(
                new Hindrance(Stage.INGEST, Hindrance.Code.FOLDER, "The folder /mnt/a b is missing"),
                new Hindrance(Stage.EXPORT, Hindrance.Code.SPACE, "Less than 256 MiB is free"));

        assertThat(Hindrance.read(Hindrance.write(hindrances))).isEqualTo(hindrances);
        assertThat(Hindrance.read(Hindrance.write(List.of()))).isEmpty();
    }

    @Test
    void isOneLineOfBoundedLength() {
        Hindrance hindrance = new Hindrance(Stage.INGEST, Hindrance.Code.FOLDER, "two\nlines " + "x".repeat(2000));

        assertThat(hindrance.text()).startsWith("two lines x").hasSize(1000);
    }
}
