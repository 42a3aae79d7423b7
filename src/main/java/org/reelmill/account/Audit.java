package org.reelmill.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.reelmill.shared.ChangeMade;
import org.reelmill.shared.CurrentActor;
import org.reelmill.shared.Demands;
import org.reelmill.shared.Page;
import org.reelmill.shared.Rights;

/** Records who changed what, in the transaction of the change. */
@ApplicationScoped
@Transactional
public class Audit {

    private final AuditRepository entries;
    private final CurrentActor actor;
    private final Event<Audited> recorded;
    private final Clock clock;

    /** For CDI's proxy. */
    protected Audit() {
        this(null, null, null, null);
    }

    @Inject
    public Audit(AuditRepository entries, CurrentActor actor, Event<Audited> recorded, Clock clock) {
        this.entries = entries;
        this.recorded = recorded;
        this.actor = actor;
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
        recordAs(actor.name(), action, subject, detail);
    }

    /** Records a change by somebody who is not signed in yet. */
    void recordAs(String actor, String action, String subject, String detail) {
        entries.add(new AuditEntry(clock.instant(), actor, action, subject, detail));
        recorded.fire(new Audited(action));
    }

    /** Records what features below accounts have changed. */
    void onChange(@Observes ChangeMade change) {
        record(change.action(), change.subject(), change.detail());
    }

    /** Newest first. */
    @Demands(Rights.USERS)
    public Page<AuditEntry> page(AuditFilter filter, int offset, int limit) {
        return entries.page(filter, offset, limit);
    }
}
