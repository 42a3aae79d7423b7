package org.reelmill.library;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.reelmill.account.Audit;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.Demands;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;

/** What must not be removed (S0.27, M11): it follows its entry wherever that moves. */
@ApplicationScoped
@Transactional
public class Retention {

    private static final int LONGEST_REASON = 255;
    private static final int AT_A_TIME = 500;

    private final EntryRepository entries;
    private final TransferRepository transfers;
    private final Places places;
    private final Audit audit;
    private final Event<LibraryChanged> changed;
    private final Clock clock;

    @Inject
    Retention(
            EntryRepository entries,
            TransferRepository transfers,
            Places places,
            Audit audit,
            Event<LibraryChanged> changed,
            Clock clock) {
        this.entries = entries;
        this.transfers = transfers;
        this.places = places;
        this.audit = audit;
        this.changed = changed;
        this.clock = clock;
    }

    /** For CDI's proxy. */
    protected Retention() {
        this(null, null, null, null, null, null);
    }

    /**
     * Retains an entry, or gives its retention another reason and end.
     *
     * @param until when it ends by itself; empty: never
     * @throws ConflictException it is in the garbage, or being moved
     */
    @Demands(Rights.LIBRARY)
    public void retain(Place place, Optional<String> reason, Optional<Instant> until) {
        if (place.area() == Area.GARBAGE) {
            throw new ConflictException(Sentence.of("library.refusal.retainInGarbage"));
        }
        if (place.isTop()) {
            throw new ConflictException(Sentence.of("library.refusal.retainWhole"));
        }
        if (reason.filter(text -> text.length() > LONGEST_REASON).isPresent()) {
            throw new InvalidInputException("reason", "is longer than " + LONGEST_REASON + " characters");
        }
        if (until.filter(time -> !time.isAfter(clock.instant())).isPresent()) {
            throw new InvalidInputException("until", Sentence.of("library.refusal.past"));
        }
        entries.retain(place.entry().id(), reason, until);
        // after the rows above are locked: whoever removes one of them locked it before, and has noted that
        List<Long> chain = place.chain().stream().map(LibraryEntry::id).toList();
        if (!transfers.amongst(chain).isEmpty()) {
            throw new ConflictException(Sentence.of("library.refusal.moving"));
        }
        audit.record(
                "library.retain",
                subject(place),
                reason.orElse("") + until.map(time -> " until " + time).orElse(""));
        changed.fire(new LibraryChanged(place.root().name()));
    }

    @Demands(Rights.LIBRARY)
    public void release(Place place) {
        if (entries.release(place.entry().id())) {
            released(place, "");
        }
    }

    /** Lets go what was retained until now. @return whether there may be more */
    public boolean expire() {
        List<Long> over = entries.released(AT_A_TIME);
        for (long entry : over) {
            if (entries.release(entry)) {
                places.find(entry).ifPresent(place -> released(place, "its end has come"));
            }
        }
        return over.size() == AT_A_TIME;
    }

    private void released(Place place, String why) {
        audit.record("library.release", subject(place), why);
        changed.fire(new LibraryChanged(place.root().name()));
    }

    static String subject(Place place) {
        return place.root().name() + "/" + place.path();
    }
}
