package org.reelmill.library;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.reelmill.account.Audit;
import org.reelmill.settings.Configuration;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.CurrentActor;
import org.reelmill.shared.Sentence;

/** The steps of a transfer in the database, each a transaction of its own. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class TransferRecords {

    /** How long a transfer counts as alive without a sign of its server. */
    private static final int ALIVE_SECONDS = 60;

    private static final int MOST = 500;

    private final TransferRepository transfers;
    private final EntryRepository entries;
    private final Audit audit;
    private final CurrentActor actor;
    private final Configuration configuration;
    private final Event<LibraryChanged> changed;

    @Inject
    TransferRecords(
            TransferRepository transfers,
            EntryRepository entries,
            Audit audit,
            CurrentActor actor,
            Configuration configuration,
            Event<LibraryChanged> changed) {
        this.transfers = transfers;
        this.entries = entries;
        this.audit = audit;
        this.actor = actor;
        this.configuration = configuration;
        this.changed = changed;
    }

    /** For CDI's proxy. */
    protected TransferRecords() {
        this(null, null, null, null, null, null);
    }

    /**
     * Notes what is going to be done. Before it is done, {@link #requireApart} is to be asked.
     *
     * @throws ConflictException it is being moved already, is gone, or holds what must not be removed
     */
    Transfer begin(TransferRepository.Note note) {
        Totals totals = entries.lock(note.entry())
                .orElseThrow(() -> new ConflictException(Sentence.of("library.refusal.gone")));
        if (!transfers.amongst(List.of(note.entry())).isEmpty()) {
            throw new ConflictException(Sentence.of("library.refusal.moving"));
        }
        requireReleased(note.kind(), totals);
        return transfers.insert(note, actor.name(), configuration.nodeName(), ALIVE_SECONDS);
    }

    /**
     * Makes sure that nothing else is on its way from, into or with what this takes along: a file that comes into a folder of which
     * a copy has been made already would stay behind. Of two that were noted at once each sees the other, and both may be refused.
     *
     * @throws ConflictException something is, or it holds by now what must not be removed
     */
    void requireApart(Transfer transfer) {
        Set<Long> touched = touched(transfer);
        for (Transfer other : transfers.all(Integer.MAX_VALUE)) {
            if (other.id() != transfer.id()
                    && (touched.contains(other.entryId()) || touched(other).contains(transfer.entryId()))) {
                throw new ConflictException(Sentence.of("library.refusal.moving"));
            }
        }
        // after the others were read: what has come in between is counted
        entries.lock(transfer.entryId()).ifPresent(totals -> requireReleased(transfer.kind(), totals));
    }

    /** What moves and where it goes, with all that is above them. */
    private Set<Long> touched(Transfer transfer) {
        return entries.chains(List.of(transfer.entryId(), transfer.parentId())).stream()
                .flatMap(List::stream)
                .map(LibraryEntry::id)
                .collect(Collectors.toSet());
    }

    private static void requireReleased(Transfer.Kind kind, Totals totals) {
        boolean removes = kind == Transfer.Kind.REMOVE || kind == Transfer.Kind.DELETE;
        if (removes && totals.retained() > 0) {
            throw new ConflictException(Sentence.of("library.refusal.retained"));
        }
    }

    /** @throws ConflictException somebody else goes on with it */
    void touch(Transfer transfer, long copied) {
        require(transfers.touch(transfer.id(), configuration.nodeName(), copied, ALIVE_SECONDS));
    }

    /** From here on it is finished, whatever happens. @throws ConflictException somebody else goes on with it */
    void ready(Transfer transfer) {
        require(transfers.ready(transfer.id(), configuration.nodeName()));
    }

    private static void require(boolean mine) {
        if (!mine) {
            throw new ConflictException(Sentence.of("library.refusal.otherServer"));
        }
    }

    /** The files are where they shall be: now the rows are as well. */
    void finish(Transfer transfer, String root, String path) {
        long id = transfer.entryId();
        Optional<Totals> totals = entries.lock(id);
        if (totals.isPresent()) {
            if (transfer.kind() == Transfer.Kind.DELETE) {
                entries.remove(entries.find(id).orElseThrow().parentId(), List.of(id));
            } else {
                entries.replace(id, transfer.parentId(), transfer.name());
            }
            switch (transfer.kind()) {
                case REMOVE -> entries.removed(id, transfer.removedFrom(), Optional.of(transfer.actor()));
                case RESTORE -> entries.removed(id, Optional.empty(), Optional.empty());
                default -> {
                    // what is remembered stays
                }
            }
        }
        transfers.delete(transfer.id());
        String by = transfer.actor().equals(actor.name()) ? "" : ", begun by " + transfer.actor();
        audit.record(
                "library." + transfer.kind().name().toLowerCase(Locale.ROOT), root + "/" + path, detail(transfer) + by);
        changed.fire(new LibraryChanged(root));
    }

    private static String detail(Transfer transfer) {
        return transfer.kind() == Transfer.Kind.DELETE ? "for ever" : "to " + transfer.target();
    }

    /** Nothing was done. */
    void cancel(Transfer transfer) {
        transfers.delete(transfer.id());
    }

    List<Transfer> all() {
        return transfers.all(MOST);
    }

    List<Transfer> abandoned(boolean atStart) {
        return transfers.abandoned(Optional.of(configuration.nodeName()).filter(name -> atStart));
    }

    boolean takeOver(Transfer transfer) {
        return transfers.takeOver(transfer, transfer.node(), configuration.nodeName(), ALIVE_SECONDS);
    }
}
