package org.reelmill.library;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reelmill.account.Audit;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.PolicyValues;
import org.reelmill.shared.CurrentActor;
import org.reelmill.shared.Demands;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;
import org.tinylog.Logger;

/**
 * Who wants which folder read, and who is served next: the one who has the fewest scans under way, then whoever asked first. A
 * folder is read by one scan at a time. A scan whose server died goes on from its last checkpoint. A node on which a library is
 * not mounted leaves its scans to others.
 */
@ApplicationScoped
@Transactional(TxType.NOT_SUPPORTED)
public class Scans {

    private static final int ALIVE_SECONDS = 60;
    private static final int MOST_WAITING = 1000;
    private static final Duration MEDIA_PAUSE = Duration.ofMinutes(10);

    private final ScanRepository scans;
    private final RootRepository roots;
    private final EntryRepository entries;
    private final Places places;
    private final ScanStarter starter;
    private final Policies policies;
    private final CurrentActor actor;
    private final Audit audit;
    private final Event<LibraryChanged> changed;
    private final Event<ScanWanted> wanted;
    private final Clock clock;
    private volatile Instant mediaAgain = Instant.MIN;

    @Inject
    Scans(
            ScanRepository scans,
            RootRepository roots,
            EntryRepository entries,
            Places places,
            ScanStarter starter,
            Policies policies,
            CurrentActor actor,
            Audit audit,
            Event<LibraryChanged> changed,
            Event<ScanWanted> wanted,
            Clock clock) {
        this.scans = scans;
        this.roots = roots;
        this.entries = entries;
        this.places = places;
        this.starter = starter;
        this.policies = policies;
        this.actor = actor;
        this.audit = audit;
        this.changed = changed;
        this.wanted = wanted;
        this.clock = clock;
    }

    /** For CDI's proxy. */
    protected Scans() {
        this(null, null, null, null, null, null, null, null, null, null, null);
    }

    /** As {@link #request}, because somebody wants it. */
    @Demands(Rights.LIBRARY)
    public Optional<LibraryScan> ask(Place folder) {
        audit.record("library.scan", Retention.subject(folder), "");
        Optional<LibraryScan> scan = request(folder);
        wanted.fire(new ScanWanted());
        return scan;
    }

    /** Has a folder read with all that is below it, unless a scan will do that already. @return the one that will */
    Optional<LibraryScan> request(Place folder) {
        List<Long> chain = folder.chain().stream().map(LibraryEntry::id).toList();
        Optional<LibraryScan> there = scans.ofAny(chain);
        if (there.isEmpty()) {
            insert(folder.entry().id(), actor.name());
        }
        return there.or(() -> scans.ofAny(chain));
    }

    private void insert(long folder, String who) {
        try {
            scans.insert(folder, who);
        } catch (PersistenceException | jakarta.transaction.TransactionalException e) {
            // somebody else has just asked for the same
            Logger.debug("Another scan of {} is there: {}", folder, e.toString());
        }
    }

    public List<LibraryScan> all() {
        return scans.all(MOST_WAITING);
    }

    /** Ends a scan; what it has read stays. @throws NotFoundException it has ended */
    @Demands(Rights.LIBRARY)
    public void cancel(long id) {
        LibraryScan scan =
                scans.find(id).orElseThrow(() -> new NotFoundException(Sentence.of("library.refusal.noScan", id)));
        audit.record(
                "library.cancelScan",
                places.find(scan.folderId()).map(Retention::subject).orElse("media files"),
                "");
        if (scan.running()) {
            scans.stop(id);
        } else {
            scans.delete(id);
        }
    }

    /** Asks for what is due, and starts what may run now. */
    public void tend() {
        PolicyValues values = policies.recent();
        scans.releaseSilent();
        int minutes = values.number(Policy.LIBRARY_SCAN_MINUTES);
        if (minutes > 0) {
            roots.due(minutes).forEach(this::requestWhole);
        }
        boolean allHere = roots.all().stream().allMatch(LibraryRoot::isMarked);
        if (values.isOn(Policy.LIBRARY_PROBE)
                && !entries.unmeasured(0, 1).isEmpty()
                && scans.ofAny(List.of(LibraryScan.MEDIA)).isEmpty()
                && mayLookIntoMedia(allHere)) {
            insert(LibraryScan.MEDIA, CurrentActor.SYSTEM);
        }
        List<LibraryScan> all = scans.all(MOST_WAITING);
        all.stream().filter(scan -> scan.isOfMedia() && !scan.running()).forEach(this::start);
        next(allHere ? all : doable(all), values.number(Policy.LIBRARY_SCANS)).forEach(this::start);
    }

    /** While a library is not mounted here, its files stay unknown: they are not asked for again and again. */
    private boolean mayLookIntoMedia(boolean allHere) {
        Instant now = clock.instant();
        if (!allHere && now.isBefore(mediaAgain)) {
            return false;
        }
        mediaAgain = now.plus(MEDIA_PAUSE);
        return true;
    }

    /** Without those of libraries that are not mounted here: other nodes may have them. */
    private List<LibraryScan> doable(List<LibraryScan> all) {
        return all.stream()
                .filter(scan -> scan.running()
                        || places.find(scan.folderId())
                                .filter(folder -> !folder.root().isMarked())
                                .isEmpty())
                .toList();
    }

    private void requestWhole(LibraryRoot root) {
        request(places.find(root, Area.FILES, ""));
        request(places.find(root, Area.GARBAGE, ""));
    }

    /** Whose turn it is. */
    static List<LibraryScan> next(List<LibraryScan> all, int atATime) {
        List<LibraryScan> ofFolders =
                all.stream().filter(scan -> !scan.isOfMedia()).toList();
        Map<String, Long> running =
                ofFolders.stream().filter(LibraryScan::running).collect(groupingBy(LibraryScan::actor, counting()));
        long free =
                atATime - running.values().stream().mapToLong(Long::longValue).sum();
        return ofFolders.stream()
                .filter(scan -> !scan.running())
                .sorted(Comparator.comparing((LibraryScan scan) -> running.getOrDefault(scan.actor(), 0L))
                        .thenComparing(LibraryScan::id))
                .limit(Math.max(0, free))
                .toList();
    }

    private void start(LibraryScan scan) {
        if (!scans.claim(scan.id(), ALIVE_SECONDS)) {
            return;
        }
        try {
            whole(scan).ifPresent(root -> roots.scanBegins(root.id()));
            scans.execution(scan.id(), starter.start(scan.id(), scan.isOfMedia(), scan.executionId()));
        } catch (RuntimeException e) {
            scans.release(scan.id());
            throw e;
        }
    }

    /** The root of which this reads all files. */
    private Optional<LibraryRoot> whole(LibraryScan scan) {
        return roots.ofTop(scan.folderId()).filter(root -> root.top(Area.FILES) == scan.folderId());
    }

    /** The folder of a scan; empty when the scan, or the folder, is gone. */
    public Optional<Place> folderOf(long scan) {
        return scans.find(scan).flatMap(it -> places.find(it.folderId()));
    }

    /** Whether a scan shall go on. In the transaction of whoever asks. */
    @Transactional
    public boolean isWanted(long scan) {
        return scans.isWanted(scan);
    }

    /** Whether a look into media files shall go on. In the transaction of whoever asks. */
    @Transactional
    public boolean isMediaWanted(long scan) {
        return policies.recent().isOn(Policy.LIBRARY_PROBE) && isWanted(scan);
    }

    /** A sign of life of a scan. */
    void touch(long scan) {
        scans.touch(scan, ALIVE_SECONDS);
    }

    /**
     * Notes how far a scan is, and that it is alive, in the transaction of whoever says so.
     *
     * @param looked folders or files that it has looked at since the last time
     * @param doubts how many of them could not be trusted
     */
    @Transactional
    public void note(long scan, int looked, int doubts) {
        scans.note(scan, looked, doubts, ALIVE_SECONDS);
    }

    /** A scan has come to its end, or was ended. */
    public void ended(long id) {
        Optional<LibraryScan> scan = scans.find(id);
        Optional<LibraryRoot> root = scan.flatMap(this::whole);
        if (root.isPresent() && !scan.get().stopping()) {
            if (scan.get().doubts() == 0) {
                roots.noTrouble(root.get().id());
            }
            roots.scanned(root.get().id());
        }
        scans.delete(id);
        scan.flatMap(it -> places.find(it.folderId()))
                .ifPresent(
                        folder -> changed.fire(new LibraryChanged(folder.root().name())));
    }

    /** A scan was interrupted because its server stops: it goes on where there is one. */
    public void interrupted(long id) {
        scans.release(id);
    }
}
