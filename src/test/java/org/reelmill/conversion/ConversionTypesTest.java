package org.reelmill.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.shared.ConflictException;
import org.reelmill.simulation.Beans;

/** Types of conversion on a real database. */
class ConversionTypesTest {

    /** Found by attack: of two editors the second overwrote the first, and neither knew. */
    @Test
    void anEditOfWhatSomebodyElseHasChangedIsRefused(@TempDir Path home) throws Exception {
        ConversionTypes types = new Beans(Beans.inMemory(home, "types", Map.of()), Map.of()).get(ConversionTypes.class);
        TypeSettings seen = types.find("av1").orElseThrow().settings();
        assertThat(types.change("av1", seen, seen).settings()).isEqualTo(seen);

        types.change("av1", of(40, 1000), seen);

        assertThatThrownBy(() -> types.change("av1", of(32, 5000), seen)).isInstanceOf(ConflictException.class);
        assertThat(types.find("av1").orElseThrow().settings())
                .isEqualTo(new TypeSettings(
                        Optional.of(40), seen.preset(), Optional.of(1000), seen.active(), seen.output()));
    }

    private static TypeSettings of(int quality, int megabytes) {
        return new TypeSettings(
                Optional.of(quality), Optional.empty(), Optional.of(megabytes), Optional.empty(), Optional.empty());
    }
}
