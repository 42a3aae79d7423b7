package org.reelmill.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** The events that are still kept, for those who ask from time to time instead of listening. */
@ApplicationScoped
public class Events {

    private final EventRepository repository;
    private final EventOrder order;

    @Inject
    Events(EventRepository repository, EventOrder order) {
        this.repository = repository;
        this.order = order;
    }

    /** For CDI's proxy. */
    protected Events() {
        this(null, null);
    }

    /** Events behind a position, in their order, some at a time. */
    public List<LiveEvent> after(Position known, int limit) {
        giveOrder();
        return repository.between(known, Long.MAX_VALUE, limit);
    }

    /** Gives their place to events that nobody has read yet. */
    public void giveOrder() {
        boolean more = true;
        while (more) {
            more = order.give();
        }
    }

    /** Forgets what is older, in small steps so that nobody waits. */
    public void removeOld(int days) {
        boolean more = true;
        while (more) {
            more = order.removeOld(days);
        }
    }
}
