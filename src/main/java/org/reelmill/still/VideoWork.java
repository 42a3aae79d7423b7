package org.reelmill.still;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.reelmill.media.MediaEngine;
import org.reelmill.media.MediaException;
import org.reelmill.shared.Ticker;
import org.tinylog.Logger;

/** Looks at videos that have arrived: what is none never gets a name (D1.5). */
@ApplicationScoped
public class VideoWork {

    private final StillJobRepository repository;
    private final StillFiles files;
    private final MediaEngine engine;
    private final Ticker ticker;

    @Inject
    VideoWork(StillJobRepository repository, StillFiles files, MediaEngine engine, Ticker ticker) {
        this.repository = repository;
        this.files = files;
        this.engine = engine;
        this.ticker = ticker;
    }

    /** For CDI's proxy. */
    protected VideoWork() {
        this(null, null, null, null);
    }

    /** @param job that this node has claimed */
    void check(VideoJob job) {
        Path arrived = files.arriving(job);
        Path video = files.video(job.fileName());
        try {
            // a node that died after it gave the name has left no other file
            if (Files.exists(arrived) || !Files.exists(video)) {
                engine.probe(arrived, new HeldJob(job, repository, ticker));
                giveName(arrived, video);
            }
            if (repository.complete(job)) {
                Logger.info("Received the video {}, {} bytes", job.fileName(), job.bytes());
                StillFiles.discard(arrived);
            }
        } catch (MediaException | IOException e) {
            Logger.info("The upload of {} failed: {}", job.fileName(), e.getMessage());
            if (repository.fail(job, String.valueOf(e.getMessage()))) {
                StillFiles.discard(arrived);
            }
        }
    }

    /** Never replaces a file: a link cannot be made over another one, whereas a move would do it silently. */
    private static void giveName(Path arrived, Path video) throws IOException {
        try {
            Files.createLink(video, arrived);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isSameFile(arrived, video)) {
                throw e;
            }
        } catch (IOException | UnsupportedOperationException e) {
            // a file system without links; this move refuses an existing target as well, only not in the same instant
            Files.move(arrived, video);
        }
    }
}
