package org.reelmill.conversion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.DurableFile;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NoSpaceException;
import org.reelmill.shared.Sentence;
import org.tinylog.Logger;

/**
 * Takes the files of items. An upload that broke off is gone on with where it stopped; how much has arrived tells the file
 * itself. When all is there it is read once more and compared with what was announced, and only then waits to be converted.
 */
@ApplicationScoped
public class ItemUploads {

    private static final int BUFFER = 1 << 18;

    private final ConversionStore store;
    private final ConversionFiles files;

    @Inject
    ItemUploads(ConversionStore store, ConversionFiles files) {
        this.store = store;
        this.files = files;
    }

    /** For CDI's proxy. */
    protected ItemUploads() {
        this(null, null);
    }

    /** Bytes that have arrived, and from where an upload goes on. */
    public long received(ConversionItem item) {
        if (item.whole() || item.status() != ItemStatus.TO_DO) {
            return item.received();
        }
        Path waiting = files.waiting(item.uuid());
        return Math.max(length(waiting), length(files.incoming(item.uuid())));
    }

    /**
     * Takes a part of the file, or all of it.
     *
     * @param offset of its first byte
     * @return whether the file is whole now
     * @throws ConflictException the item awaits no file, awaits another part of it, or somebody else sends it now
     * @throws InvalidInputException there are more bytes than announced, or they have another checksum: then it begins anew
     * @throws NoSpaceException the disk is full; what has arrived stays
     */
    public boolean receive(ConversionItem item, long offset, InputStream bytes) {
        if (item.status() != ItemStatus.TO_DO || item.whole()) {
            throw new ConflictException(Sentence.of("conversion.refusal.awaitsNoFile"));
        }
        Path waiting = files.waiting(item.uuid());
        if (!Files.exists(waiting)) {
            append(item, offset, bytes);
            if (length(files.incoming(item.uuid())) < item.bytes()) {
                return false;
            }
        }
        complete(item, waiting);
        return true;
    }

    private void append(ConversionItem item, long offset, InputStream bytes) {
        Path incoming = files.incoming(item.uuid());
        try (FileChannel channel = FileChannel.open(incoming, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel)) {
            if (channel.size() != offset) {
                throw new ConflictException(Sentence.of("conversion.refusal.offset", channel.size()));
            }
            channel.position(offset);
            try {
                copy(item, bytes, channel);
            } finally {
                // also what a broken connection has brought counts
                store.received(item.uuid(), channel.size());
            }
            channel.force(true);
        } catch (IOException e) {
            if (files.usable() < BUFFER) {
                throw new NoSpaceException(Sentence.of("conversion.refusal.noRoom"));
            }
            throw new UncheckedIOException("The file could not be received", e);
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new ConflictException(Sentence.of("conversion.refusal.otherUpload"));
        }
        return lock;
    }

    private static void copy(ConversionItem item, InputStream bytes, FileChannel channel) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
            if (channel.position() + read > item.bytes()) {
                channel.truncate(0);
                throw new InvalidInputException("body", Sentence.of("conversion.refusal.moreBytes", item.bytes()));
            }
            ByteBuffer rest = ByteBuffer.wrap(buffer, 0, read);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
    }

    private void complete(ConversionItem item, Path waiting) {
        try {
            Path incoming = files.incoming(item.uuid());
            Path file = Files.exists(waiting) ? waiting : incoming;
            String sum = Sha512.of(file);
            if (item.sha512().filter(stated -> !stated.equals(sum)).isPresent()) {
                ConversionFiles.discard(file);
                store.received(item.uuid(), 0);
                throw new InvalidInputException("sha512_checksum", Sentence.of("conversion.refusal.checksum", sum));
            }
            if (file.equals(incoming)) {
                DurableFile.publish(incoming, waiting);
            }
            if (!store.whole(item.uuid(), sum)) {
                // it was removed meanwhile, or another request was quicker to say so
                if (store.find(item.uuid()).isEmpty()) {
                    files.removeAll(item.uuid());
                }
                throw new ConflictException(Sentence.of("conversion.refusal.awaitsNoFile"));
            }
            Logger.info("Item {} has arrived: {} bytes, SHA-512 {}", item.uuid(), item.bytes(), sum);
        } catch (IOException e) {
            throw new UncheckedIOException("The file could not be received", e);
        }
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
