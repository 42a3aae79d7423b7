package org.reelmill.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.reelmill.shared.Page;

/** Records who changed what, in the transaction of the change. */
@ApplicationScoped
@Transactional
public class Audit {

    /** The actor of what the product does by itself. */
    public static final String SYSTEM = "system";

    private final AuditRepository entries;
    private final CurrentCaller caller;
    private final Clock clock;

    /** For CDI's proxy. */
    protected Audit() {
        this(null, null, null);
    }

    @Inject
    public Audit(AuditRepository entries, CurrentCaller caller, Clock clock) {
        this.entries = entries;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * Records a change by whoever asks.
     *
     * @param action {@code thing.verb}
     * @param subject the thing, with its id
     * @param detail the new values; nothing secret
     */
    public void record(String action, String subject, String detail) {
        recordAs(caller.find().map(Caller::username).orElse(SYSTEM), action, subject, detail);
    }

    /** Records a change by somebody who is not signed in yet. */
    void recordAs(String actor, String action, String subject, String detail) {
        entries.add(new AuditEntry(clock.instant(), actor, action, subject, detail));
    }

    /** Newest first. */
    public Page<AuditEntry> page(int offset, int limit) {
        return entries.page(offset, limit);
    }
}
