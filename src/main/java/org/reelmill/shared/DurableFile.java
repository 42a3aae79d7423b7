package org.reelmill.shared;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are whole after a power cut, or are not there. */
public final class DurableFile {

    private DurableFile() {}

    /** Makes sure that the bytes of a file that others wrote are on the disk. */
    public static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Makes sure that the bytes are on the disk, then gives the file its name in one step; both are on one volume. */
    public static void publish(Path from, Path to) throws IOException {
        force(from);
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }
}
