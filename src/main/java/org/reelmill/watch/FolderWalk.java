package org.reelmill.watch;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.tinylog.Logger;

/** Goes through a folder, one folder after the other. Links are not followed, except the one that the root may be. */
public final class FolderWalk {

    private FolderWalk() {}

    /** Is shown each folder of a tree. */
    @FunctionalInterface
    public interface Visitor {
        /** @param files regular files that lie directly in the folder */
        void visit(Path folder, List<Path> files);
    }

    /**
     * @return folders that could not be read, of whose files nothing is known
     * @throws IOException the root itself cannot be read
     */
    public static List<Path> walk(Path root, boolean recursive, Visitor visitor) throws IOException {
        List<Path> unreadable = new ArrayList<>();
        Deque<Path> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Path folder = open.pop();
            try {
                List<Path> files = new ArrayList<>();
                list(folder, files, recursive ? open : new ArrayDeque<>());
                visitor.visit(folder, files);
            } catch (IOException e) {
                if (folder.equals(root)) {
                    throw e;
                }
                Logger.debug("The folder {} cannot be read now: {}", folder, e.toString());
                unreadable.add(folder);
            }
        }
        return unreadable;
    }

    private static void list(Path folder, List<Path> files, Deque<Path> folders) throws IOException {
        List<Path> below = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                if (isPassedOver(child)) {
                    continue;
                }
                BasicFileAttributes attributes = attributes(child);
                if (attributes != null && attributes.isDirectory()) {
                    below.add(child);
                } else if (attributes != null && attributes.isRegularFile()) {
                    files.add(child);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        below.forEach(folders::push);
    }

    /** Null when it went away meanwhile. */
    private static BasicFileAttributes attributes(Path child) {
        try {
            return Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return null;
        }
    }

    /** Hidden by their name: what programs keep for themselves, and files that are copied under another name first. */
    public static boolean isPassedOver(Path child) {
        return child.getFileName().toString().startsWith(".");
    }
}
