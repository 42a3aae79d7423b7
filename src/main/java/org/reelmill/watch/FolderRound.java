package org.reelmill.watch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.reelmill.shared.Outage;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.Ticker;
import org.tinylog.Logger;

/**
 * One folder that this server watches. Each second it takes what the file system tells, looks at the files that settle, and hands
 * to the ledger what is complete; what the ledger could not take is kept until it does (D3.5). By and by, and whenever hints were
 * lost, all of the folder is compared with the ledger: this comparison is the truth (D3.2). Used by one thread at a time.
 */
final class FolderRound implements Hints, AutoCloseable {

    /** So many files go into one transaction. */
    private static final int BATCH = 200;

    /** Files that settle are looked at so many at a time, so that a burst does not keep everything else from being done. */
    private static final int MOST_LOOKS = 5_000;

    private final Ledger ledger;
    private final Ticker ticker;
    private final Function<Path, Optional<FileReason>> probe;
    private final BooleanSupplier mayGoOn;
    private final Map<Path, Candidate> settling = new LinkedHashMap<>();
    private final Set<Path> noted = new HashSet<>();
    private final Map<Path, Ledger.Ready> ready = new LinkedHashMap<>();
    private final Map<Path, Ledger.Noted> toNote = new LinkedHashMap<>();
    private final Set<Path> vanished = new LinkedHashSet<>();
    private final FolderWatch watch;
    private WatchedFolder folder;
    private Rules rules;
    private boolean everything = true;
    private boolean foldersGone;
    private long nextWhole;
    private long events;
    private long lost;
    private boolean away;

    /**
     * What holds now.
     *
     * @param settle a file that nobody closes is complete when it has not changed for so long
     * @param whole so often the folder is compared as a whole
     */
    record Rules(Extensions extensions, Duration settle, Duration whole) {}

    /**
     * What a round has found.
     *
     * @param whole whether the folder was compared as a whole
     * @param events hints that were told
     * @param lost how often hints were lost
     * @param trouble what keeps the folder from being looked through
     */
    record Report(boolean whole, long events, long lost, Optional<Sentence> trouble) {

        /** Whether there is anything to tell. */
        boolean isNews() {
            return whole || events > 0 || lost > 0 || trouble.isPresent();
        }
    }

    /** @param mayGoOn asked in the middle of long rounds; a round that may not is taken up again by the next one */
    FolderRound(
            WatchedFolder folder,
            FolderWatch watch,
            Ledger ledger,
            Ticker ticker,
            Function<Path, Optional<FileReason>> probe,
            BooleanSupplier mayGoOn) {
        this.folder = folder;
        this.watch = watch;
        this.ledger = ledger;
        this.ticker = ticker;
        this.probe = probe;
        this.mayGoOn = mayGoOn;
    }

    @Override
    public void closed(Path file) {
        events++;
        vanished.remove(file);
        if (rules.extensions().cover(file)) {
            candidate(file).closed(ticker.nanos());
        } else {
            Logger.debug("{} is no video by its name", file);
        }
    }

    @Override
    public void touched(Path file) {
        events++;
        vanished.remove(file);
        if (rules.extensions().cover(file)) {
            candidate(file).touched(ticker.nanos());
        }
    }

    @Override
    public void gone(Path file) {
        events++;
        settling.remove(file);
        ready.remove(file);
        if (rules.extensions().cover(file)) {
            vanished.add(file);
        }
    }

    @Override
    public void goneFolder(Path path) {
        events++;
        settling.keySet().removeIf(file -> file.startsWith(path));
        ready.keySet().removeIf(file -> file.startsWith(path));
        foldersGone = true;
    }

    @Override
    public void lost() {
        lost++;
        everything = true;
    }

    /** Whether another watch is needed, because the folder itself went away. */
    boolean needsWatch() {
        return watch.ended();
    }

    /** Everything in it is to be compared as soon as possible. */
    void compareAll() {
        everything = true;
    }

    /**
     * One round.
     *
     * @param current its row, as people have set it
     * @throws CancellationException it may not go on
     * @throws RuntimeException the database is away, or something else went wrong; what was not stored is kept for the next round
     */
    Report look(WatchedFolder current, Rules now) {
        folder = current;
        rules = now;
        events = 0;
        lost = 0;
        watch.look(this);
        Optional<Sentence> trouble = Optional.empty();
        boolean whole = false;
        if (everything || folder.rescanWanted() || ticker.nanos() - nextWhole >= 0) {
            trouble = compare();
            whole = trouble.isEmpty();
        } else if (foldersGone) {
            findLostFolders();
        }
        settle();
        store();
        return new Report(whole, events, lost, trouble);
    }

    @Override
    public void close() {
        watch.close();
    }

    /** How many files settle now. */
    int settling() {
        return settling.size();
    }

    private Candidate candidate(Path file) {
        return settling.computeIfAbsent(file, path -> new Candidate(path, ticker.nanos()));
    }

    private void settle() {
        long now = ticker.nanos();
        List<Candidate> due = settling.values().stream()
                .filter(candidate -> candidate.isDue(now))
                .limit(MOST_LOOKS)
                .toList();
        for (Candidate candidate : due) {
            try {
                settle(candidate, now);
            } catch (RuntimeException e) {
                // one bad file never stops the others (S3.14)
                Logger.warn(e, "{} cannot be looked at", candidate.file());
            }
        }
    }

    private void settle(Candidate candidate, long now) {
        Path file = candidate.file();
        Candidate.Verdict verdict = candidate.look(FileStamp.of(file), now, rules.settle(), probe);
        Optional<FileReason> unfit = verdict == Candidate.Verdict.READY ? unfit(file) : Optional.empty();
        if (unfit.isPresent()) {
            end(candidate, unfit.get());
            return;
        }
        switch (verdict) {
            case VANISHED -> {
                settling.remove(file);
                if (noted.remove(file)) {
                    vanished.add(file);
                }
            }
            case WAIT -> noteWaiting(candidate, now);
            case READY -> {
                settling.remove(file);
                noted.remove(file);
                toNote.remove(file);
                ready.put(file, new Ledger.Ready(file, candidate.seen()));
            }
            case REFUSED -> end(candidate, candidate.reason());
        }
    }

    /** Why the register cannot hold its path. */
    private static Optional<FileReason> unfit(Path file) {
        if (!asText(file).equals(file)) {
            return Optional.of(FileReason.NO_TEXT);
        }
        boolean tooLong = file.toString().length() > Video.LONGEST_PATH
                || file.getParent().toString().length() > Video.LONGEST_FOLDER;
        return tooLong ? Optional.of(FileReason.LONG_PATH) : Optional.empty();
    }

    /** As the ledger gives it back. Bytes that are no text in the system's encoding are lost by that. */
    private static Path asText(Path file) {
        return Path.of(file.toString());
    }

    private void end(Candidate candidate, FileReason reason) {
        settling.remove(candidate.file());
        noted.remove(candidate.file());
        toNote.put(
                candidate.file(), new Ledger.Noted(candidate.file(), candidate.seen(), FileState.REFUSED, reason, -1));
        Logger.warn("{} is not registered: {}", candidate.file(), reason);
    }

    /** What is complete a second later is not worth a row. */
    private void noteWaiting(Candidate candidate, long now) {
        if (now - candidate.since() < rules.settle().toNanos() && candidate.reason() == FileReason.CHANGING) {
            return;
        }
        noted.add(candidate.file());
        toNote.put(
                candidate.file(),
                new Ledger.Noted(
                        candidate.file(),
                        candidate.seen(),
                        FileState.SETTLING,
                        candidate.reason(),
                        Math.max(0, Duration.ofNanos(candidate.due() - now).toSeconds())));
    }

    private void store() {
        try {
            doubtWhatVanished();
            while (!vanished.isEmpty()) {
                List<Path> batch = vanished.stream().limit(BATCH).toList();
                // one that came back meanwhile is not gone
                ledger.gone(
                        folder.id(),
                        batch.stream()
                                .filter(file -> Files.notExists(file, LinkOption.NOFOLLOW_LINKS))
                                .toList());
                batch.forEach(vanished::remove);
            }
            while (!ready.isEmpty()) {
                requireMayGoOn();
                register(ready.values().stream().limit(BATCH).toList());
            }
            while (!toNote.isEmpty()) {
                List<Ledger.Noted> batch = toNote.values().stream().limit(BATCH).toList();
                ledger.note(folder.id(), batch);
                batch.forEach(note -> toNote.remove(note.path()));
            }
            away = false;
        } catch (RuntimeException e) {
            if (!Outage.isOne(e)) {
                throw e;
            }
            if (!away) {
                Logger.warn(
                        "The database is away: {} files of {} wait for it to be registered",
                        ready.size(),
                        folder.folder());
            }
            away = true;
        }
    }

    private void register(List<Ledger.Ready> batch) {
        try {
            ledger.register(folder, batch);
        } catch (RuntimeException e) {
            if (Outage.isOne(e)) {
                throw e;
            }
            Logger.debug("{} files cannot be registered at once: {}", batch.size(), e.toString());
            batch.forEach(this::registerAlone);
        }
        batch.forEach(file -> ready.remove(file.path()));
    }

    /** One that cannot be stored keeps nothing else back; the next comparison finds it again. */
    private void registerAlone(Ledger.Ready file) {
        try {
            ledger.register(folder, List.of(file));
        } catch (RuntimeException e) {
            if (Outage.isOne(e)) {
                throw e;
            }
            Logger.warn("{} cannot be registered now: {}", file.path(), e.toString());
        }
    }

    /** Compares all of the folder with the ledger. @return what makes that impossible */
    private Optional<Sentence> compare() {
        // whatever keeps it from being done, it is tried again
        everything = true;
        nextWhole = ticker.in(watch.limit().isPresent() ? pollPause() : rules.whole());
        try {
            if (isPerhapsUnmounted()) {
                return Optional.of(Sentence.of("watch.trouble.empty"));
            }
            FolderWalk.walk(folder.folder(), folder.settings().recursive(), this::compare);
        } catch (IOException e) {
            return Optional.of(Sentence.of("watch.trouble.unreadable", e.toString()));
        }
        findLostFolders();
        everything = false;
        return Optional.empty();
    }

    /** What is merely not there any more need not be gone: the next comparison says so. */
    private void doubtWhatVanished() {
        if (vanished.isEmpty() || watch.seesDeletions()) {
            return;
        }
        boolean doubtful = true;
        try {
            doubtful = isPerhapsUnmounted();
        } catch (IOException e) {
            Logger.debug("The folder {} cannot be read now: {}", folder.folder(), e.toString());
        }
        if (doubtful) {
            vanished.clear();
            everything = true;
        }
    }

    /** Whether the folder is empty though it was not: an unmounted share looks like this. */
    private boolean isPerhapsUnmounted() throws IOException {
        return isBare(folder.folder()) && !folder.lossAccepted() && ledger.holdsAny(folder.id());
    }

    private static boolean isBare(Path folder) throws IOException {
        try (DirectoryStream<Path> children =
                Files.newDirectoryStream(folder, child -> !FolderWalk.isPassedOver(child))) {
            return !children.iterator().hasNext();
        }
    }

    private Duration pollPause() {
        return Duration.ofSeconds(folder.settings().pollSeconds());
    }

    private void requireMayGoOn() {
        if (!mayGoOn.getAsBoolean()) {
            throw new CancellationException();
        }
    }

    private void compare(Path parent, Collection<Path> files) {
        requireMayGoOn();
        Map<Path, Ledger.Known> known = new LinkedHashMap<>(ledger.inFolder(folder.id(), parent));
        for (Path file : files) {
            Ledger.Known before = known.remove(asText(file));
            if (rules.extensions().cover(file) && !settling.containsKey(file) && !ready.containsKey(file)) {
                Optional<FileStamp> stamp = FileStamp.of(file);
                if (stamp.isPresent() && (before == null || !isSettled(before, stamp.get()))) {
                    candidate(file);
                }
            }
        }
        vanished.addAll(known.keySet());
    }

    private static boolean isSettled(Ledger.Known before, FileStamp now) {
        return before.state() != FileState.SETTLING && before.stamp().sameContent(now);
    }

    /** By the folders that the ledger knows; what cannot be looked at is not taken for gone. */
    private void findLostFolders() {
        ledger.samples(folder.id()).stream()
                .map(Path::getParent)
                .filter(parent -> Files.notExists(parent, LinkOption.NOFOLLOW_LINKS))
                .forEach(parent -> ledger.goneFolder(folder.id(), parent));
        foldersGone = false;
    }
}
