package org.reelmill.watch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reelmill.pipeline.JobOrder;
import org.reelmill.pipeline.JobStatus;
import org.reelmill.pipeline.Jobs;
import org.reelmill.pipeline.PipelineJob;
import org.reelmill.pipeline.PublishedFilms;
import org.reelmill.pipeline.SourceUploads;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.DurableFile;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NoSpaceException;
import org.reelmill.shared.Outage;
import org.reelmill.shared.Sentence;
import org.tinylog.Logger;

/**
 * Does what the rules of folders want of registered videos: makes jobs of them, and MP4s (S3.18). Each step is noted before it is
 * taken, so that it is taken again after a crash, and what was made is complete or not there (D3.11). In a thread of its own.
 */
@ApplicationScoped
public class FollowUps {

    private static final int BATCH = 50;

    /** Kept free on the disk of the target, in bytes. */
    private static final long RESERVE = 64L << 20;

    private final WatchedFolderRepository folders;
    private final FollowUpRecords records;
    private final SourceUploads sources;
    private final Jobs jobs;
    private final PublishedFilms films;
    private final AtomicBoolean busy = new AtomicBoolean();

    @Inject
    FollowUps(
            WatchedFolderRepository folders,
            FollowUpRecords records,
            SourceUploads sources,
            Jobs jobs,
            PublishedFilms films) {
        this.folders = folders;
        this.records = records;
        this.sources = sources;
        this.jobs = jobs;
        this.films = films;
    }

    /** For CDI's proxy. */
    protected FollowUps() {
        this(null, null, null, null, null);
    }

    /**
     * Goes through folders. Not while the last round is under way.
     *
     * @param held those that this server watches
     */
    public void tick(Set<Long> held) {
        if (!busy.compareAndSet(false, true)) {
            return;
        }
        try {
            held.stream().map(folders::find).flatMap(Optional::stream).forEach(this::follow);
        } catch (RuntimeException e) {
            if (!Outage.isOne(e)) {
                throw e;
            }
            Logger.debug("Rules of watched folders wait for the database: {}", e.toString());
        } finally {
            busy.set(false);
        }
    }

    /** One round through a folder. */
    void follow(WatchedFolder folder) {
        each(folder, FollowUp.IN_WORK, this::finish);
        each(folder, FollowUp.WANTED, this::begin);
    }

    @FunctionalInterface
    private interface Step {
        void take(WatchedFolder folder, WatchedFile file) throws IOException;
    }

    private void each(WatchedFolder folder, FollowUp kind, Step step) {
        long after = 0;
        List<WatchedFile> batch = records.next(folder.id(), kind, after, BATCH);
        while (!batch.isEmpty()) {
            for (WatchedFile file : batch) {
                take(folder, file, kind, step);
                after = file.id();
            }
            batch = records.next(folder.id(), kind, after, BATCH);
        }
    }

    /** One file that cannot be dealt with keeps no other back. */
    private void take(WatchedFolder folder, WatchedFile file, FollowUp kind, Step step) {
        try {
            step.take(folder, file);
        } catch (InvalidInputException e) {
            Logger.warn("Nothing is made of {}: {}", file.path(), e.getMessage());
            records.failed(file, e.field() + " " + e.getMessage());
        } catch (IOException | UncheckedIOException | NoSpaceException | ConflictException e) {
            Logger.debug("{} is tried again: {}", file.path(), e.toString());
            records.hindered(file, kind, String.valueOf(e.getMessage()));
        }
    }

    private void begin(WatchedFolder folder, WatchedFile file) throws IOException {
        switch (folder.settings().rule()) {
            case REGISTER -> records.milled(file);
            case JOB -> makeJob(folder, file);
            case NORMALISE -> normalise(folder, file);
        }
    }

    private void makeJob(WatchedFolder folder, WatchedFile file) throws IOException {
        if (file.job().flatMap(jobs::find).filter(job -> !job.status().ended()).isPresent()) {
            throw new ConflictException(Sentence.of("watch.refusal.earlierJob"));
        }
        String name = file.sourceName().orElseGet(() -> freeName(file));
        if (file.sourceName().isEmpty()) {
            records.named(file, name);
        }
        sources.bring(file.path(), name);
        try {
            records.handIn(file, name, JobOrder.fromWatch(folder.settings().outputs()));
        } catch (ConflictException e) {
            // made before a crash
            records.inWork(file, jobs.findOpen(name).orElseThrow(() -> e).uuid());
        }
    }

    /** Its own name, else one with its number. */
    private String freeName(WatchedFile file) {
        String name = file.path().getFileName().toString();
        return sources.isFree(name) ? name : "watched-" + file.id() + "." + Extensions.of(file.path());
    }

    private void normalise(WatchedFolder folder, WatchedFile file) throws IOException {
        Path result = file.result().orElseGet(() -> chooseResult(folder, file));
        if (file.result().isEmpty()) {
            boolean there = Files.exists(result);
            records.result(file, result);
            if (there) {
                // S3.18: what is there is not made again
                records.made(file, result);
                return;
            }
        }
        if (isMp4(file.path())) {
            place(file, file.path(), result);
        } else {
            makeJob(folder, file);
        }
    }

    private Path chooseResult(WatchedFolder folder, WatchedFile file) {
        return Results.choose(
                Path.of(folder.settings().target().orElseThrow()),
                folder.folder().relativize(file.path()),
                file.id(),
                path -> records.isResultOfOther(file, path));
    }

    private static boolean isMp4(Path file) {
        return Extensions.of(file).equals("mp4");
    }

    private void finish(WatchedFolder folder, WatchedFile file) throws IOException {
        Optional<PipelineJob> job = file.job().flatMap(jobs::find);
        if (job.isEmpty()) {
            records.failed(file, "Its job was removed");
        } else if (job.get().status() == JobStatus.COMPLETED) {
            completed(folder, file, job.get());
        } else if (job.get().status().ended()) {
            records.failed(file, job.get().reason().orElse(job.get().status().name()));
        }
    }

    private void completed(WatchedFolder folder, WatchedFile file, PipelineJob job) throws IOException {
        if (folder.settings().rule() != WatchRule.NORMALISE || file.result().isEmpty()) {
            records.milled(file);
            return;
        }
        Optional<Path> film = jobs.renditions(job).stream()
                .map(rendition -> films.find(job.uuid(), rendition.fileName()))
                .flatMap(Optional::stream)
                .findFirst();
        if (film.isEmpty()) {
            records.failed(file, "The film that its job made was taken away");
        } else {
            place(file, film.get(), file.result().get());
        }
    }

    /** The result appears whole or not at all, with the times of what it was made of. */
    private void place(WatchedFile file, Path from, Path result) throws IOException {
        Files.createDirectories(result.getParent());
        long room = Files.getFileStore(result.getParent()).getUsableSpace();
        if (room < Files.size(from) + RESERVE) {
            throw new IOException("There is no room in " + result.getParent());
        }
        Path unfinished = result.resolveSibling(".reelmill-" + file.id() + ".part");
        try {
            Files.copy(from, unfinished, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            if (Files.size(unfinished) != Files.size(from)) {
                throw new IOException(from.getFileName() + " was changed while it was copied");
            }
            DurableFile.publish(unfinished, result);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        records.made(file, result);
    }
}
