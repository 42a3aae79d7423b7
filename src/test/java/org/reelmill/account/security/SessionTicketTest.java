package org.reelmill.account.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionTicketTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final SessionTicket ticket = new SessionTicket(1, 0, "token", START);

    @Test
    void endsAfterSixHundredSecondsWithoutActivity() {
        assertThat(ticket.idleAt(START.plusSeconds(600))).isFalse();
        assertThat(ticket.idleAt(START.plusSeconds(601))).isTrue();
    }

    @Test
    void goesOnWithActivity() {
        SessionTicket later = ticket.activeAt(START.plusSeconds(500));

        assertThat(later.idleAt(START.plusSeconds(1100))).isFalse();
        assertThat(later.csrfToken()).isEqualTo("token");
    }
}
