package org.reelmill.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.reelmill.shared.CurrentActor;

/** Whoever asks is who does it. */
@ApplicationScoped
public class CallerAsActor implements CurrentActor {

    private final CurrentCaller caller;

    /** For CDI's proxy. */
    protected CallerAsActor() {
        this(null);
    }

    @Inject
    public CallerAsActor(CurrentCaller caller) {
        this.caller = caller;
    }

    @Override
    public String name() {
        return caller.find().map(Caller::username).orElse(SYSTEM);
    }
}
