package org.reelmill.library;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.shared.LostRace;
import org.tinylog.Logger;

/**
 * Brings the rows of one folder to what the file system has: one look at the folder, one read of its rows, and the
 * differences in batches. Links are never followed.
 *
 * <p>Nothing is pruned where the file system may be away ("mount lost"): while the root's marker is missing, or when more of
 * the root than the policy allows has vanished in one scan. What a folder holds then is left as it was known.
 */
@ApplicationScoped
public class FolderScan {

    /** Rows of one transaction, which so lasts for a fraction of a second. */
    private static final int BATCH = 2000;

    /** Rows that are read at once, of folders that are looked at together. */
    private static final int ROWS_KNOWN = 5000;

    /** Entries of one folder that are kept until it is compared: of a bigger one none are, and it is listed twice. */
    private static final int MOST_LISTED = 20_000;

    /** For which one who waits for another's look does so. */
    private static final Duration TURN = Duration.ofSeconds(10);

    /**
     * File systems stamp by a clock that ticks every 1 to 10 ms (Linux: CONFIG_HZ): what comes into a folder in the tick in which it
     * was read leaves its time as it is.
     */
    private static final long TICK_MICROS = 20_000;

    /** So few files may vanish in any case, in a scan. */
    private static final int FEW = 20;

    private final EntryRepository entries;
    private final RootRepository roots;
    private final TransferRepository transfers;
    private final Policies policies;
    private final Event<LibraryChanged> changed;
    private final Clock clock;
    private final Map<Long, CompletableFuture<Void>> busy = new ConcurrentHashMap<>();

    @Inject
    FolderScan(
            EntryRepository entries,
            RootRepository roots,
            TransferRepository transfers,
            Policies policies,
            Event<LibraryChanged> changed,
            Clock clock) {
        this.entries = entries;
        this.roots = roots;
        this.transfers = transfers;
        this.policies = policies;
        this.changed = changed;
        this.clock = clock;
    }

    /** For CDI's proxy. */
    protected FolderScan() {
        this(null, null, null, null, null, null);
    }

    /** What a look found. */
    enum Outcome {
        SAME,
        CHANGED,
        UNREADABLE,
        /** Nothing was pruned; the root says why, see {@link LibraryRoot#trouble}. */
        DOUBTFUL,
        /** Somebody looks at it just now. */
        BUSY
    }

    /**
     * Looks at a folder if it was never read, or if something was made, removed or renamed in it since.
     *
     * @return whether the rows may be others than before
     */
    @Transactional(TxType.NOT_SUPPORTED)
    public boolean refresh(Place folder) {
        LibraryEntry entry = folder.entry();
        if (entry.state() == EntryState.MEASURED && isAsBefore(folder.file(), entry)) {
            return false;
        }
        return lookNow(folder) != Outcome.SAME;
    }

    /** As {@link #refresh(Place)}; while somebody else looks at the folder, waits for it and looks once more. */
    @Transactional(TxType.NOT_SUPPORTED)
    boolean refreshInTurn(Place folder) {
        awaitOther(folder);
        return refresh(folder);
    }

    private void awaitOther(Place folder) {
        CompletableFuture<Void> other = busy.get(folder.entry().id());
        if (other != null) {
            try {
                other.get(TURN.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                Logger.debug("{} is still being looked at", folder.path());
            }
        }
    }

    private static boolean isAsBefore(Path file, LibraryEntry entry) {
        try {
            return micros(attributes(file).lastModifiedTime()) == entry.modifiedMicros();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Brings the rows of files that somebody is shown to what they are now: one that grows leaves the time of its folder as it is
     * (S0.9, M7).
     *
     * @return whether rows are others than before
     */
    @Transactional(TxType.NOT_SUPPORTED)
    boolean refresh(Place folder, List<Known> shown) {
        if (!folder.root().isMarked()) {
            return false;
        }
        Path path = folder.file();
        Map<Known, Found> grown = new HashMap<>();
        for (Known known : shown) {
            if (known.kind().isFile()) {
                found(path.resolve(known.name()), known.name())
                        .filter(now -> now.kind() == known.kind() && !known.isAs(now))
                        .ifPresent(now -> grown.put(known, now));
            }
        }
        if (!grown.isEmpty()) {
            List<FolderNews> news =
                    List.of(new FolderNews(folder.entry().id(), folder.depth(), List.of(), grown, Optional.empty()));
            LostRace.outlive(() -> entries.store(news));
        }
        return !grown.isEmpty();
    }

    /** Looks at a folder whatever is known of it; while somebody else does, waits for it first. */
    @Transactional(TxType.NOT_SUPPORTED)
    public Outcome look(Place folder) {
        awaitOther(folder);
        return lookNow(folder);
    }

    private Outcome lookNow(Place folder) {
        return look(List.of(folder), () -> true).get(0);
    }

    /**
     * Looks at folders. What is new in several of them is stored in one transaction. One alone is looked at once more when something in it
     * has got a row meanwhile, by another node or because it was given another name.
     *
     * @param goOn asked before each folder
     * @return what became of each, as far as it went
     */
    @Transactional(TxType.NOT_SUPPORTED)
    List<Outcome> look(List<Place> folders, BooleanSupplier goOn) {
        try {
            return lookOnce(folders, goOn);
        } catch (PersistenceException e) {
            if (folders.size() > 1 || !LostRace.isByKey(e)) {
                throw e;
            }
            return lookOnce(folders, goOn);
        }
    }

    private List<Outcome> lookOnce(List<Place> folders, BooleanSupplier goOn) {
        CompletableFuture<Void> looked = new CompletableFuture<>();
        List<Long> mine = folders.stream()
                .map(folder -> folder.entry().id())
                .filter(id -> busy.putIfAbsent(id, looked) == null)
                .toList();
        try {
            return new Looks(mine).go(folders, goOn);
        } finally {
            mine.forEach(busy::remove);
            looked.complete(null);
        }
    }

    /** Looks at several folders: their rows are read together, and so is stored what is new. */
    private final class Looks {

        private final List<Long> mine;
        private final Map<Long, Object> fileKeys = new HashMap<>();
        private final List<FolderNews> news = new ArrayList<>();
        private int rows;

        Looks(List<Long> mine) {
            this.mine = mine;
        }

        List<Outcome> go(List<Place> folders, BooleanSupplier goOn) {
            List<Look> looks = new ArrayList<>();
            List<Look> open = new ArrayList<>();
            int listed = 0;
            for (Place folder : folders) {
                if (!goOn.getAsBoolean()) {
                    break;
                }
                Look look = new Look(folder, this);
                looks.add(look);
                if (!mine.contains(look.id)) {
                    look.outcome = Optional.of(Outcome.BUSY);
                } else if (look.list()) {
                    open.add(look);
                    listed += look.listed.size();
                }
                if (listed >= ROWS_KNOWN) {
                    compare(open);
                    listed = 0;
                }
            }
            compare(open);
            flush();
            return looks.stream().map(look -> look.outcome.orElseThrow()).toList();
        }

        private void compare(List<Look> open) {
            for (int from = 0; from < open.size(); ) {
                List<Look> rest = open.subList(from, open.size());
                Map<Long, Map<String, Known>> known =
                        entries.children(rest.stream().map(look -> look.id).toList(), ROWS_KNOWN);
                rest.stream().limit(known.size()).forEach(look -> look.compare(known.get(look.id)));
                from += known.size();
            }
            open.clear();
        }

        /** Of a folder that others of them are in, asked for once. */
        Object fileKey(Place above) throws IOException {
            long id = above.entry().id();
            Object key = fileKeys.get(id);
            if (key == null) {
                key = attributes(above.file()).fileKey();
                fileKeys.put(id, key);
            }
            return key;
        }

        void add(FolderNews more) {
            news.add(more);
            rows += more.rows();
            if (rows >= BATCH) {
                flush();
            }
        }

        void flush() {
            if (!news.isEmpty()) {
                LostRace.outlive(() -> entries.store(List.copyOf(news)));
            }
            news.clear();
            rows = 0;
        }
    }

    /** One look: the folder is listed, and if it is not as it was, compared with its rows. */
    private final class Look {

        private final Place folder;
        private final Looks looks;
        private final long id;
        private final Path path;
        private final SkippedNames skipped;
        private final List<Found> fresh = new ArrayList<>();
        private final Map<Known, Found> others = new HashMap<>();
        private final List<Known> replaced = new ArrayList<>();

        /** What is in it, unless it is too much. */
        private final List<Found> listed = new ArrayList<>();

        private FolderNews.Stamp stamp;

        /** Empty until it is known. */
        private Optional<Outcome> outcome = Optional.empty();

        /** Whether the rows say all that was found, and nothing else. */
        private boolean whole = true;

        private boolean different;

        Look(Place folder, Looks looks) {
            this.folder = folder;
            this.looks = looks;
            this.id = folder.entry().id();
            this.path = folder.file();
            this.skipped = SkippedNames.of(policies.recent());
        }

        /** @return whether its rows are to be compared; otherwise the outcome is known */
        boolean list() {
            outcome = attempt(this::listing);
            return outcome.isEmpty();
        }

        void compare(Map<String, Known> known) {
            outcome = attempt(() -> Optional.of(comparison(known)));
        }

        /** Something that reads the file system. */
        private interface Reading {
            Optional<Outcome> outcome() throws IOException;
        }

        private Optional<Outcome> attempt(Reading reading) {
            try {
                return reading.outcome();
            } catch (NoSuchFileException e) {
                return Optional.of(gone(e));
            } catch (DirectoryIteratorException e) {
                return Optional.of(unreadable(reason(e.getCause())));
            } catch (IOException e) {
                return Optional.of(unreadable(reason(e)));
            }
        }

        /** Empty if its rows are to be compared. */
        private Optional<Outcome> listing() throws IOException {
            if (!folder.root().isMarked()) {
                return Optional.of(Outcome.DOUBTFUL);
            }
            BasicFileAttributes itself = attributes(path);
            if (!itself.isDirectory()) {
                return Optional.of(unreadable("It is no folder any more"));
            }
            if (isLoop(itself)) {
                return Optional.of(unreadable("It is one of the folders above it once more"));
            }
            stamp = stamp(itself);
            read(found -> {
                if (listed.size() < MOST_LISTED) {
                    listed.add(found);
                }
            });
            return isAsCompared() ? Optional.of(Outcome.SAME) : Optional.empty();
        }

        /** Whether everything in it is what its rows were compared with last (ADR 60): they need not be read then. */
        private boolean isAsCompared() {
            return folder.entry().state() == EntryState.MEASURED && stamp.isOf(folder.entry());
        }

        private Outcome comparison(Map<String, Known> known) throws IOException {
            if (listed.size() < MOST_LISTED) {
                listed.forEach(found -> compare(found, known));
            } else {
                read(found -> compare(found, known));
            }
            listed.clear();
            // what is left is not there any more
            Outcome pruned = known.isEmpty() ? Outcome.SAME : prune(List.copyOf(known.values()));
            if (pruned == Outcome.DOUBTFUL) {
                return pruned;
            }
            boolean news =
                    different || isNews() || folder.entry().state() != EntryState.MEASURED || pruned == Outcome.CHANGED;
            if (!whole) {
                stamp = stamp.with(Optional.empty());
            }
            if (news || !stamp.isOf(folder.entry())) {
                tell(Optional.of(stamp));
            }
            return news ? Outcome.CHANGED : Outcome.SAME;
        }

        /** One that holds only until the next look if the folder was changed just now. */
        private FolderNews.Stamp stamp(BasicFileAttributes itself) {
            long modified = micros(itself.lastModifiedTime());
            boolean changing = micros(FileTime.from(clock.instant())) - modified < TICK_MICROS;
            return new FolderNews.Stamp(changing ? modified - 1 : modified, inode(itself), Optional.empty());
        }

        private void compare(Found found, Map<String, Known> known) {
            Known before = known.remove(found.name());
            if (before == null) {
                fresh.add(found);
            } else if (found.isUnasked()) {
                // one may list the folder and not enter it, or the disk fails: what was known stays, retention too
                whole = false;
            } else if (before.kind() != found.kind()) {
                replaced.add(before);
                fresh.add(found);
            } else if (!before.isAs(found)) {
                others.put(before, found);
            }
            if (fresh.size() + others.size() + replaced.size() >= BATCH) {
                tell(Optional.empty());
            }
        }

        /** Lists the folder, which is known by that from now on. */
        private void read(Consumer<Found> each) throws IOException {
            ListingHash hash = new ListingHash();
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
                for (Path child : stream) {
                    String name = child.getFileName().toString();
                    if (!isSkipped(child, name)) {
                        found(child, name).ifPresent(one -> {
                            hash.add(one);
                            each.accept(one);
                        });
                    }
                }
            }
            stamp = stamp.with(Optional.of(hash.value()));
        }

        private boolean isSkipped(Path child, String name) {
            return skipped.has(name) || folder.root().hides(child);
        }

        private boolean isNews() {
            return !fresh.isEmpty() || !others.isEmpty();
        }

        /** @param read once everything in the folder was compared */
        private void tell(Optional<FolderNews.Stamp> read) {
            if (!replaced.isEmpty()) {
                LostRace.outlive(() -> entries.remove(id, ids(replaced)));
            }
            if (isNews() || read.isPresent()) {
                looks.add(new FolderNews(id, folder.depth(), fresh, others, read));
            }
            different = different || isNews();
            replaced.clear();
            fresh.clear();
            others.clear();
        }

        private Outcome prune(List<Known> missing) {
            // first, because what has got another name by us meanwhile is refused as the same thing twice
            tell(Optional.empty());
            looks.flush();
            // what is being moved is not lost
            Set<Long> moving = transfers.entries();
            List<Known> gone =
                    missing.stream().filter(it -> !moving.contains(it.id())).toList();
            whole &= gone.size() == missing.size();
            if (gone.isEmpty()) {
                return Outcome.SAME;
            }
            long files = gone.stream()
                    .mapToLong(it -> Math.max(1, it.totals().files()))
                    .sum();
            if (folder.area() == Area.FILES && isTooMuch(files)) {
                return doubt(files + " files or more vanished at once from " + where()
                        + ": if that is right, accept the loss");
            }
            if (!folder.root().isMarked()) {
                return Outcome.DOUBTFUL;
            }
            for (int from = 0; from < gone.size(); from += BATCH) {
                List<Long> some = ids(gone.subList(from, Math.min(gone.size(), from + BATCH)));
                LostRace.outlive(() -> entries.remove(id, some));
            }
            Logger.info(
                    "{} entries are gone from {} in the library {}",
                    gone.size(),
                    where(),
                    folder.root().name());
            return Outcome.CHANGED;
        }

        private boolean isTooMuch(long files) {
            int share = policies.recent().number(Policy.LIBRARY_LOSS_SHARE);
            if (share == 0 || folder.root().lossAccepted()) {
                return false;
            }
            long all = folder.chain().get(0).files();
            long vanished = roots.countVanished(folder.root().id(), files);
            return vanished > FEW && vanished * 100 > all * share;
        }

        private String where() {
            return folder.isTop() ? "its top" : folder.path();
        }

        /** Only a bind mount can make one, because links are not followed. */
        private boolean isLoop(BasicFileAttributes itself) throws IOException {
            if (itself.fileKey() == null) {
                return false;
            }
            for (Place above = folder; !above.isTop(); ) {
                above = above.parent();
                if (itself.fileKey().equals(looks.fileKey(above))) {
                    return true;
                }
            }
            return false;
        }

        private Outcome gone(NoSuchFileException e) {
            if (folder.isTop() && folder.area() == Area.FILES) {
                return Outcome.DOUBTFUL;
            }
            return unreadable(reason(e));
        }

        private Outcome unreadable(String reason) {
            LostRace.outlive(() -> entries.unreadable(id, reason));
            return Outcome.UNREADABLE;
        }

        private Outcome doubt(String trouble) {
            if (roots.trouble(folder.root().id(), trouble)) {
                Logger.warn(
                        "The library {} may have lost its folder: {}",
                        folder.root().name(),
                        trouble);
                changed.fire(new LibraryChanged(folder.root().name()));
            }
            return Outcome.DOUBTFUL;
        }
    }

    private static List<Long> ids(List<Known> rows) {
        return rows.stream().map(Known::id).toList();
    }

    /** Empty when it has just vanished. */
    private static Optional<Found> found(Path child, String name) {
        try {
            BasicFileAttributes attributes = attributes(child);
            EntryKind kind = kind(attributes, name);
            return Optional.of(new Found(
                    name,
                    kind,
                    kind.isFile() ? attributes.size() : 0,
                    micros(attributes.lastModifiedTime()),
                    inode(attributes)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Found.unasked(name));
        }
    }

    private static EntryKind kind(BasicFileAttributes attributes, String name) {
        if (attributes.isDirectory()) {
            return EntryKind.FOLDER;
        }
        if (attributes.isSymbolicLink()) {
            return EntryKind.LINK;
        }
        return attributes.isRegularFile() ? EntryKind.ofFile(name) : EntryKind.OTHER;
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static long micros(FileTime time) {
        return time.to(TimeUnit.MICROSECONDS);
    }

    /** Without the number of the device, which may be another after a restart of the machine. */
    private static long inode(BasicFileAttributes attributes) {
        String key = Objects.toString(attributes.fileKey(), "");
        int at = key.indexOf("ino=");
        return at < 0 ? 0 : Long.parseLong(key.substring(at + 4, key.length() - 1));
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "The server may not read it";
        }
        if (e instanceof NoSuchFileException) {
            return "It is not there any more";
        }
        String reason = e instanceof FileSystemException failure ? failure.getReason() : null;
        return "It cannot be read: " + Objects.toString(reason, e.getClass().getSimpleName());
    }
}
