package org.reelmill.library;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.shared.Demands;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Page;
import org.reelmill.shared.Rights;

/** The library for those who look: what the database knows, after one question to the file system whether it still holds. */
@ApplicationScoped
@Demands(Rights.LOOK)
public class Library {

    private static final int AT_A_TIME = 500;

    private static final List<Listing> ALL = Stream.of(false, true)
            .map(folders -> new Listing(folders, true, Listing.Order.SIZE))
            .toList();

    private final Places places;
    private final EntryRepository entries;
    private final FolderScan scan;
    private final Scans scans;
    private final Policies policies;

    @Inject
    Library(Places places, EntryRepository entries, FolderScan scan, Scans scans, Policies policies) {
        this.places = places;
        this.entries = entries;
        this.scan = scan;
        this.scans = scans;
        this.policies = policies;
    }

    /** For CDI's proxy. */
    protected Library() {
        this(null, null, null, null, null);
    }

    /**
     * Makes sure that a folder's rows are those that it has now, one level deep (S0.8); what is below is read in the
     * background.
     *
     * @return the folder as it is now
     * @throws InvalidInputException it is no folder
     */
    public Place open(Place folder) {
        if (!folder.entry().isFolder()) {
            throw new InvalidInputException("path", "is no folder");
        }
        if (!scan.refresh(folder)) {
            return folder;
        }
        Place now = places.of(folder.entry().id());
        if (now.entry().pending() > 0) {
            scans.request(now);
        }
        return now;
    }

    /** Some of one panel of a folder, in the size that they have now. */
    public Page<LibraryEntry> page(Place folder, Listing listing, int offset, int limit) {
        Page<LibraryEntry> page = entries.page(folder.entry().id(), listing, offset, limit);
        List<Known> shown = page.rows().stream().map(LibraryEntry::known).toList();
        return scan.refresh(folder, shown) ? entries.page(folder.entry().id(), listing, offset, limit) : page;
    }

    /**
     * All that is in a folder, in the size that it has now: files and folders in groups of their own, each by size (X13). There may be
     * a hundred thousand, so they are read by plain statements.
     */
    public List<Known> all(Place folder) {
        long id = folder.entry().id();
        List<Known> all = entries.all(id, ALL);
        return scan.refresh(folder, all) ? entries.all(id, ALL) : all;
    }

    public Page<LibraryEntry> search(Place folder, SearchFilter filter, int offset, int limit) {
        return entries.search(folder.entry().id(), filter, offset, limit);
    }

    /** Where entries are, in their order; what is gone is left out. */
    public List<Place> placesOf(List<LibraryEntry> found) {
        return places.find(found.stream().map(LibraryEntry::id).toList());
    }

    /**
     * Tells what changed directly in a folder since a time, by the database's clock, and is not pending (S0.24); some at a time.
     *
     * @param foldersOnly without all that is no folder (S0.25)
     */
    public void changedSince(Place folder, LocalDateTime time, boolean foldersOnly, Consumer<List<LibraryEntry>> news) {
        List<Long> ids = entries.changedSince(folder.entry().id(), time, foldersOnly);
        for (int from = 0; from < ids.size(); from += AT_A_TIME) {
            news.accept(entries.inOrder(ids.subList(from, Math.min(ids.size(), from + AT_A_TIME))));
        }
    }

    /** Whether nobody is shown what has this name (S0.12). */
    public boolean skips(String name) {
        return SkippedNames.of(policies.recent()).has(name);
    }

    /** Those of some entries that are directly in a folder. */
    public List<LibraryEntry> ofFolder(Place folder, List<Long> ids) {
        return entries.ofFolder(folder.entry().id(), ids);
    }

    /** What the garbage loses by age. @param within days from now */
    public PurgeForecast forecast(int within) {
        int keepDays = policies.current().number(Policy.GARBAGE_KEEP_DAYS);
        return keepDays == 0 ? PurgeForecast.NEVER : entries.forecast(keepDays, within);
    }

    /** Seconds since 1970, by the database's clock. */
    public long now() {
        return entries.now();
    }
}
