package org.reelmill.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.reelmill.pipeline.Attempts;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.tinylog.Logger;

/** What happened some time ago: put in order when nobody did, and forgotten by policy. Every node does it, at any time. */
@ApplicationScoped
public class History {

    private final Events events;
    private final Attempts attempts;
    private final Policies policies;

    @Inject
    History(Events events, Attempts attempts, Policies policies) {
        this.events = events;
        this.attempts = attempts;
        this.policies = policies;
    }

    /** For CDI's proxy. */
    protected History() {
        this(null, null, null);
    }

    public void giveOrder() {
        try {
            events.giveOrder();
        } catch (RuntimeException e) {
            // another node did it in the same moment (Galera), or the database is away: the next minute will do
            Logger.info("Events cannot be put in order now: {}", e.toString());
        }
    }

    public void removeOld() {
        int days = policies.current().number(Policy.HISTORY_DAYS);
        events.removeOld(days);
        boolean more = true;
        while (more) {
            more = attempts.removeOld(days);
        }
    }
}
