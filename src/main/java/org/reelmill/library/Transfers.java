package org.reelmill.library;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.reelmill.shared.ApplicationStarted;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.LostRace;
import org.reelmill.shared.NoSpaceException;
import org.reelmill.shared.Outage;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.Ticker;
import org.tinylog.Logger;

/**
 * Carries transfers out, and to their end those that a crash has interrupted: of what moves there is at any moment the whole
 * source or the whole target (ADR 24).
 */
@ApplicationScoped
@Transactional(TxType.NOT_SUPPORTED)
public class Transfers {

    /** After the batch runtime has been tidied up, before work begins. */
    private static final int BEFORE_WORK = 60;

    /** After which one that is under way gives a sign of life; it counts as alive for a minute. */
    private static final Duration SIGN = Duration.ofSeconds(5);

    private final TransferRecords records;
    private final Places places;
    private final Volumes volumes;
    private final FolderScan scan;
    private final Ticker ticker;

    /** Those that this server is carrying out: however silent they are, nobody here takes them for abandoned. */
    private final Set<Long> inHand = ConcurrentHashMap.newKeySet();

    @Inject
    Transfers(TransferRecords records, Places places, Volumes volumes, FolderScan scan, Ticker ticker) {
        this.records = records;
        this.places = places;
        this.volumes = volumes;
        this.scan = scan;
        this.ticker = ticker;
    }

    /** For CDI's proxy. */
    protected Transfers() {
        this(null, null, null, null, null);
    }

    /** Signs of life of a transfer. While the database is away there are none; it goes on. */
    private final class Signs implements Volumes.Progress {

        private final Transfer transfer;
        private long next = ticker.in(SIGN);
        private long copied;

        Signs(Transfer transfer) {
            this.transfer = transfer;
        }

        @Override
        public void copied(long bytes) {
            copied = bytes;
            alive();
        }

        @Override
        public void alive() {
            if (ticker.nanos() - next < 0) {
                return;
            }
            next = ticker.in(SIGN);
            try {
                records.touch(transfer, copied);
            } catch (RuntimeException e) {
                if (!Outage.isOne(e)) {
                    throw e;
                }
                Logger.warn("The move of {} goes on without the database: {}", transfer.source(), e.toString());
            }
        }
    }

    /**
     * Moves an entry.
     *
     * @param folder where it goes
     * @param name that it has there; nothing of that name may be there
     * @param removedFrom where it was, if it goes into the garbage
     * @return where it is now
     * @throws ConflictException there is something of that name, it is being moved already, or must not be removed
     * @throws NoSpaceException it must be copied, and there is no room
     */
    Place move(Place entry, Transfer.Kind kind, Place folder, String name, String removedFrom) {
        Path target = folder.file().resolve(name);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new ConflictException(Sentence.of("library.refusal.named", name));
        }
        requirePossible(entry, folder);
        Transfer transfer = begin(new TransferRepository.Note(
                entry.entry().id(),
                kind,
                entry.file().toString(),
                target.toString(),
                folder.entry().id(),
                name,
                Optional.ofNullable(removedFrom),
                entry.entry().size()));
        inHand.add(transfer.id());
        try {
            bring(transfer, folder.file());
            finish(transfer, entry.root().name(), entry.path());
        } catch (IOException e) {
            takeBack(transfer);
            throw refusal(e, name);
        } finally {
            inHand.remove(transfer.id());
        }
        return places.of(entry.entry().id());
    }

    private Transfer begin(TransferRepository.Note note) {
        Transfer transfer = records.begin(note);
        try {
            records.requireApart(transfer);
        } catch (ConflictException e) {
            records.cancel(transfer);
            throw e;
        }
        return transfer;
    }

    private void requirePossible(Place entry, Place folder) {
        try {
            if (!volumes.isOneVolume(entry.file(), folder.file())) {
                if (!Files.isWritable(entry.parent().file())) {
                    throw new ConflictException(Sentence.of("library.refusal.mayNotWrite"));
                }
                long free = Files.getFileStore(folder.file()).getUsableSpace();
                if (free < entry.entry().size()) {
                    throw new NoSpaceException(Sentence.of("library.refusal.noRoom", free));
                }
            }
        } catch (IOException e) {
            throw refusal(e, entry.entry().name());
        }
    }

    private void bring(Transfer transfer, Path folder) throws IOException {
        if (volumes.isOneVolume(transfer.source(), folder)) {
            try {
                volumes.rename(transfer.source(), transfer.target());
                return;
            } catch (AtomicMoveNotSupportedException e) {
                Logger.debug("{} is on another volume after all", transfer.target());
            }
        }
        Signs signs = new Signs(transfer);
        volumes.copy(transfer.source(), transfer.unfinished(), signs);
        records.ready(transfer);
        volumes.rename(transfer.unfinished(), transfer.target());
        deleteSource(transfer, signs);
    }

    private void deleteSource(Transfer transfer, Signs signs) throws IOException {
        if (!volumes.deleteCopied(transfer.source(), transfer.target(), signs)) {
            Logger.warn(
                    "Something in {} was changed while it was moved, or may not be deleted, and stays there",
                    transfer.source());
        }
    }

    /** Unless it has its place already: then all that is left is to tidy up, which is tried again when its lease ends. */
    private void takeBack(Transfer transfer) {
        try {
            if (isThere(transfer.unfinished()) || !isThere(transfer.target())) {
                volumes.delete(transfer.unfinished(), new Signs(transfer));
                records.cancel(transfer);
            }
        } catch (IOException e) {
            // its lease ends, and then it is tried again
            Logger.warn("{} is left for later: {}", transfer.unfinished(), e.toString());
        }
    }

    /** Deletes an entry of the garbage for ever. */
    void delete(Place entry) {
        Path source = entry.file();
        Transfer transfer = begin(new TransferRepository.Note(
                entry.entry().id(),
                Transfer.Kind.DELETE,
                source.toString(),
                source.toString(),
                entry.entry().parentId(),
                entry.entry().name(),
                Optional.empty(),
                entry.entry().size()));
        inHand.add(transfer.id());
        try {
            deleteNow(transfer);
            finish(transfer, entry.root().name(), entry.path());
        } catch (IOException e) {
            if (isThere(source)) {
                records.cancel(transfer);
            }
            throw refusal(e, entry.entry().name());
        } finally {
            inHand.remove(transfer.id());
        }
    }

    private void deleteNow(Transfer transfer) throws IOException {
        try {
            volumes.rename(transfer.source(), transfer.unfinished());
            volumes.delete(transfer.unfinished(), new Signs(transfer));
        } catch (NoSuchFileException e) {
            Logger.debug("{} was gone already", transfer.source());
        }
    }

    /** What is being moved just now. */
    public List<Transfer> all() {
        return records.all();
    }

    void recoverOwn(@Observes @Priority(BEFORE_WORK) ApplicationStarted started) {
        recover(true);
    }

    /** Brings to an end what servers left that fell silent. */
    public void recover() {
        recover(false);
    }

    private void recover(boolean atStart) {
        for (Transfer transfer : records.abandoned(atStart)) {
            try {
                if (!inHand.contains(transfer.id()) && isHere(transfer) && records.takeOver(transfer)) {
                    recover(transfer);
                }
            } catch (IOException | RuntimeException e) {
                // the others shall not wait for it, and it is tried again when its lease ends
                Logger.error(e, "The move of {} cannot be brought to an end now", transfer.source());
            }
        }
    }

    /** Whether this server sees both places: what is not mounted here looks like what is gone. */
    private boolean isHere(Transfer transfer) {
        return Stream.of(transfer.entryId(), transfer.parentId())
                .map(places::find)
                .flatMap(Optional::stream)
                .allMatch(place -> place.root().isMarked());
    }

    private void recover(Transfer transfer) throws IOException {
        Signs signs = new Signs(transfer);
        if (transfer.kind() == Transfer.Kind.DELETE) {
            recoverDelete(transfer, signs);
            return;
        }
        boolean source = isThere(transfer.source());
        boolean target = isThere(transfer.target());
        if (transfer.step() == Transfer.Step.READY) {
            if (isThere(transfer.unfinished())) {
                renameOrGiveUp(transfer, signs);
                return;
            }
            deleteSource(transfer, signs);
            finish(transfer);
        } else if (!target) {
            volumes.delete(transfer.unfinished(), signs);
            takenBack(transfer);
        } else if (!source) {
            finish(transfer);
        } else if (volumes.isSame(transfer.source(), transfer.target())) {
            // a file that had both names for a moment
            volumes.delete(transfer.source(), signs);
            finish(transfer);
        } else {
            // either the empty folder that makes room for the rename, or somebody else's
            if (Files.isDirectory(transfer.target(), LinkOption.NOFOLLOW_LINKS)) {
                deleteIfEmpty(transfer.target());
            }
            volumes.delete(transfer.unfinished(), signs);
            takenBack(transfer);
        }
    }

    private void renameOrGiveUp(Transfer transfer, Signs signs) throws IOException {
        try {
            if (Files.isDirectory(transfer.target(), LinkOption.NOFOLLOW_LINKS)) {
                deleteIfEmpty(transfer.target());
            }
            if (isThere(transfer.target()) && volumes.isSame(transfer.target(), transfer.unfinished())) {
                volumes.delete(transfer.unfinished(), signs);
            } else {
                volumes.rename(transfer.unfinished(), transfer.target());
            }
            deleteSource(transfer, signs);
            finish(transfer);
        } catch (FileAlreadyExistsException e) {
            volumes.delete(transfer.unfinished(), signs);
            takenBack(transfer);
        }
    }

    private void recoverDelete(Transfer transfer, Signs signs) throws IOException {
        if (isThere(transfer.source()) && !isThere(transfer.unfinished())) {
            takenBack(transfer);
            return;
        }
        volumes.delete(transfer.unfinished(), signs);
        if (isThere(transfer.source())) {
            takenBack(transfer);
        } else {
            finish(transfer);
        }
    }

    /** The files are where they shall be, so this is not given up because a scan was faster. */
    private void finish(Transfer transfer, String root, String path) {
        Runnable finishing = () -> LostRace.outlive(() -> records.finish(transfer, root, path));
        try {
            finishing.run();
        } catch (PersistenceException e) {
            if (!LostRace.isByKey(e)) {
                throw e;
            }
            // it has made a row of its own there meanwhile, which is seen now
            finishing.run();
        }
    }

    private void finish(Transfer transfer) {
        Place place = places.find(transfer.entryId()).orElse(null);
        finish(
                transfer,
                place == null ? "" : place.root().name(),
                place == null ? transfer.source().toString() : place.path());
        look(transfer.parentId());
        Logger.info("Brought the interrupted move of {} to {} to its end", transfer.source(), transfer.target());
    }

    private void takenBack(Transfer transfer) {
        records.cancel(transfer);
        Logger.info("Took back the interrupted move of {} to {}", transfer.source(), transfer.target());
    }

    private void look(long folder) {
        places.find(folder).ifPresent(scan::look);
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        try (var children = Files.newDirectoryStream(folder)) {
            if (children.iterator().hasNext()) {
                return;
            }
        }
        Files.delete(folder);
    }

    private static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    static RuntimeException refusal(IOException e, String name) {
        if (e instanceof FileAlreadyExistsException) {
            return new ConflictException(Sentence.of("library.refusal.named", name));
        }
        if (e instanceof NoSuchFileException) {
            return new ConflictException(Sentence.of("library.refusal.notThere"));
        }
        if (e instanceof AccessDeniedException) {
            return new ConflictException(Sentence.of("library.refusal.mayNotWrite"));
        }
        // without the path: whoever may move things need not know where on the machine they are
        String reason =
                Objects.toString(e instanceof FileSystemException failure ? failure.getReason() : e.getMessage(), "");
        if (reason.contains("No space left") || reason.contains("Disk quota exceeded")) {
            return new NoSpaceException(Sentence.of("library.refusal.full"));
        }
        if (reason.contains("Read-only file system") || reason.contains("Operation not permitted")) {
            return new ConflictException(Sentence.of("library.refusal.mayNotWrite"));
        }
        return new UncheckedIOException(
                "It cannot be moved: " + (reason.isEmpty() ? e.getClass().getSimpleName() : reason), e);
    }
}
