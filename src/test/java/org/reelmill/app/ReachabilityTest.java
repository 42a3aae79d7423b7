package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.reelmill.shared.Outage;
import org.reelmill.shared.Ticker;

class ReachabilityTest {

    private static final Connection CONNECTION = (Connection) Proxy.newProxyInstance(
            ReachabilityTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> null);

    private long now = Long.MAX_VALUE - 1;
    private int attempts;

    private final Reachability reachability = new Reachability(new Ticker() {
        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void pause(Duration time) {
            now += time.toNanos();
        }
    });

    @Test
    void triesOnceAndTellsTheOthersAtOnce() {
        assertThatThrownBy(this::failToOpen).hasMessage("refused");
        assertThatThrownBy(this::failToOpen)
                .hasMessageContaining("refused")
                .satisfies(thrown -> assertThat(Outage.isOne(thrown)).isTrue());
        assertThat(attempts).isEqualTo(1);

        now += Duration.ofSeconds(2).toNanos();
        assertThatThrownBy(this::failToOpen).hasMessage("refused");
        assertThat(attempts).isEqualTo(2);
    }

    @Test
    void tellsTheOthersWhileOneTriesAgain() {
        assertThatThrownBy(this::failToOpen).hasMessage("refused");
        now += Duration.ofSeconds(2).toNanos();

        assertThatThrownBy(() -> reachability.open(() -> {
                    assertThatThrownBy(this::failToOpen).hasMessageContaining("The database cannot be reached");
                    throw new SQLException("hung up", "08S01");
                }))
                .hasMessage("hung up");
        assertThat(attempts).isEqualTo(1);
    }

    @Test
    void letsEverybodyThroughAsSoonAsOneCameThrough() throws SQLException {
        assertThatThrownBy(this::failToOpen).hasMessage("refused");
        now += Duration.ofSeconds(2).toNanos();

        assertThat(reachability.open(() -> CONNECTION)).isSameAs(CONNECTION);
        assertThat(reachability.open(() -> CONNECTION)).isSameAs(CONNECTION);
    }

    @Test
    void makesNobodyWaitForAFaultThatIsNoOutage() throws SQLException {
        assertThatThrownBy(() -> reachability.open(() -> {
                    throw new SQLException("wrong password", "28000");
                }))
                .hasMessage("wrong password");

        assertThat(reachability.open(() -> CONNECTION)).isSameAs(CONNECTION);
    }

    private Connection failToOpen() throws SQLException {
        return reachability.open(() -> {
            attempts++;
            throw new SQLException("refused", "08S01");
        });
    }
}
