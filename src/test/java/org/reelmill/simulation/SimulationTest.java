package org.reelmill.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random farms. {@code -Dsimulation.runs=5000} runs more of them, {@code -Dsimulation.seed=…} runs the one that failed, again.
 */
@Tag("simulation")
class SimulationTest {

    /** Always the same farms, so that a build fails only by what it changed; whoever asks for more gets others each time. */
    static final long SHORT_RUN = 9_117_400_997_974L;

    private static final int SHORT_RUNS = 5;

    @Test
    void everyFilmComesToItsEndWhateverHappens() throws IOException {
        Long seed = Long.getLong("simulation.seed");
        Integer asked = Integer.getInteger("simulation.runs");
        long first = seed != null ? seed : asked != null ? System.nanoTime() : SHORT_RUN;
        int runs = seed != null ? 1 : asked != null ? asked : SHORT_RUNS;
        long claims = 0;
        long expired = 0;
        long steps = 0;
        Duration length = Duration.ZERO;
        long begin = System.nanoTime();
        for (int run = 0; run < runs; run++) {
            Simulation simulation = Simulation.play(first + run, UnaryOperator.identity());
            claims += simulation.ledger().claims();
            expired += simulation.ledger().expired();
            steps += simulation.steps();
            length = length.plus(simulation.length());
        }
        System.out.printf(
                "Simulated %d farms from seed %d on: %d claims, %d leases that ended, %d steps, %d minutes in %d s%n",
                runs,
                first,
                claims,
                expired,
                steps,
                length.toMinutes(),
                Duration.ofNanos(System.nanoTime() - begin).toSeconds());
        assertThat(claims).isPositive();
    }
}
