package org.reelmill.library.rest;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.reelmill.library.Place;
import org.reelmill.shared.ConfinedPath;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.PercentEncoding;

/**
 * A folder as one archive, made while it is sent: nothing is kept anywhere. Links, what the library hides and what cannot be
 * read are left out. One that breaks off in the middle has no end, so that nobody takes it for whole.
 */
final class FolderZip {

    private FolderZip() {}

    /**
     * @param skipped which names the library hides
     * @throws InvalidInputException it is no folder
     */
    static void write(Place folder, Predicate<String> skipped, HttpServletResponse response) throws IOException {
        if (!folder.entry().isFolder()) {
            throw new InvalidInputException("zip", "is for folders; this is a file");
        }
        Path top = folder.isTop()
                ? folder.file()
                : ConfinedPath.below(folder.root().folder(folder.area()), folder.path(), "path");
        String name = (folder.isTop() ? folder.root().name() : folder.entry().name()) + ".zip";
        response.setContentType("application/zip");
        response.setHeader("Content-Disposition", "attachment; filename*=UTF-8''" + PercentEncoding.of(name));
        ZipOutputStream zip = new ZipOutputStream(response.getOutputStream(), StandardCharsets.UTF_8);
        // films do not get smaller
        zip.setLevel(Deflater.NO_COMPRESSION);
        Files.walkFileTree(top, new Writer(folder, skipped, top, zip));
        // only now: to close it writes its end
        zip.close();
    }

    /** What a file is called in the archive. */
    static String name(Path relative) {
        return StreamSupport.stream(relative.spliterator(), false)
                .map(name -> name.toString().replace('\\', LibraryFileServlet.BACKSLASH))
                .collect(Collectors.joining("/"));
    }

    /** Writes what it comes by. */
    private static final class Writer extends SimpleFileVisitor<Path> {

        private final Place folder;
        private final Predicate<String> skipped;
        private final Path top;
        private final ZipOutputStream zip;

        Writer(Place folder, Predicate<String> skipped, Path top, ZipOutputStream zip) {
            this.folder = folder;
            this.skipped = skipped;
            this.top = top;
            this.zip = zip;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
            if (path.equals(top)) {
                return FileVisitResult.CONTINUE;
            }
            if (isHidden(path)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            begin(path, "/", attributes);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
            if (attributes.isRegularFile() && !isHidden(path)) {
                try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
                    begin(path, "", attributes);
                    in.transferTo(zip);
                } catch (NoSuchFileException | AccessDeniedException e) {
                    return FileVisitResult.CONTINUE;
                }
            }
            return FileVisitResult.CONTINUE;
        }

        private boolean isHidden(Path path) {
            return folder.root().hides(path) || skipped.test(path.getFileName().toString());
        }

        private void begin(Path path, String end, BasicFileAttributes attributes) throws IOException {
            ZipEntry entry = new ZipEntry(name(top.relativize(path)) + end);
            entry.setLastModifiedTime(attributes.lastModifiedTime());
            zip.putNextEntry(entry);
        }

        /** What is gone or cannot be read is left out; the archive of the rest is good. */
        @Override
        public FileVisitResult visitFileFailed(Path path, IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }
}
