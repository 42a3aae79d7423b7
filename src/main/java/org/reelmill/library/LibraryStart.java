package org.reelmill.library;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.reelmill.shared.ApplicationStarted;

/** Gives a new installation its first library; of several servers that start together one does it. */
@ApplicationScoped
public class LibraryStart {

    /** Before moves are brought to their end. */
    private static final int BEFORE_TRANSFERS = 55;

    private final LibraryRoots roots;

    @Inject
    LibraryStart(LibraryRoots roots) {
        this.roots = roots;
    }

    /** For CDI's proxy. */
    protected LibraryStart() {
        this(null);
    }

    void begin(@Observes @Priority(BEFORE_TRANSFERS) ApplicationStarted started) {
        try {
            roots.addFirst();
        } catch (RuntimeException e) {
            // the database waits for whoever was faster before it refuses the second
            if (!roots.any()) {
                throw e;
            }
        }
    }
}
