package org.reelmill.still;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.ConfinedPath;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Sentence;
import org.tinylog.Logger;

/** Where videos and thumbnails are (S1.7), below the work folder, which all nodes share. */
@ApplicationScoped
public class StillFiles {

    /** Begins the names of what is not whole. */
    static final String UNFINISHED = "tmp-";

    private final WorkFolders folders;

    @Inject
    StillFiles(WorkFolders folders) {
        this.folders = folders;
    }

    /** For CDI's proxy. */
    protected StillFiles() {
        this(null);
    }

    /** @throws InvalidInputException no file of ours may have the name (D1.2) */
    Path video(String fileName) {
        if (fileName.indexOf('/') >= 0 || fileName.indexOf('\\') >= 0) {
            throw refused("must be a name without folders");
        }
        if (fileName.chars().anyMatch(Character::isISOControl)) {
            throw refused("must not hold control characters");
        }
        if (fileName.startsWith(UNFINISHED) || fileName.startsWith(".")) {
            throw refused("must not begin with a dot or with " + UNFINISHED);
        }
        return ConfinedPath.below(videos(), fileName, "filename");
    }

    private static InvalidInputException refused(String reason) {
        return new InvalidInputException("filename", Sentence.plain(reason));
    }

    /** What has arrived of a video. */
    Path arriving(VideoJob job) {
        return videos().resolve(UNFINISHED + job.id());
    }

    Path thumbnail(long video, int width, int height) {
        return thumbnails().resolve("thumbnail_" + ThumbnailJob.key(video, width, height) + ".jpg");
    }

    Path videos() {
        return folder("uploaded_videos");
    }

    Path thumbnails() {
        return folder("thumbnails");
    }

    /** Bytes that may still be written. */
    long usable() {
        try {
            return Files.getFileStore(folders.work()).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException("The work folder cannot be used", e);
        }
    }

    static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            Logger.warn("{} cannot be removed now: {}", file.getFileName(), e.toString());
        }
    }

    /** Never creates the work folder itself, which may be a share that is not mounted. */
    private Path folder(String name) {
        Path folder = folders.work().resolve(name);
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder);
            }
        } catch (FileAlreadyExistsException e) {
            Logger.debug("Another was quicker to make {}", folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + name + " cannot be made", e);
        }
        return folder;
    }
}
