package org.reelmill.conversion;

import static org.awaitility.Awaitility.await;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.testing.ReelmillIT;

/** The same on the database, where the node of the server itself takes nothing meanwhile. */
class ConversionItemRepositoryIT extends ReelmillIT implements ConversionPorts {

    @Inject
    private ConversionStore store;

    @Inject
    private ConversionBroker broker;

    @Inject
    private Policies policies;

    @Inject
    private Clock clock;

    private final Owner owner = new Owner(ThreadLocalRandom.current().nextLong(1_000_000, Long.MAX_VALUE), "client");

    @BeforeEach
    void convertNothing() {
        policies.set(Policy.CONVERSION_SLOTS.key(), "0");
    }

    @AfterEach
    void removeAndGoOn() {
        ItemFilter own = new ItemFilter(OptionalLong.of(owner.account()), Optional.empty(), Set.of(), Set.of());
        store.page(own, 0, 100).rows().forEach(item -> store.remove(item.uuid()));
        policies.set(Policy.CONVERSION_SLOTS.key(), Policy.CONVERSION_SLOTS.defaultValue());
    }

    @Override
    public ConversionStore store() {
        return store;
    }

    @Override
    public ConversionBroker broker() {
        return broker;
    }

    @Override
    public Owner owner() {
        return owner;
    }

    /** Times of the database are exact to a millisecond. */
    @Override
    public void waitForTheNextMoment() {
        Instant now = clock.instant();
        await().pollInterval(Duration.ofMillis(1)).until(() -> clock.instant().isAfter(now.plusMillis(2)));
    }
}
