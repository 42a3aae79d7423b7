package org.reelmill.watch.inotify;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Limits of inotify as the kernel tells them. */
final class KernelSetting {

    private static final Path FOLDER = Path.of("/proc/sys/fs/inotify");

    private KernelSetting() {}

    /** By one read into a large buffer: to a second read, of which {@code Files.readString} needs some, the kernel gives nothing. */
    static String read(String name) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(FOLDER.resolve(name))) {
            return reader.readLine().strip();
        }
    }
}
