package org.reelmill.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random farms. {@code -Dsimulation.runs=5000} runs more of them, {@code -Dsimulation.seed=…} runs the one that failed, again.
 */
@Tag("simulation")
class SimulationTest {

    /** Always the same farms, so that a build fails only by what it changed; whoever asks for more gets others each time. */
    private static final long SHORT_RUN = 9_117_400_997_974L;

    private static final int SHORT_RUNS = 8;

    /** On a disk each commit of a file would wait for it. */
    private static final Path MEMORY = Path.of("/dev/shm");

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
            Simulation simulation = simulate(first + run);
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

    private static Simulation simulate(long seed) throws IOException {
        Path home = Files.isWritable(MEMORY)
                ? Files.createTempDirectory(MEMORY, "reelmill-simulation")
                : Files.createTempDirectory("reelmill-simulation");
        try {
            Simulation simulation = new Simulation(seed, home);
            simulation.run();
            return simulation;
        } catch (AssertionError e) {
            throw new AssertionError("The simulation with -Dsimulation.seed=" + seed + " failed: " + e.getMessage(), e);
        } finally {
            remove(home);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
