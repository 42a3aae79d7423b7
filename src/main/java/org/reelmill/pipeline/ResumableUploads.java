package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.TransactionalException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.account.Caller;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.PolicyValues;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NoSpaceException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.Uuids;
import org.tinylog.Logger;

/**
 * Films that arrive in pieces, over connections that break, by whichever node is asked: the row says how much of a film is on the
 * shared disk, and from there it goes on. A film gets its name when all of it is there, and checked.
 */
@ApplicationScoped
public class ResumableUploads {

    /** Begins the names of unfinished films; {@link SourceFolder} passes over all that begin with {@code tmp-}. */
    private static final String UNFINISHED = "tmp-part-";

    private static final int BUFFER = 1 << 18;

    /** After so many bytes what has arrived is brought to the disk and counted. */
    private static final long STEP = 16L << 20;

    private static final int LONGEST_METADATA = 4000;
    private static final int SWEPT = 1000;

    private final PartialUploadRepository repository;
    private final SourceUploads sources;
    private final JobFiles files;
    private final UploadLimits limits;
    private final Policies policies;

    @Inject
    ResumableUploads(
            PartialUploadRepository repository,
            SourceUploads sources,
            JobFiles files,
            UploadLimits limits,
            Policies policies) {
        this.repository = repository;
        this.sources = sources;
        this.files = files;
        this.limits = limits;
        this.policies = policies;
    }

    /** For CDI's proxy. */
    protected ResumableUploads() {
        this(null, null, null, null, null);
    }

    /**
     * A film that somebody wants to send.
     *
     * @param name a file name, without folders
     * @param bytes of all of it
     * @param sha256 64 small hexadecimal digits, if it shall be checked at the end
     * @param metadata as the client sent it
     */
    public record Wish(String name, long bytes, Optional<String> sha256, String metadata) {}

    /** A checksum of one piece. */
    public record Checksum(MessageDigest digest, byte[] wanted) {}

    /** Of a piece another checksum was announced than it has; nothing of it counts. */
    public static class ChecksumMismatchException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Begins an upload. A client that lost the address of one begins it again, and gets the one that is open if a checksum makes sure
     * that it is the same film; else what had arrived is thrown away.
     *
     * @throws InvalidInputException the name cannot be used, or there would be nothing in it
     * @throws ConflictException there is a file, an open job or somebody else's open upload of that name, or the account has too many
     * @throws org.reelmill.shared.RejectedException it is too large, or no film by its name, or the account has as much as it may have
     * @throws org.reelmill.shared.NoSpaceException the disk is too small for it, beside what others have begun
     */
    public PartialUpload create(Wish wish, Caller caller) {
        if (wish.bytes() < 1) {
            throw new InvalidInputException("Upload-Length", Sentence.of("shared.refusal.empty"));
        }
        if (wish.metadata().length() > LONGEST_METADATA) {
            throw new InvalidInputException("Upload-Metadata", Sentence.of("shared.refusal.longer", LONGEST_METADATA));
        }
        Optional<PartialUpload> open = repository.findOpen(wish.name());
        if (open.isPresent()) {
            if (!open.get().owner().equals(caller.username())) {
                throw taken(wish);
            }
            if (open.get().isOf(wish)) {
                return open.get();
            }
            discard(open.get());
        }
        PolicyValues values = policies.current();
        if (repository.open(caller.username()) >= values.number(Policy.UPLOADS_OPEN)) {
            throw new ConflictException(
                    Sentence.of("pipeline.refusal.manyUploads", values.number(Policy.UPLOADS_OPEN)));
        }
        limits.require(caller.username(), wish.bytes());
        sources.requireRoom(wish.name(), wish.bytes() + repository.missing());
        UUID uuid = Uuids.random();
        try {
            repository.insert(uuid, wish, caller.username(), values.number(Policy.UPLOAD_KEEP_HOURS));
        } catch (PersistenceException | TransactionalException e) {
            throw Jobs.isTaken(e) ? taken(wish) : e;
        }
        return get(uuid, caller);
    }

    /** @throws NotFoundException there is none, or it is somebody else's */
    public PartialUpload get(UUID uuid, Caller caller) {
        return repository
                .find(uuid)
                .filter(upload -> upload.owner().equals(caller.username())
                        || caller.rights().contains(Rights.JOBS))
                .orElseThrow(() -> noUpload(uuid));
    }

    /**
     * Takes a piece. What has arrived before a connection breaks counts, unless a checksum was announced for all of it.
     *
     * @param offset where it begins
     * @return from where the next one goes on
     * @throws ConflictException it does not begin where the last one ended, another one has begun meanwhile, or a file of its name has
     *     appeared
     * @throws InvalidInputException it is longer than the film, or the film is not as announced
     * @throws NotFoundException there is no such upload, or somebody removed what had arrived: it has to be begun again
     * @throws NoSpaceException the disk is full; what was counted before stays
     */
    public long append(UUID uuid, Caller caller, long offset, InputStream piece, Optional<Checksum> checksum)
            throws ChecksumMismatchException {
        PartialUpload upload = get(uuid, caller);
        if (offset != upload.received()) {
            throw new ConflictException(Sentence.of("pipeline.refusal.offset", upload.received()));
        }
        if (upload.done()) {
            return upload.received();
        }
        if (!repository.take(upload.id(), upload.fence(), policies.current().number(Policy.UPLOAD_KEEP_HOURS))) {
            throw overtaken();
        }
        try {
            long received = write(upload, piece, checksum);
            if (received == upload.bytes()) {
                finish(upload);
            }
            return received;
        } catch (IOException e) {
            throw SourceUploads.isFull(part(upload))
                    ? new NoSpaceException(Sentence.of("pipeline.refusal.fullMeanwhile"))
                    : new UncheckedIOException("The piece could not be stored", e);
        }
    }

    private long write(PartialUpload upload, InputStream piece, Optional<Checksum> checksum)
            throws IOException, ChecksumMismatchException {
        long fence = upload.fence() + 1;
        long position = upload.received();
        long counted = position;
        byte[] buffer = new byte[BUFFER];
        Path part = part(upload);
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (channel.size() < position) {
                Logger.warn("What had arrived of {} is no longer on the disk", upload.name());
                discard(upload);
                throw noUpload(upload.uuid());
            }
            int read = read(piece, buffer, checksum.isPresent());
            while (read >= 0) {
                if (position + read > upload.bytes()) {
                    throw new InvalidInputException("body", Sentence.of("pipeline.refusal.tooLong", upload.bytes()));
                }
                position = write(channel, position, buffer, read);
                int length = read;
                checksum.ifPresent(sum -> sum.digest().update(buffer, 0, length));
                if (checksum.isEmpty() && position - counted >= STEP && position < upload.bytes()) {
                    count(channel, upload, fence, position);
                    counted = position;
                }
                read = read(piece, buffer, checksum.isPresent());
            }
            if (checksum.isPresent()
                    && !Arrays.equals(
                            checksum.get().digest().digest(), checksum.get().wanted())) {
                throw new ChecksumMismatchException();
            }
            if (position < upload.bytes()) {
                count(channel, upload, fence, position);
            } else {
                channel.force(true);
            }
        }
        return position;
    }

    /**
     * The next bytes; -1 at the end, and where the connection breaks.
     *
     * @param whole whether a break is an error, because only all of the piece counts
     */
    private static int read(InputStream piece, byte[] buffer, boolean whole) throws IOException {
        try {
            return piece.read(buffer);
        } catch (IOException e) {
            if (whole) {
                throw e;
            }
            Logger.debug("An upload broke off: {}", e.toString());
            return -1;
        }
    }

    /** At its own place, so that a piece that was overtaken writes nothing but what belongs there. */
    private static long write(FileChannel channel, long position, byte[] bytes, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
        long at = position;
        while (rest.hasRemaining()) {
            at += channel.write(rest, at);
        }
        return at;
    }

    private void count(FileChannel channel, PartialUpload upload, long fence, long position) throws IOException {
        channel.force(true);
        if (!repository.progress(upload.id(), fence, position)) {
            throw overtaken();
        }
    }

    /**
     * All of it is on the disk. Its end counts when the film has its name, and not before: a client that asks after a crash, or after
     * it was told that the name is taken, must not believe that it is done.
     */
    private void finish(PartialUpload upload) throws IOException {
        Path part = part(upload);
        if (Files.size(part) != upload.bytes()) {
            throw new IOException("The unfinished file of " + upload.uuid() + " has another length than its film");
        }
        if (upload.sha256().isPresent()) {
            String sum = JobFiles.sha256(part);
            if (!upload.sha256().get().equals(sum)) {
                discard(upload);
                throw new InvalidInputException(
                        "checksum", Sentence.of("pipeline.refusal.checksum", upload.bytes(), sum));
            }
        }
        sources.name(part, upload.name());
        if (!repository.done(upload.id(), upload.fence() + 1)) {
            throw overtaken();
        }
        Files.deleteIfExists(part);
        Logger.info("Uploaded {}, {} bytes, in pieces", upload.name(), upload.bytes());
    }

    /** Ends an upload; what has arrived of it is removed. A film that is complete stays. */
    public void end(UUID uuid, Caller caller) {
        discard(get(uuid, caller));
    }

    /**
     * A film that comes in one piece.
     *
     * @throws org.reelmill.shared.RejectedException as {@link #create}
     * @throws RuntimeException as {@link SourceUploads#receive}
     */
    public SourceUploads.Stored receiveWhole(
            String name, InputStream film, SourceUploads.Announced announced, Caller caller) {
        limits.require(caller.username(), announced.bytes().orElse(0));
        SourceUploads.Stored stored = sources.receive(name, limits.limited(caller.username(), film), announced);
        repository.insertDone(
                name, caller.username(), stored.bytes(), policies.current().number(Policy.UPLOAD_KEEP_HOURS));
        return stored;
    }

    /** Forgets uploads that nobody went on with, and those whose films are gone: what is still there counts for its account. */
    public void sweep() {
        int hours = policies.current().number(Policy.UPLOAD_KEEP_HOURS);
        repository.expired(SWEPT).forEach(upload -> {
            if (upload.done() && Files.exists(files.source(upload.name()))) {
                repository.keep(upload.id(), hours);
                return;
            }
            if (!upload.done()) {
                Logger.info("The upload of {} was not gone on with", upload.name());
            }
            discard(upload);
        });
    }

    private void discard(PartialUpload upload) {
        repository.delete(upload.id());
        try {
            Files.deleteIfExists(part(upload));
        } catch (IOException e) {
            Logger.warn("The unfinished upload {} cannot be removed now: {}", upload.uuid(), e.toString());
        }
    }

    private Path part(PartialUpload upload) {
        return files.sourceRoot().resolve(UNFINISHED + Uuids.toHex(upload.uuid()));
    }

    private static NotFoundException noUpload(UUID uuid) {
        return new NotFoundException(Sentence.of("pipeline.refusal.noUpload", uuid));
    }

    private static ConflictException taken(Wish wish) {
        return new ConflictException(Sentence.of("pipeline.refusal.openUpload", wish.name()));
    }

    private static ConflictException overtaken() {
        return new ConflictException(Sentence.of("pipeline.refusal.overtaken"));
    }
}
