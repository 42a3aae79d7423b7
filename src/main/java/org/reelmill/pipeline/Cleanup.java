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
 * Deals with the files of jobs that have ended (table of S4.53). Repeated until it is done, so a crash in the middle loses
 * nothing: the job is marked clean last.
 */
@ApplicationScoped
public class Cleanup {

    private static final Duration ORPHAN_AGE = Duration.ofDays(1);

    private final JobRepository jobs;
    private final JobFiles files;
    private final DeadAttempts deadAttempts;
    private final Clock clock;

    /** Number of the job that was cleaned last. */
    private volatile long seen;

    @Inject
    Cleanup(JobRepository jobs, JobFiles files, DeadAttempts deadAttempts, Clock clock) {
        this.jobs = jobs;
        this.files = files;
        this.deadAttempts = deadAttempts;
        this.clock = clock;
    }

    /** For CDI's proxy. */
    protected Cleanup() {
        this(null, null, null, null);
    }

    /** Cleans up after some of the jobs that ended, the next time after the next. A job that cannot be cleaned now is tried again later. */
    public void run() {
        for (PipelineJob job : next()) {
            try {
                clean(job);
            } catch (IOException | RuntimeException e) {
                // whatever is wrong with one job must not keep the others from being cleaned
                Logger.warn("The files of job {} cannot be cleaned up now: {}", job.uuid(), e.toString());
            }
        }
    }

    /** Round about, for those that can never be cleaned must not stand in the way of the others. */
    private List<PipelineJob> next() {
        List<PipelineJob> some = jobs.uncleaned(seen);
        if (some.isEmpty() && seen > 0) {
            some = jobs.uncleaned(0);
        }
        seen = some.isEmpty() ? 0 : some.get(some.size() - 1).id();
        return some;
    }

    private void clean(PipelineJob job) throws IOException {
        String quarantineName = null;
        if (job.uuid() != null) {
            JobFiles.removeTree(files.ingestFolder(job.uuid()));
            JobFiles.removeTree(files.transcodeFolder(job.uuid()));
            if (job.status() == JobStatus.COMPLETED) {
                removeSource(job);
            } else if (job.status() != JobStatus.REJECTED) {
                JobFiles.removeTree(files.exportFolder(job.uuid()));
                quarantineName = quarantine(job);
            }
        }
        if (job.removal()) {
            jobs.delete(job.id());
        } else {
            jobs.cleaned(job.id(), quarantineName);
        }
    }

    /** Another film that took its name meanwhile stays, and becomes a job of its own. */
    private void removeSource(PipelineJob job) throws IOException {
        Path source = files.source(job.sourceName());
        if (Files.isRegularFile(source) && job.isSource(JobFiles.attributes(source))) {
            Files.delete(source);
        }
    }

    /** @return the name that the source got there, or null when there is no source to move */
    private String quarantine(PipelineJob job) throws IOException {
        Path source = files.source(job.sourceName());
        if (!Files.isRegularFile(source)) {
            return null;
        }
        String name = freeName(job);
        Path target = files.quarantine(name);
        Files.createDirectories(target.getParent());
        // first: once the film has moved, nothing may fail before its name there is stored
        Files.writeString(
                reasonFile(target),
                "Job " + job.uuid() + "\n" + job.reason().orElse(job.status().name()) + "\n");
        JobFiles.move(source, target);
        return name;
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
