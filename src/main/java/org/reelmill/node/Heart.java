package org.reelmill.node;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;

/** The thread of the heartbeat, which does nothing else, so that no work keeps it (D4.8). */
@ApplicationScoped
public class Heart {

    @Resource(lookup = "java:comp/DefaultContextService")
    private ContextService contexts;

    private Pulse pulse;

    /** @param beat says how long it is until the next one; it throws nothing */
    public void start(Duration first, Supplier<Duration> beat) {
        pulse = new Pulse(contexts.contextualSupplier(beat));
        pulse.start(first);
    }

    /** The beat that is under way ends; none follows. */
    public void stop() {
        pulse.stop();
    }

    /** Somebody cannot wait longer than this for the next beat. */
    public void hurry(Duration longest) {
        pulse.hurry(longest);
    }
}
