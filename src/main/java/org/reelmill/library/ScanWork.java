package org.reelmill.library;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.reelmill.shared.Outage;
import org.tinylog.Logger;

/**
 * The steps of the batch jobs of the library. What is found is stored in transactions of its own, beside that of the chunk: to look
 * once more does no harm, and nobody waits for the end of a chunk.
 */
@ApplicationScoped
@Transactional(TxType.NOT_SUPPORTED)
public class ScanWork {

    /** Well below the time after which a scan counts as dead. */
    private static final Duration BEAT = Duration.ofSeconds(10);

    private final EntryRepository entries;
    private final Places places;
    private final FolderScan scan;
    private final MediaProbe probe;
    private final Scans scans;
    private final Event<LibraryChanged> changed;
    private final Clock clock;

    @Inject
    ScanWork(
            EntryRepository entries,
            Places places,
            FolderScan scan,
            MediaProbe probe,
            Scans scans,
            Event<LibraryChanged> changed,
            Clock clock) {
        this.entries = entries;
        this.places = places;
        this.scan = scan;
        this.probe = probe;
        this.scans = scans;
        this.changed = changed;
        this.clock = clock;
    }

    /** For CDI's proxy. */
    protected ScanWork() {
        this(null, null, null, null, null, null, null);
    }

    /**
     * What became of folders or files.
     *
     * @param root in which they are; empty when they are gone
     * @param looked how many
     * @param news whether their rows are others now
     * @param doubts in how many nothing could be pruned
     */
    public record Result(String root, int looked, boolean news, int doubts) {}

    /** Looks at folders of one library. */
    public Result look(long scanId, long... folders) {
        List<Place> found = places.find(Arrays.stream(folders).boxed().toList());
        List<FolderScan.Outcome> outcomes = lookAt(found, new Pulse(scanId));
        return new Result(
                found.stream().map(folder -> folder.root().name()).findFirst().orElse(""),
                folders.length,
                outcomes.contains(FolderScan.Outcome.CHANGED) || outcomes.contains(FolderScan.Outcome.UNREADABLE),
                Collections.frequency(outcomes, FolderScan.Outcome.DOUBTFUL));
    }

    /** One folder that makes trouble holds up no other. While the database is away the scan as a whole waits. */
    private List<FolderScan.Outcome> lookAt(List<Place> folders, Pulse pulse) {
        try {
            return scan.look(folders, pulse);
        } catch (RuntimeException e) {
            if (Outage.isOne(e)) {
                throw e;
            }
            if (folders.size() > 1) {
                Logger.debug(e, "{} folders cannot be read together", folders.size());
                return folders.stream()
                        .flatMap(folder -> lookAt(List.of(folder), pulse).stream())
                        .toList();
            }
            Logger.error(
                    e,
                    "A folder of the library {} cannot be read: {}",
                    folders.get(0).root().name(),
                    folders.get(0).path());
            return List.of(FolderScan.Outcome.DOUBTFUL);
        }
    }

    /** Says now and then that a scan is alive, and whether it shall go on. */
    private final class Pulse implements BooleanSupplier {

        private final long scanId;
        private Instant next;

        Pulse(long scanId) {
            this.scanId = scanId;
            // what is done is noted at the end of each chunk, which is a sign of life as well
            next = clock.instant().plus(BEAT);
        }

        @Override
        public boolean getAsBoolean() {
            if (clock.instant().isBefore(next)) {
                return true;
            }
            scans.touch(scanId);
            next = clock.instant().plus(BEAT);
            return scans.isWanted(scanId);
        }
    }

    /** Files of which only the size is known, by their ids. In the transaction of whoever asks. */
    @Transactional
    public List<Long> unmeasured(long after, int most) {
        return entries.unmeasured(after, most);
    }

    /** Looks into a file, unless its library may not be mounted here. */
    public Result probe(long scanId, long file) {
        scans.touch(scanId);
        Optional<Place> place = places.find(file).filter(it -> it.root().isMarked());
        place.ifPresent(it ->
                entries.measured(it.entry(), probe.look(it.file(), it.entry().kind())));
        return new Result(place.map(it -> it.root().name()).orElse(""), 1, place.isPresent(), 0);
    }

    /** Some of a scan are done. In the transaction of whoever says so. */
    @Transactional
    public void tell(long scanId, List<Result> results) {
        scans.note(
                scanId,
                results.stream().mapToInt(Result::looked).sum(),
                results.stream().mapToInt(Result::doubts).sum());
        results.stream()
                .filter(Result::news)
                .map(Result::root)
                .distinct()
                .forEach(root -> changed.fire(new LibraryChanged(root)));
    }
}
