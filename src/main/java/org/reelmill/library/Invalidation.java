package org.reelmill.library;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.reelmill.account.Audit;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.Demands;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;

/** Forgets what was found out, so that it is found out anew (S0.32). */
@ApplicationScoped
public class Invalidation {

    private final EntryRepository entries;
    private final Scans scans;
    private final Audit audit;
    private final Event<LibraryChanged> changed;
    private final Event<MediaInvalidated> invalidated;

    @Inject
    Invalidation(
            EntryRepository entries,
            Scans scans,
            Audit audit,
            Event<LibraryChanged> changed,
            Event<MediaInvalidated> invalidated) {
        this.entries = entries;
        this.scans = scans;
        this.audit = audit;
        this.changed = changed;
        this.invalidated = invalidated;
    }

    /** For CDI's proxy. */
    protected Invalidation() {
        this(null, null, null, null, null);
    }

    /**
     * Forgets what was read below a folder, and has it read anew. What is retained stays so.
     *
     * @throws ConflictException it is no folder
     */
    @Demands(Rights.LIBRARY)
    public void invalidate(Place folder) {
        if (!folder.entry().isFolder()) {
            throw new ConflictException(Sentence.of("library.refusal.noFolder"));
        }
        audit.record("library.invalidate", Retention.subject(folder), "");
        invalidated.fire(new MediaInvalidated(entries.invalidate(folder.entry().id())));
        changed.fire(new LibraryChanged(folder.root().name()));
        scans.request(folder);
    }
}
