package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.ConfinedPath;
import org.reelmill.shared.DurableFile;
import org.reelmill.shared.Uuids;
import org.tinylog.Logger;

/** Where the files of a job are (S4.15, S4.32, S4.44, S4.50), and the few things that are done to them. */
@ApplicationScoped
public class JobFiles {

    /** Of more than half a megabyte G1 would make a humongous object, and start to mark the heap each time. */
    private static final int BUFFER = 1 << 18;

    /** Bytes that file systems take for one name. */
    private static final int LONGEST_NAME = 255;

    private final WorkFolders folders;

    @Inject
    JobFiles(WorkFolders folders) {
        this.folders = folders;
    }

    /** For CDI's proxy. */
    protected JobFiles() {
        this(null);
    }

    /** Where a source of this name belongs. @throws org.reelmill.shared.InvalidInputException the name leaves the folder */
    public Path source(String sourceName) {
        return ConfinedPath.below(folders.source(), sourceName, "source");
    }

    Path sourceRoot() {
        return folders.source();
    }

    Path quarantine(String name) {
        return ConfinedPath.below(folders.quarantine(), name, "source");
    }

    Path ingestFolder(UUID job) {
        return folders.ingest().resolve(Uuids.toHex(job));
    }

    Path transcodeFolder(UUID job) {
        return folders.transcode().resolve(Uuids.toHex(job));
    }

    Path exportFolder(UUID job) {
        return folders.export().resolve(Uuids.toHex(job));
    }

    /** The hashes of the sequential decode. */
    Path frameHashes(UUID job) {
        return ingestFolder(job).resolve("frames.hash");
    }

    /** The hashes of a segment's pictures, as its encoder saw them. */
    Path segmentHashes(UUID job, int part, long fence) {
        return transcodeFolder(job).resolve(part + "." + fence + ".hash");
    }

    /** Attempts never share a file: its name carries the fence. */
    Path part(UUID job, int part, String rendition, long fence) {
        return transcodeFolder(job).resolve(part + "_" + rendition + "." + fence + ".mp4");
    }

    /** Where a file is written until it is whole. */
    static Path temporary(Path file) {
        return file.resolveSibling(fitting(file.getFileName().toString(), LONGEST_NAME, name -> "tmp-" + name));
    }

    /** A file name with something behind it. */
    static String extended(String fileName, String ending) {
        return fitting(fileName, LONGEST_NAME, name -> name + ending);
    }

    /** The name that is made of a stem, with as much of the stem as there is room for, in whole characters. */
    static String fitting(String stem, int bytes, UnaryOperator<String> nameOf) {
        String fitting = stem;
        while (!fitting.isEmpty() && nameOf.apply(fitting).getBytes(StandardCharsets.UTF_8).length > bytes) {
            fitting = fitting.substring(0, fitting.offsetByCodePoints(fitting.length(), -1));
        }
        return nameOf.apply(fitting);
    }

    /** The file of a rendition once it is published, in whichever folder it is. */
    public Path published(PipelineJob job, JobRendition rendition) {
        return rendition
                .deliveryName()
                .map(name -> ConfinedPath.below(folders.delivery(), name, "output"))
                .orElseGet(() -> exportFolder(job.uuid()).resolve(rendition.fileName()));
    }

    /** Where finished films are delivered; empty when there is no such folder. */
    Optional<Path> delivery() {
        return Optional.of(folders.delivery()).filter(Files::isDirectory);
    }

    /** Moves a file, across file systems as well; the target appears whole or not at all. */
    static void move(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Path temporary = temporary(to);
            Files.copy(from, temporary, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            if (!sha256(temporary).equals(sha256(from))) {
                Files.delete(temporary);
                throw new IOException("The copy of " + from.getFileName() + " differs from it", e);
            }
            DurableFile.publish(temporary, to);
            Files.delete(from);
        }
    }

    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class);
    }

    /** An empty folder of this name. */
    static void emptyFolder(Path folder) throws IOException {
        removeTree(folder);
        Files.createDirectories(folder);
    }

    /** Removes a folder and all in it; one that is not there is fine. Links are removed, not followed. */
    static void removeTree(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
                if (problem instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw problem;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException problem) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** What is in a folder; nothing when it does not exist. */
    static List<Path> children(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            children.forEach(found::add);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    /** Folders of ingests and parts that nothing was put into since. */
    List<Path> workFoldersBefore(Instant since) {
        List<Path> found = new ArrayList<>();
        for (Path root : List.of(folders.ingest(), folders.transcode())) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(
                    root,
                    child -> attributes(child).isDirectory()
                            && attributes(child).lastModifiedTime().toInstant().isBefore(since))) {
                children.forEach(found::add);
            } catch (IOException | DirectoryIteratorException e) {
                Logger.warn("The folder {} cannot be read now: {}", root.getFileName(), e.toString());
            }
        }
        return found;
    }
}
