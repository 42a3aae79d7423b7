package org.reelmill.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LostRaceTest {

    private final AtomicInteger attempts = new AtomicInteger();

    private Runnable losing(int times, String state) {
        return () -> {
            if (attempts.incrementAndGet() <= times) {
                throw new PersistenceException(new SQLException("somebody was faster", state));
            }
        };
    }

    @Test
    void aTransactionThatWasRolledBackIsDoneAgain() {
        LostRace.outlive(losing(3, "40001"));

        assertThat(attempts).hasValue(4);
    }

    @Test
    void nobodyTriesForEver() {
        assertThatThrownBy(() -> LostRace.outlive(losing(100, "40001"))).isInstanceOf(PersistenceException.class);

        assertThat(attempts).hasValue(5);
    }

    @Test
    void whatIsWrongIsNotTriedAgain() {
        assertThatThrownBy(() -> LostRace.outlive(losing(1, "23505"))).isInstanceOf(PersistenceException.class);

        assertThat(attempts).hasValue(1);
    }
}
