package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.reelmill.library.EntryKind;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NoSpaceException;
import org.reelmill.shared.RejectedException;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.Uuids;
import org.tinylog.Logger;

/**
 * Brings films into the source folder. A film is written under a name that nobody takes for a film, checked, brought to the
 * disk, and only then gets its own name in one step; whatever goes wrong before leaves nothing behind.
 */
@ApplicationScoped
public class SourceUploads {

    /** Begins the names of unfinished uploads; {@link SourceFolder} passes over all that begin with {@code tmp-}. */
    private static final String UNFINISHED = "tmp-upload-";

    private static final int BUFFER = 1 << 18;

    private static final Set<EntryKind> NO_FILMS = EnumSet.of(EntryKind.IMAGE, EntryKind.AUDIO, EntryKind.TEXT);

    /** Kept free on the disk, in bytes: the database and the logs may live there as well. */
    private static final long RESERVE = 64L << 20;

    /** An upload that nothing was written to for so long belongs to a server that died. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final JobFiles files;
    private final JobRepository jobs;
    private final Clock clock;

    @Inject
    SourceUploads(JobFiles files, JobRepository jobs, Clock clock) {
        this.files = files;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** For CDI's proxy. */
    protected SourceUploads() {
        this(null, null, null);
    }

    /**
     * What the sender says about a film.
     *
     * @param bytes its length, if known
     * @param sha256 64 small hexadecimal digits, if it shall be checked
     */
    public record Announced(OptionalLong bytes, Optional<String> sha256) {}

    /** A film that arrived whole. */
    public record Stored(String name, long bytes, String sha256) {}

    /**
     * Reads a film to its end.
     *
     * @param name a file name, without folders
     * @throws InvalidInputException the name cannot be used, or length or checksum are not as announced
     * @throws RejectedException by its name it is no film
     * @throws ConflictException there is a file or an open job of that name
     * @throws NoSpaceException the disk is too small
     */
    public Stored receive(String name, InputStream film, Announced announced) {
        Path target = target(name);
        requireFree(name, target);
        requireSpace(target, announced.bytes());
        Path unfinished = target.resolveSibling(UNFINISHED + Uuids.toHex(Uuids.random()));
        try {
            Stored stored = write(name, film, unfinished);
            check(stored, announced);
            giveName(unfinished, target);
            Logger.info("Uploaded {}, {} bytes, SHA-256 {}", name, stored.bytes(), stored.sha256());
            return stored;
        } catch (IOException e) {
            throw failure(e, target);
        } finally {
            discard(unfinished);
        }
    }

    /** Refuses a film that cannot be taken, before its first byte. @throws as {@link #receive} */
    void requireRoom(String name, long bytes) {
        Path target = target(name);
        requireFree(name, target);
        requireSpace(target, OptionalLong.of(bytes));
    }

    /**
     * A film is complete under another name in the source folder, and gets its own. Whoever asks twice gets one.
     *
     * @throws ConflictException another file has the name
     */
    void name(Path unfinished, String name) throws IOException {
        Path target = target(name);
        if (!Files.exists(target) || !Files.isSameFile(unfinished, target)) {
            giveName(unfinished, target);
        }
    }

    /** Whether a film could get this name in the source folder. */
    public boolean isFree(String name) {
        try {
            return !Files.exists(target(name))
                    && jobs.findBySourceKey(Jobs.key(name)).isEmpty();
        } catch (InvalidInputException e) {
            return false;
        }
    }

    /**
     * Puts a film that lies elsewhere on this server into the source folder, by a link where the file systems allow it; the film
     * itself stays as it is. Whoever asks twice gets one.
     *
     * @throws InvalidInputException the name cannot be used
     * @throws ConflictException another file has this name
     * @throws NoSpaceException the disk is too small
     * @throws IOException the film cannot be read
     */
    public void bring(Path film, String name) throws IOException {
        Path target = target(name);
        if (Files.exists(target)) {
            requireSame(film, target);
            return;
        }
        try {
            Files.createLink(target, film);
        } catch (FileAlreadyExistsException e) {
            requireSame(film, target);
        } catch (IOException | UnsupportedOperationException e) {
            Logger.debug("No link can be made of {}: {}", film, e.toString());
            try (InputStream in = Files.newInputStream(film)) {
                receive(name, in, new Announced(OptionalLong.of(Files.size(film)), Optional.empty()));
            }
        }
    }

    /** A copy is known by its length. */
    private static void requireSame(Path film, Path target) throws IOException {
        if (!Files.isSameFile(film, target) && Files.size(film) != Files.size(target)) {
            throw taken(target.getFileName().toString());
        }
    }

    /** Removes what servers left behind that were killed while they received a film. */
    public void sweep() {
        Instant limit = clock.instant().minus(ABANDONED);
        try (Stream<Path> children = Files.list(files.sourceRoot())) {
            for (Path file : children.filter(SourceUploads::isUnfinished).toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(file);
                    Logger.info("Removed the abandoned upload {}", file.getFileName());
                }
            }
        } catch (IOException e) {
            Logger.warn("Abandoned uploads cannot be removed now: {}", e.toString());
        }
    }

    private Path target(String name) {
        if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            throw new InvalidInputException("name", Sentence.of("pipeline.refusal.plainName"));
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidInputException("name", Sentence.of("shared.refusal.controls"));
        }
        if (SourceFolder.isUnfinished(name)) {
            throw new InvalidInputException("name", Sentence.of("pipeline.refusal.writtenName"));
        }
        return files.source(name);
    }

    /** What a name does not tell shows when it is milled. */
    private static void requireFilm(String name) {
        if (NO_FILMS.contains(EntryKind.ofFile(name))) {
            throw new RejectedException(RejectedException.Kind.WRONG_TYPE, Sentence.of("pipeline.refusal.otherKind"));
        }
    }

    private void requireFree(String name, Path target) {
        requireFilm(name);
        if (Files.exists(target)) {
            throw taken(name);
        }
        jobs.findBySourceKey(Jobs.key(name)).ifPresent(job -> {
            throw new ConflictException(Sentence.of("pipeline.refusal.openJobNumber", job.uuid()));
        });
    }

    static void requireSpace(Path target, OptionalLong bytes) {
        long free = usable(target);
        if (free - RESERVE < bytes.orElse(0)) {
            throw new NoSpaceException(Sentence.of("pipeline.refusal.noRoom", free));
        }
    }

    static Stored write(String name, InputStream film, Path unfinished) throws IOException {
        MessageDigest digest = sha256();
        long bytes = 0;
        try (FileChannel channel =
                FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = read(film, buffer, bytes); read >= 0; read = read(film, buffer, bytes)) {
                digest.update(buffer, 0, read);
                ByteBuffer rest = ByteBuffer.wrap(buffer, 0, read);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                bytes += read;
            }
            channel.force(true);
        }
        return new Stored(name, bytes, HexFormat.of().formatHex(digest.digest()));
    }

    /** @throws InvalidInputException the sender went away */
    private static int read(InputStream film, byte[] buffer, long soFar) {
        try {
            return film.read(buffer);
        } catch (IOException e) {
            Logger.info("An upload broke off after {} bytes: {}", soFar, e.toString());
            throw new InvalidInputException("body", Sentence.of("pipeline.refusal.brokeOff", soFar));
        }
    }

    private static void check(Stored stored, Announced announced) {
        if (stored.bytes() == 0) {
            throw new InvalidInputException("body", Sentence.of("shared.refusal.empty"));
        }
        announced.bytes().ifPresent(length -> {
            if (length != stored.bytes()) {
                throw new InvalidInputException("body", Sentence.of("pipeline.refusal.cutOff", stored.bytes(), length));
            }
        });
        announced.sha256().filter(sum -> !sum.equals(stored.sha256())).ifPresent(sum -> {
            throw new InvalidInputException(
                    "checksum", Sentence.of("pipeline.refusal.checksum", stored.bytes(), stored.sha256()));
        });
    }

    /** Never replaces a file: a link cannot be made over another one, whereas a move would do it silently. */
    private static void giveName(Path unfinished, Path target) throws IOException {
        try {
            Files.createLink(target, unfinished);
        } catch (FileAlreadyExistsException e) {
            throw taken(target.getFileName().toString());
        } catch (IOException | UnsupportedOperationException e) {
            // a file system without links; this move refuses an existing target as well, only not in the same instant
            Files.move(unfinished, target);
        }
    }

    private static RuntimeException failure(IOException e, Path target) {
        if (e instanceof FileAlreadyExistsException) {
            return taken(target.getFileName().toString());
        }
        return isFull(target)
                ? new NoSpaceException(Sentence.of("pipeline.refusal.full"))
                : new UncheckedIOException("The film could not be received", e);
    }

    /** Whether the disk explains that something could not be written. */
    static boolean isFull(Path target) {
        return usable(target) < RESERVE;
    }

    private static void discard(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            Logger.warn("The unfinished upload {} cannot be removed now: {}", unfinished.getFileName(), e.toString());
        }
    }

    private static boolean isUnfinished(Path file) {
        return file.getFileName().toString().startsWith(UNFINISHED);
    }

    private static ConflictException taken(String name) {
        return new ConflictException(Sentence.of("pipeline.refusal.fileThere", name));
    }

    private static long usable(Path target) {
        try {
            return Files.getFileStore(target.getParent()).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException("The source folder cannot be used", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
