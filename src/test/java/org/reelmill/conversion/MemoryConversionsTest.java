package org.reelmill.conversion;

import java.time.Duration;
import java.time.Instant;
import org.reelmill.testing.MutableClock;

class MemoryConversionsTest implements ConversionPorts {

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final MemoryConversions conversions = new MemoryConversions(clock);

    @Override
    public ConversionStore store() {
        return conversions;
    }

    @Override
    public ConversionBroker broker() {
        return conversions;
    }

    @Override
    public Owner owner() {
        return new Owner(1, "client");
    }

    @Override
    public void waitForTheNextMoment() {
        clock.advance(Duration.ofMillis(1));
    }
}
