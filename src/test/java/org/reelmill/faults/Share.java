package org.reelmill.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

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
        mounted = run("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "tmpfs", disk.toString());
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
        return run("mount", "-o", "remount,ro", disk.toString());
    }

    /** The folder is there, but nothing is in it. */
    void unmount() {
        run("umount", "--lazy", work.toString());
    }

    /** All is well again. */
    void mend() {
        if (mounted) {
            run("mount", "-o", "remount,rw", disk.toString());
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
            run("umount", "--lazy", work.toString());
            run("umount", "--lazy", disk.toString());
        }
    }

    private void mount() {
        if (!run("mount", "--bind", disk.resolve("work").toString(), work.toString())) {
            throw new IllegalStateException("cannot mount " + work);
        }
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(Arrays.asList(command))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
