package org.reelmill.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whether {@link SimulationTest} would notice a fault in the protocol: one is put into the product's statements on their way to
 * the database, and some farm must break the property that the fault concerns.
 */
@Tag("simulation")
class MutantTest {

    /** So many farms have the chance to notice it. */
    private static final int RUNS = 4;

    private static final String HELD =
            " AND (?:fence|backupFence) = \\? AND COALESCE\\(\\w+, \\w+\\) = \\?( AND status = 1)";

    /** In the place of {@link #HELD}: as many values are given, and none matters. */
    private static final String HELD_BY_ANYBODY =
            " AND COALESCE(?, 0) IS NOT NULL AND COALESCE(?, X'00') IS NOT NULL$1";

    enum Mutant {
        ANYBODY_FINISHES(
                "^(?:SELECT 1 FROM|UPDATE \\w+ SET status = 2,)",
                HELD,
                HELD_BY_ANYBODY,
                "only who holds a task finishes it"),
        ANYBODY_RENEWS(
                "^UPDATE \\w+ SET (?:lease|backup)_until = ", HELD, HELD_BY_ANYBODY, "only who holds a task renews it"),
        LEASES_END_AT_ONCE(
                "^UPDATE|^SELECT",
                "lease_until < CURRENT_TIMESTAMP\\(3\\)",
                "lease_until IS NOT NULL",
                "only a lease that has ended expires"),
        WHAT_IS_TAKEN_IS_CLAIMED(
                "^UPDATE \\w+ SET status = 1|^SELECT t\\.", "status = 0", "status < 2", "only what is open is claimed"),
        FENCES_STAY(
                "^UPDATE \\w+ SET status = 1",
                "fence = (GREATEST\\(fence, backupFence\\)|fence) \\+ 1, ",
                "fence = $1, ",
                "each claim has a fence of its own"),
        FINISHED_TASKS_EXPIRE(
                "^UPDATE|^SELECT",
                "status = 1 AND lease_until < CURRENT_TIMESTAMP\\(3\\)",
                "status = 2",
                "only a claim can expire");

        private final Pattern statements;
        private final Pattern right;
        private final String wrong;
        private final String property;

        Mutant(String statements, String right, String wrong, String property) {
            this.statements = Pattern.compile(statements);
            this.right = Pattern.compile(right);
            this.wrong = wrong;
            this.property = property;
        }

        String in(String statement) {
            return statements.matcher(statement).find()
                    ? right.matcher(statement).replaceAll(wrong)
                    : statement;
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNoticed(Mutant mutant) throws IOException {
        AtomicBoolean met = new AtomicBoolean();
        UnaryOperator<String> statements = written -> {
            String changed = mutant.in(written);
            met.compareAndSet(false, !changed.equals(written));
            return changed;
        };
        for (int run = 0; run < RUNS; run++) {
            try {
                Simulation.play(SimulationTest.SHORT_RUN + run, statements);
            } catch (AssertionError e) {
                System.out.printf("%s is noticed by farm %d: %s%n", mutant, run + 1, e.getMessage());
                assertThat(e).hasMessageContaining(mutant.property);
                return;
            }
            assertThat(met).as("the fault is put into a statement").isTrue();
        }
        fail("%d farms did not notice %s", RUNS, mutant);
    }
}
