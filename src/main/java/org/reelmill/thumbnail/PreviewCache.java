package org.reelmill.thumbnail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.Uuids;
import org.tinylog.Logger;

/**
 * Where previews lie: in the work folder, which all nodes share, a folder for each. A folder appears whole and in one step, and
 * its name says of which file in which state it is, so nothing in it ever changes.
 */
@ApplicationScoped
class PreviewCache {

    private static final Pattern KEY = Pattern.compile("[0-9a-f]{32}");

    /** What a preview consists of; nothing else is ever given away. */
    private static final Pattern FILE = Pattern.compile("poster\\.(jpg|png)|sheet-\\d\\.jpg|clip\\.mp4|tiles\\.vtt");

    private static final String PARTIAL = "tmp-";

    private final WorkFolders folders;

    @Inject
    PreviewCache(WorkFolders folders) {
        this.folders = folders;
    }

    /** For CDI's proxy. */
    protected PreviewCache() {
        this(null);
    }

    /** A file of a preview; empty when there is none. */
    Optional<Path> file(String key, String name) {
        return KEY.matcher(key).matches() && FILE.matcher(name).matches()
                ? Optional.of(folder(key).resolve(name)).filter(Files::isRegularFile)
                : Optional.empty();
    }

    boolean contains(String key) {
        return Files.isDirectory(folder(key));
    }

    /** An empty folder to make a preview in. */
    Path begin() throws IOException {
        // never creates the work folder itself, which may be a share that is not mounted
        if (!Files.isDirectory(folders.work())) {
            throw new IOException("the work folder is not there");
        }
        return Files.createDirectories(root().resolve(PARTIAL + Uuids.toHex(UUID.randomUUID())));
    }

    /** Puts a preview in its place. One that is there already is as good. */
    void publish(Path partial, String key) throws IOException {
        Path folder = folder(key);
        Files.createDirectories(folder.getParent());
        try {
            Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
            discard(partial);
        }
    }

    void remove(String key) {
        discard(folder(key));
    }

    static void discard(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            Logger.warn("The preview {} cannot be removed now: {}", folder.getFileName(), e.toString());
        }
    }

    static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /** Removes what servers that were killed left half made. @param since what is younger may be in the making */
    void sweepPartials(Instant since) {
        children(root()).stream()
                .filter(folder -> folder.getFileName().toString().startsWith(PARTIAL) && isOlder(folder, since))
                .forEach(PreviewCache::discard);
    }

    /** Keys of all previews that are older than this. */
    Stream<String> keys(Instant since) {
        return children(root()).stream()
                .filter(shelf -> shelf.getFileName().toString().length() == 2)
                .flatMap(shelf -> children(shelf).stream())
                .filter(folder -> isOlder(folder, since))
                .map(folder -> folder.getFileName().toString())
                .filter(name -> KEY.matcher(name).matches());
    }

    private static boolean isOlder(Path folder, Instant since) {
        try {
            return Files.getLastModifiedTime(folder).toInstant().isBefore(since);
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Path> children(Path folder) {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                stream.forEach(found::add);
            } catch (IOException | DirectoryIteratorException e) {
                throw new UncheckedIOException("The folder of previews cannot be read", new IOException(e));
            }
        }
        return found;
    }

    /** Spread over 256 shelves, because no folder likes a million children. */
    private Path folder(String key) {
        return root().resolve(key.substring(0, 2)).resolve(key);
    }

    private Path root() {
        return folders.work().resolve("preview");
    }
}
