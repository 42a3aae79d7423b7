package org.reelmill.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.tinylog.Logger;

/**
 * What tells one content of a file from another without reading it.
 *
 * @param bytes its size
 * @param modified when it was written last, in ms since 1970
 * @param inode its number in its file system, which a rename keeps; 0 where there is none
 */
record FileStamp(long bytes, long modified, long inode) {

    /** Of a file itself, not of what a link leads to. Empty when there is no such file, or it is none. */
    static Optional<FileStamp> of(Path file) {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS))
                    .filter(BasicFileAttributes::isRegularFile)
                    .map(attributes -> of(file, attributes));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        } catch (IOException e) {
            Logger.debug("{} cannot be looked at now: {}", file, e.toString());
            return Optional.empty();
        }
    }

    static FileStamp of(Path file, BasicFileAttributes attributes) {
        return new FileStamp(attributes.size(), attributes.lastModifiedTime().toMillis(), inode(file));
    }

    private static long inode(Path file) {
        try {
            return ((Number) Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS)).longValue();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return 0;
        }
    }

    boolean sameContent(FileStamp other) {
        return bytes == other.bytes && modified == other.modified;
    }
}
