package org.reelmill.node;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.settings.Configuration;
import org.tinylog.Logger;

/**
 * Which node the server of this home and port was before. A file in the home holds its uuid, locked as long as a server
 * lives: whoever gets the lock knows for certain that the node in the file is dead. Who does not get it is a second server
 * with one identity; it has no predecessor, and takes nothing from the first.
 */
@ApplicationScoped
public class Predecessor {

    private static final int UUID_LENGTH = 36;

    private final Path file;
    private FileChannel channel;
    private Optional<UUID> uuid = Optional.empty();

    @Inject
    Predecessor(Configuration configuration) {
        this(configuration.home().path().resolve("node-" + configuration.httpPort() + ".lock"));
    }

    Predecessor(Path file) {
        this.file = file;
    }

    /** For CDI's proxy. */
    protected Predecessor() {
        this((Path) null);
    }

    /** The node that this server was when it was killed; empty when it left in order, never ran, or still runs. */
    public synchronized Optional<UUID> uuid() {
        alone();
        return uuid;
    }

    /** Whether no other server works with this home and port now. */
    public synchronized boolean alone() {
        if (channel == null) {
            lock();
        }
        return channel != null;
    }

    /** This server is this node from now on. */
    synchronized void follow(UUID node) {
        write(node.toString());
        uuid = Optional.empty();
    }

    /** This server left in order: whoever comes after it has nothing to put right. */
    synchronized void forget() {
        write("");
        uuid = Optional.empty();
    }

    @PreDestroy
    synchronized void unlock() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                Logger.debug(e, "{} could not be closed", file);
            }
            channel = null;
        }
    }

    private void lock() {
        FileChannel opened = null;
        try {
            opened = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = opened.tryLock();
            if (lock != null) {
                uuid = read(opened);
                channel = opened;
                return;
            }
        } catch (OverlappingFileLockException e) {
            Logger.debug("{} is locked by this very process", file);
        } catch (IOException e) {
            Logger.warn("Whether another server works with this home cannot be found out: {}", e.toString());
        }
        close(opened);
    }

    private static void close(FileChannel opened) {
        try {
            if (opened != null) {
                opened.close();
            }
        } catch (IOException e) {
            Logger.debug(e, "A lock file could not be closed");
        }
    }

    private static Optional<UUID> read(FileChannel opened) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(UUID_LENGTH);
        while (content.hasRemaining() && opened.read(content, content.position()) > 0) {
            // until it is full or the file ends
        }
        String text = new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            // cut off when the machine lost its power: the leases decide then
            return Optional.empty();
        }
    }

    private void write(String content) {
        if (!alone()) {
            return;
        }
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.US_ASCII)), 0);
            channel.force(false);
        } catch (IOException e) {
            // without it the next start waits for the leases to end
            Logger.warn("{} cannot be written: {}", file.getFileName(), e.toString());
        }
    }
}
