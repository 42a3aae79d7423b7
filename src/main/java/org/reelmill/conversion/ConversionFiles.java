package org.reelmill.conversion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.Uuids;
import org.tinylog.Logger;

/**
 * Where the files of an item are: they move from folder to folder as its state changes (S2.11). Their names are made of the
 * item's uuid alone, so nothing that a client calls its file means anything here.
 */
@ApplicationScoped
public class ConversionFiles {

    private static final int HEX = 32;

    /** Of the checksum in the name of a result. */
    private static final int SUM = 16;

    private final WorkFolders folders;

    @Inject
    ConversionFiles(WorkFolders folders) {
        this.folders = folders;
    }

    /** For CDI's proxy. */
    protected ConversionFiles() {
        this(null);
    }

    private enum Place {
        INCOMING("incoming"),
        TO_DO("to_do"),
        IN_PROGRESS("in_progress"),
        FINISHED("finished_successful");

        private final String folder;

        Place(String folder) {
            this.folder = folder;
        }
    }

    /** What has arrived of a file so far. */
    Path incoming(UUID item) {
        return file(Place.INCOMING, Uuids.toHex(item));
    }

    /** The whole file of an item that was not converted yet. */
    Path waiting(UUID item) {
        return file(Place.TO_DO, Uuids.toHex(item));
    }

    /** What is being made; attempts never share a file. */
    Path partial(ConversionClaim claim) {
        return file(Place.IN_PROGRESS, Uuids.toHex(claim.item()) + "." + claim.fence());
    }

    /** What came of it. Its checksum is in its name, so that another attempt never takes the place of the one that counts. */
    Path finished(UUID item, ConversionItem.Result result) {
        return file(Place.FINISHED, Uuids.toHex(item) + "-" + result.sha512().substring(0, SUM));
    }

    /** Bytes that may still be written. */
    long usable() {
        try {
            return Files.getFileStore(folders.work()).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException("The work folder cannot be used", e);
        }
    }

    /** Why nothing can be stored now; empty text when it can. */
    String problem() {
        return folders.findProblem().orElse("");
    }

    static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            Logger.warn("{} cannot be removed now: {}", file.getFileName(), e.toString());
        }
    }

    /** Removes all that an item has. */
    void removeAll(UUID item) {
        String name = Uuids.toHex(item);
        for (Place place : Place.values()) {
            of(place)
                    .filter(file -> file.getFileName().toString().startsWith(name))
                    .forEach(ConversionFiles::discard);
        }
    }

    /** Removes what else there is of an item than the result that counts. */
    void keepOnly(UUID item, Path result) {
        String name = Uuids.toHex(item);
        Stream.of(Place.FINISHED, Place.TO_DO, Place.IN_PROGRESS)
                .flatMap(this::of)
                .filter(file -> file.getFileName().toString().startsWith(name))
                .filter(file -> !file.getFileName().equals(result.getFileName()))
                .forEach(ConversionFiles::discard);
    }

    /** Removes what killed servers have left of earlier attempts at an item (S2.17). */
    void discardOtherPartials(ConversionClaim claim) {
        String name = Uuids.toHex(claim.item());
        Path own = partial(claim).getFileName();
        of(Place.IN_PROGRESS)
                .filter(file -> file.getFileName().toString().startsWith(name))
                .filter(file -> !file.getFileName().equals(own))
                .forEach(ConversionFiles::discard);
    }

    /** Items of which there is a file that nobody wrote to since. */
    List<UUID> itemsBefore(Instant since) {
        return Stream.of(Place.values())
                .flatMap(this::of)
                .filter(file -> isOlder(file, since))
                .map(file -> file.getFileName().toString())
                .filter(name -> name.length() >= HEX)
                .map(name -> Uuids.fromHex(name.substring(0, HEX)))
                .distinct()
                .toList();
    }

    /** Partial results that nobody wrote to since: no work is as silent as that (S2.17). */
    void sweepPartials(Instant since) {
        of(Place.IN_PROGRESS).filter(file -> isOlder(file, since)).forEach(file -> {
            Logger.info("Removed the abandoned partial result {}", file.getFileName());
            discard(file);
        });
    }

    private static boolean isOlder(Path file, Instant since) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(since);
        } catch (IOException e) {
            return false;
        }
    }

    private Stream<Path> of(Place place) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder(place))) {
            children.forEach(found::add);
        } catch (IOException | DirectoryIteratorException e) {
            Logger.warn("The folder {} cannot be read now: {}", place.folder, e.toString());
        }
        return found.stream();
    }

    private Path file(Place place, String name) {
        return folder(place).resolve(name);
    }

    /** Never creates the work folder itself, which may be a share that is not mounted. */
    private Path folder(Place place) {
        Path root = folders.work().resolve("conversion");
        Path folder = root.resolve(place.folder);
        try {
            make(root);
            make(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder of conversions cannot be made", e);
        }
        return folder;
    }

    private static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            try {
                Files.createDirectory(folder);
            } catch (FileAlreadyExistsException e) {
                // another thread or node was quicker
            }
        }
    }
}
