package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.reelmill.shared.Uuids;
import org.tinylog.Logger;

/**
 * Deals with the files of jobs that have ended (table of S4.53), one node at a time. Repeated until it is done, so a crash in
 * the middle loses nothing: the job is marked clean last.
 */
@ApplicationScoped
public class Cleanup {

    private static final Duration ORPHAN_AGE = Duration.ofDays(1);

    /** So long one has the right to clean up after a job, for each of its folders. */
    private static final int LEASE_SECONDS = 120;

    private final JobRepository jobs;
    private final CleanupRepository repository;
    private final JobFiles files;
    private final SourceIdentity sources;
    private final DeadAttempts deadAttempts;
    private final Clock clock;

    /** Number of the job that was cleaned last. */
    private volatile long seen;

    @Inject
    Cleanup(
            JobRepository jobs,
            CleanupRepository repository,
            JobFiles files,
            SourceIdentity sources,
            DeadAttempts deadAttempts,
            Clock clock) {
        this.jobs = jobs;
        this.repository = repository;
        this.files = files;
        this.sources = sources;
        this.deadAttempts = deadAttempts;
        this.clock = clock;
    }

    /** For CDI's proxy. */
    protected Cleanup() {
        this(null, null, null, null, null, null);
    }

    /** Cleans up after some of the jobs that ended, the next time after the next. A job that cannot be cleaned now is tried again later. */
    public void run() {
        for (PipelineJob job : next()) {
            UUID cleaner = Uuids.random();
            try {
                if (repository.claim(job.id(), cleaner, LEASE_SECONDS)) {
                    clean(job.id(), cleaner);
                }
            } catch (IOException | RuntimeException e) {
                // whatever is wrong with one job must not keep the others from being cleaned
                Logger.warn("The files of job {} cannot be cleaned up now: {}", job.uuid(), e.toString());
                repository.release(job.id(), cleaner);
            }
        }
    }

    /** Round about, for those that can never be cleaned must not stand in the way of the others. */
    private List<PipelineJob> next() {
        List<PipelineJob> some = repository.uncleaned(seen);
        if (some.isEmpty() && seen > 0) {
            some = repository.uncleaned(0);
        }
        seen = some.isEmpty() ? 0 : some.get(some.size() - 1).id();
        return some;
    }

    private void clean(long id, UUID cleaner) throws IOException {
        // as it is now: it may have been tried again, and have ended otherwise, since it was read
        PipelineJob job = jobs.find(id).orElseThrow(() -> new IllegalStateException("the job is gone"));
        if (job.uuid() != null) {
            removeTree(files.ingestFolder(job.uuid()), job, cleaner);
            removeTree(files.transcodeFolder(job.uuid()), job, cleaner);
            if (job.status() == JobStatus.COMPLETED) {
                removeSource(job);
            } else if (job.status() != JobStatus.REJECTED) {
                removeTree(files.exportFolder(job.uuid()), job, cleaner);
                quarantine(job, cleaner);
            }
        }
        repository.done(id, cleaner);
    }

    private void removeTree(Path folder, PipelineJob job, UUID cleaner) throws IOException {
        require(repository.prolong(job.id(), cleaner, LEASE_SECONDS));
        JobFiles.removeTree(folder);
    }

    /** Whoever stood still too long has no right to anything of the job any more. */
    private static void require(boolean held) {
        if (!held) {
            throw new IllegalStateException("another node cleans up, or the job was tried again");
        }
    }

    /** Another film that took its name meanwhile stays, and becomes a job of its own. */
    private void removeSource(PipelineJob job) throws IOException {
        if (sources.unchanged(job)) {
            Files.delete(files.source(job.sourceName()));
        }
    }

    /** The name there is stored before anything moves, so that a retry finds the film wherever a crash has left it. */
    private void quarantine(PipelineJob job, UUID cleaner) throws IOException {
        Path source = files.source(job.sourceName());
        // another film that took its name meanwhile becomes a job of its own
        if (!sources.unchanged(job)) {
            return;
        }
        String name = freeName(job);
        require(repository.quarantine(job.id(), cleaner, name));
        Path target = files.quarantine(name);
        Files.createDirectories(target.getParent());
        Files.writeString(
                reasonFile(target),
                "Job " + job.uuid() + "\n" + job.reason().orElse(job.status().name()) + "\n");
        JobFiles.move(source, target);
    }

    private String freeName(PipelineJob job) {
        String name = job.sourceName();
        if (!Files.exists(files.quarantine(name))) {
            return name;
        }
        int file = name.lastIndexOf('/') + 1;
        return name.substring(0, file) + JobFiles.extended(name.substring(file), "." + Uuids.toHex(job.uuid()));
    }

    /** Lies beside a film in quarantine and says why it is there. */
    static Path reasonFile(Path quarantined) {
        return quarantined.resolveSibling(
                JobFiles.extended(quarantined.getFileName().toString(), ".reason.txt"));
    }

    /**
     * Removes files of dead attempts that nobody was there to remove, and work folders that belong to no job: somebody deleted
     * its row (D4.18). Only old folders, for a node that was started with the wrong database must not empty the work folder of
     * a farm.
     */
    public void sweepOrphans() {
        jobs.withStatus(JobStatus.TRANSCODING).forEach(deadAttempts::sweep);
        Instant old = clock.instant().minus(ORPHAN_AGE);
        for (Path folder : files.workFoldersBefore(old)) {
            UUID job;
            try {
                job = Uuids.fromHex(folder.getFileName().toString());
            } catch (IllegalArgumentException e) {
                // not one of ours
                continue;
            }
            try {
                if (jobs.find(job).isEmpty()) {
                    JobFiles.removeTree(folder);
                    Logger.info("Removed the work folder of job {}, which no longer exists", job);
                }
            } catch (IOException e) {
                Logger.warn("The work folder of job {} cannot be removed now: {}", job, e.toString());
            }
        }
    }
}
