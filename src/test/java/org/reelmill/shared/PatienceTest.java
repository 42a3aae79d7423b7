package org.reelmill.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final RuntimeException AWAY = new PersistenceException(new SQLException("gone", "08S01"));

    private final List<Duration> pauses = new ArrayList<>();
    private boolean interrupted;

    private final Patience patience = new Patience(new Ticker() {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public void pause(Duration time) throws InterruptedException {
            if (interrupted) {
                throw new InterruptedException();
            }
            pauses.add(time);
        }
    });

    @Test
    void asksUntilThereIsAnAnswer() {
        List<RuntimeException> failures = new ArrayList<>(List.of(AWAY, AWAY, AWAY));
        String answer = patience.ask("It", () -> {
            if (!failures.isEmpty()) {
                throw failures.remove(0);
            }
            return "yes";
        });

        assertThat(answer).isEqualTo("yes");
        assertThat(pauses).hasSize(3).allMatch(pause -> pause.toMillis() >= 150);
    }

    @Test
    void doesNotAskAgainWhatIsWrong() {
        RuntimeException fault = new IllegalStateException("wrong");
        assertThatThrownBy(() -> patience.tell("It", () -> {
                    throw fault;
                }))
                .isSameAs(fault);
        assertThat(pauses).isEmpty();
    }

    @Test
    void givesUpWhenTheServerStops() {
        interrupted = true;
        assertThatThrownBy(() -> patience.tell("It", () -> {
                    throw AWAY;
                }))
                .isSameAs(AWAY);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void waitsLongerAndLongerButNotForEver() {
        assertThat(Patience.pauseAfter(0)).isLessThan(Duration.ofMillis(450));
        assertThat(Patience.pauseAfter(1_000)).isBetween(Duration.ofMillis(2_500), Duration.ofMillis(7_500));
    }
}
