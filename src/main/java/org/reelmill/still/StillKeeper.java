package org.reelmill.still;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.WorkFolders;
import org.tinylog.Logger;

/** Does the jobs that nobody waits for, one after the other, and tidies up. Each may run on all nodes. */
@ApplicationScoped
public class StillKeeper {

    /** As often a job may lose its node before it is held to be the cause. */
    private static final int MOST_ATTEMPTS = 3;

    /** What is not whole and was not written to for so long belongs to a server that died. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final StillJobRepository repository;
    private final VideoWork videoWork;
    private final Thumbnails thumbnails;
    private final StillFiles files;
    private final WorkFolders folders;
    private final Policies policies;
    private final Clock clock;

    @Inject
    StillKeeper(
            StillJobRepository repository,
            VideoWork videoWork,
            Thumbnails thumbnails,
            StillFiles files,
            WorkFolders folders,
            Policies policies,
            Clock clock) {
        this.repository = repository;
        this.videoWork = videoWork;
        this.thumbnails = thumbnails;
        this.files = files;
        this.folders = folders;
        this.policies = policies;
        this.clock = clock;
    }

    /** For CDI's proxy. */
    protected StillKeeper() {
        this(null, null, null, null, null, null, null);
    }

    /** Frees what nobody holds any more, and works while there is work. */
    public void often() {
        for (StillKind kind : StillKind.values()) {
            repository.silent(kind).forEach(id -> repository.find(kind, id).ifPresent(this::takeFromSilent));
        }
        if (folders.findProblem().isEmpty()) {
            for (StillKind kind : StillKind.values()) {
                repository.open(kind).forEach(id -> repository
                        .claim(kind, id, HeldJob.LEASE, false)
                        .ifPresent(this::work));
            }
        }
    }

    private void takeFromSilent(StillJob job) {
        if (!job.ready()) {
            if (repository.fail(job, "Nothing arrived for too long") && job instanceof VideoJob video) {
                StillFiles.discard(files.arriving(video));
            }
        } else if (job.fence() < MOST_ATTEMPTS) {
            repository.giveBack(job);
        } else {
            repository.fail(job, "The nodes that worked on it fell silent");
        }
    }

    private void work(StillJob job) {
        if (job instanceof VideoJob video) {
            videoWork.check(video);
        } else {
            thumbnails.work((ThumbnailJob) job);
        }
    }

    /** Forgets old failures, and removes what servers left behind that were killed. */
    public void seldom() {
        int days = policies.current().number(Policy.HISTORY_DAYS);
        for (StillKind kind : StillKind.values()) {
            repository.failedBefore(kind, days).forEach(id -> repository.remove(kind, id));
        }
        Instant limit = clock.instant().minus(ABANDONED);
        sweep(files.videos(), limit);
        sweep(files.thumbnails(), limit);
    }

    private static void sweep(Path folder, Instant limit) {
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(folder, StillFiles.UNFINISHED + "*")) {
            for (Path file : unfinished) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    StillFiles.discard(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            Logger.warn("The folder {} cannot be swept now: {}", folder.getFileName(), e.toString());
        }
    }
}
