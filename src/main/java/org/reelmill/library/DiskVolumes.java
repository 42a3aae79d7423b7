package org.reelmill.library;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.tinylog.Logger;

/** The disks of this machine. */
@ApplicationScoped
public class DiskVolumes implements Volumes {

    private static final int BUFFER = 1 << 18;

    /** Bytes after which a copy is brought to the disk: all of a long film at once would take minutes without a sign of life. */
    private static final long PIECE = 64L << 20;

    @Override
    public boolean isOneVolume(Path source, Path folder) throws IOException {
        return Files.getFileStore(source).equals(Files.getFileStore(folder));
    }

    /**
     * A plain rename would silently replace. So a file first gets its new name beside the old one, which the system refuses
     * where there is one already; and for a folder an empty one is made, which the system replaces only while it is empty.
     */
    @Override
    public void rename(Path source, Path target) throws IOException {
        if (Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(target);
            try {
                Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                Files.deleteIfExists(target);
                throw e;
            }
            return;
        }
        if (linked(source, target)) {
            try {
                Files.delete(source);
            } catch (IOException e) {
                Files.delete(target);
                throw e;
            }
        } else {
            // a file system without links: refuses an existing target as well, only not in the same instant
            Files.move(source, target);
        }
    }

    private static boolean linked(Path source, Path target) throws IOException {
        if (!Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            Files.createLink(target, source);
            return true;
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            return false;
        }
    }

    @Override
    public void copy(Path source, Path target, Progress progress) throws IOException {
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            private long copied;

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectory(counterpart(folder));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isSymbolicLink()) {
                    Files.copy(file, counterpart(file), LinkOption.NOFOLLOW_LINKS);
                } else if (attributes.isRegularFile()) {
                    copyFile(file, counterpart(file), attributes, copied, progress);
                    copied += attributes.size();
                } else {
                    throw new IOException(file.getFileName() + " is neither a file nor a folder");
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                keepRights(folder, counterpart(folder));
                keepTimes(attributes(folder), counterpart(folder));
                return FileVisitResult.CONTINUE;
            }

            private Path counterpart(Path path) {
                return path.equals(source) ? target : target.resolve(source.relativize(path));
            }
        });
    }

    /** @param before bytes of the whole that were copied before this file */
    private static void copyFile(
            Path source, Path target, BasicFileAttributes attributes, long before, Progress progress)
            throws IOException {
        MessageDigest read = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(source, LinkOption.NOFOLLOW_LINKS), read);
                FileChannel out = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            // before there is anything in it that not everybody may read
            keepRights(source, target);
            byte[] buffer = new byte[BUFFER];
            long copied = 0;
            long forced = 0;
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                ByteBuffer rest = ByteBuffer.wrap(buffer, 0, length);
                while (rest.hasRemaining()) {
                    out.write(rest);
                }
                copied += length;
                if (copied - forced >= PIECE) {
                    out.force(false);
                    forced = copied;
                }
                progress.copied(before + copied);
            }
            out.force(true);
        }
        keepTimes(attributes, target);
        BasicFileAttributes now = attributes(source);
        if (now.size() != attributes.size() || !now.lastModifiedTime().equals(attributes.lastModifiedTime())) {
            throw new IOException(source.getFileName() + " was changed while it was copied");
        }
        if (!MessageDigest.isEqual(read.digest(), digest(target, progress))) {
            throw new IOException("The copy of " + source.getFileName() + " is not the same");
        }
    }

    /** Permissions, owner and group, as far as the other volume has them and the server may give them. */
    private static void keepRights(Path source, Path target) throws IOException {
        PosixFileAttributeView before = posix(source);
        PosixFileAttributeView now = posix(target);
        if (before == null || now == null) {
            return;
        }
        PosixFileAttributes rights = before.readAttributes();
        try {
            now.setPermissions(rights.permissions());
            now.setGroup(rights.group());
            now.setOwner(rights.owner());
        } catch (FileSystemException e) {
            Logger.debug("{} has other rights than before: {}", target, e.getReason());
        }
    }

    private static PosixFileAttributeView posix(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static void keepTimes(BasicFileAttributes attributes, Path target) throws IOException {
        Files.getFileAttributeView(target, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(attributes.lastModifiedTime(), null, null);
    }

    private static byte[] digest(Path file, Progress progress) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] buffer = new byte[BUFFER];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                digest.update(buffer, 0, length);
                progress.alive();
            }
        }
        return digest.digest();
    }

    @Override
    public boolean deleteCopied(Path source, Path copy, Progress progress) throws IOException {
        boolean[] whole = {true};
        walk(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                progress.alive();
                Path same = file.equals(source) ? copy : copy.resolve(source.relativize(file));
                whole[0] &= isCopyOf(same, attributes) && deleted(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                whole[0] &= deleted(folder);
                return FileVisitResult.CONTINUE;
            }
        });
        return whole[0];
    }

    /** @return false when there is something in it, or the server may not */
    private static boolean deleted(Path path) throws IOException {
        try {
            Files.delete(path);
            return true;
        } catch (DirectoryNotEmptyException | AccessDeniedException e) {
            return false;
        }
    }

    private static boolean isCopyOf(Path copy, BasicFileAttributes original) throws IOException {
        if (!Files.exists(copy, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        BasicFileAttributes attributes = attributes(copy);
        return original.isSymbolicLink()
                ? attributes.isSymbolicLink()
                : attributes.size() == original.size()
                        && attributes.lastModifiedTime().toMillis()
                                == original.lastModifiedTime().toMillis();
    }

    @Override
    public void delete(Path path, Progress progress) throws IOException {
        walk(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                progress.alive();
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void walk(Path path, FileVisitor<Path> visitor) throws IOException {
        try {
            Files.walkFileTree(path, visitor);
        } catch (NoSuchFileException e) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
        }
    }

    @Override
    public boolean isSame(Path one, Path other) throws IOException {
        Object key = attributes(one).fileKey();
        return key != null && key.equals(attributes(other).fileKey());
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
