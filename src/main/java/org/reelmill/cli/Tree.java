package org.reelmill.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The media files of a folder and all below it, by name. What we made ourselves is passed over, and links are not followed.
 *
 * @param problems what could not be looked at, each in words
 */
record Tree(List<Path> files, List<String> problems) {

    /** What results are called ends in these; converting them again would never end. */
    private static final List<String> RESULTS = List.of(
            ".converted265.mkv", ".converted264.mkv", ".convertedav1.mkv", ".h264.mp4", ".h265.mp4", ".webp", ".opus");

    static Tree below(Path folder, Set<MediaType> types) {
        List<Path> found = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && isWanted(file, types)) {
                        if (canBeNoted(file)) {
                            found.add(file);
                        } else {
                            problems.add(file + " is left alone: its name is none in the character set here"
                                    + " (see the variable LC_ALL)");
                        }
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    // it does not keep the others
                    problems.add(file + " cannot be read: " + e.getClass().getSimpleName());
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read", e);
        }
        found.sort(null);
        return new Tree(found, problems);
    }

    /** Names are bytes: of those that are no text here what is noted would name another file, or none. */
    private static boolean canBeNoted(Path file) {
        try {
            return Path.of(file.toString()).equals(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isWanted(Path file, Set<MediaType> types) {
        String name = file.getFileName().toString();
        return !name.startsWith(".")
                && RESULTS.stream().noneMatch(name::endsWith)
                && MediaType.of(file)
                        .filter(type -> types.isEmpty() || types.contains(type))
                        .isPresent();
    }
}
