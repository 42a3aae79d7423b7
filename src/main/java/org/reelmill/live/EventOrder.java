package org.reelmill.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;

/**
 * Gives committed events their place. Ids are given when a row is inserted, and rows of several transactions are committed in
 * another order than that: a reader who remembers the greatest id would miss the late ones. So whoever reads first gives
 * all that he sees the next batch, while he holds the one row of the order: batches are committed one after the other.
 */
@ApplicationScoped
public class EventOrder {

    private static final int AT_A_TIME = 500;

    private final EventRepository repository;

    @Inject
    EventOrder(EventRepository repository) {
        this.repository = repository;
    }

    /** For CDI's proxy. */
    protected EventOrder() {
        this(null);
    }

    /** @return whether there may be more to do */
    @Transactional(TxType.REQUIRES_NEW)
    public boolean give() {
        long last = repository.lockOrder();
        // read after the lock: what others gave a batch meanwhile is not seen any more
        List<Long> ids = repository.unordered(AT_A_TIME);
        if (ids.isEmpty()) {
            return false;
        }
        repository.give(last + 1, ids);
        return ids.size() == AT_A_TIME;
    }

    /** Forgets old events, some at a time. @return whether there may be more */
    @Transactional(TxType.REQUIRES_NEW)
    public boolean removeOld(int days) {
        return repository.removeOld(days, AT_A_TIME) == AT_A_TIME;
    }
}
