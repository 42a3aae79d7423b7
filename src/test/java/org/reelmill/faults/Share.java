package org.reelmill.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.reelmill.testing.Mounts;

/**
 * The work folder of a farm. Where the test may mount, it is a small file system of its own that can be full, read-only or
 * gone for a while; elsewhere it is a plain folder.
 */
final class Share implements AutoCloseable {

    /** Well above the policy minFreeSpace, below which no node works. */
    private static final int MEGABYTES = 512;

    private final Path disk;
    private final Path work;
    private final boolean mounted;

    /** @param folder empty */
    Share(Path folder) throws IOException {
        disk = Files.createDirectory(folder.resolve("disk"));
        work = Files.createDirectory(folder.resolve("work"));
        mounted = Mounts.small(disk, MEGABYTES << 10);
        if (mounted) {
            Files.createDirectory(disk.resolve("work"));
            mount();
        }
        Files.createFile(work.resolve(".reelmill"));
    }

    /** Whether {@link #fill}, {@link #protect} and {@link #unmount} can be done here. */
    boolean canFail() {
        return mounted;
    }

    Path work() {
        return work;
    }

    /** Not a byte is left on the disk. */
    void fill() throws IOException {
        byte[] megabyte = new byte[1 << 20];
        Path filler = disk.resolve("filler");
        try (var out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(megabyte);
            }
        } catch (IOException e) {
            // full
        }
    }

    /** Nobody may write any more. @return false when that could not be done just now */
    boolean protect() {
        return Mounts.again(disk, "ro");
    }

    /** The folder is there, but nothing is in it. */
    void unmount() {
        Mounts.remove(work);
    }

    /** All is well again. */
    void mend() {
        if (mounted) {
            Mounts.again(disk, "rw");
            if (!Files.exists(work.resolve(".reelmill"))) {
                mount();
            }
            try {
                Files.deleteIfExists(disk.resolve("filler"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        if (mounted) {
            Mounts.remove(work);
            Mounts.remove(disk);
        }
    }

    private void mount() {
        if (!Mounts.bind(disk.resolve("work"), work)) {
            throw new IllegalStateException("cannot mount " + work);
        }
    }
}
