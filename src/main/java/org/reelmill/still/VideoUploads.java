package org.reelmill.still;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.TransactionalException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.reelmill.library.EntryKind;
import org.reelmill.pipeline.UploadLimits;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NoSpaceException;
import org.reelmill.shared.RejectedException;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.Ticker;
import org.tinylog.Logger;

/** Takes videos in (S1.1). */
@ApplicationScoped
public class VideoUploads {

    private static final int BUFFER = 1 << 18;
    private static final long MIB = 1L << 20;

    private final StillJobRepository repository;
    private final StillFiles files;
    private final VideoWork work;
    private final UploadLimits limits;
    private final Policies policies;
    private final Ticker ticker;

    @Inject
    VideoUploads(
            StillJobRepository repository,
            StillFiles files,
            VideoWork work,
            UploadLimits limits,
            Policies policies,
            Ticker ticker) {
        this.repository = repository;
        this.files = files;
        this.work = work;
        this.limits = limits;
        this.policies = policies;
        this.ticker = ticker;
    }

    /** For CDI's proxy. */
    protected VideoUploads() {
        this(null, null, null, null, null, null);
    }

    /**
     * A video that somebody sends.
     *
     * @param bytes about so many, if that is known
     */
    public record Incoming(String fileName, OptionalLong bytes, InputStream content) {}

    /**
     * Reads a video to its end, under a name that nobody takes for a video; whatever goes wrong leaves the name free (D1.3).
     *
     * @param wait until it was looked at; else any node does so afterwards (S1.17)
     * @return its job; FAILED when it could not be stored
     * @throws InvalidInputException the name cannot be used, or there is less than was announced
     * @throws ConflictException there is a video of this name
     * @throws RejectedException it is too large, or no video, or the account has as much as it may have
     * @throws NoSpaceException the disk is too small
     */
    public VideoJob receive(Incoming video, String owner, boolean wait) {
        Path target = files.video(video.fileName());
        requireAcceptable(video, target, owner);
        InputStream content = limits.limited(owner, video.content());
        VideoJob job = new VideoJob(video.fileName(), owner, video.bytes().orElse(0));
        add(job);
        try {
            store(job, content, wait);
        } catch (IOException e) {
            Logger.warn("The upload of {} failed: {}", job.fileName(), e.toString());
            giveUp(job, "It could not be stored");
            return get(job);
        } catch (RuntimeException e) {
            giveUp(job, String.valueOf(e.getMessage()));
            throw e;
        }
        if (wait) {
            repository
                    .claim(StillKind.VIDEO, job.id(), HeldJob.LEASE, true)
                    .ifPresent(claimed -> work.check((VideoJob) claimed));
        }
        VideoJob now = get(job);
        if (wait && now.status() == StillStatus.FAILED) {
            throw noVideo(now.error().orElse(""));
        }
        return now;
    }

    private void requireAcceptable(Incoming video, Path target, String owner) {
        if (EntryKind.ofFile(video.fileName()) != EntryKind.VIDEO) {
            throw noVideo("The name of the file does not end as that of a video");
        }
        if (Files.exists(target)) {
            throw taken();
        }
        long bytes = video.bytes().orElse(0);
        limits.require(owner, bytes);
        if (files.usable() - policies.current().number(Policy.MIN_FREE_SPACE) * MIB < bytes) {
            throw new NoSpaceException(Sentence.plain("The disk has no room for it"));
        }
    }

    private void add(VideoJob job) {
        try {
            repository.add(job, HeldJob.LEASE);
        } catch (PersistenceException | TransactionalException e) {
            throw isTaken(e) ? taken() : e;
        }
    }

    static boolean isTaken(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .anyMatch(SQLIntegrityConstraintViolationException.class::isInstance);
    }

    private void store(VideoJob job, InputStream content, boolean wait) throws IOException {
        HeldJob held = new HeldJob(job, repository, ticker);
        long bytes = 0;
        try (FileChannel channel =
                        FileChannel.open(files.arriving(job), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                var out = Channels.newOutputStream(channel)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                out.write(buffer, 0, read);
                bytes += read;
                if (!held.mayGoOn()) {
                    throw new IOException("nothing arrived for too long, and the upload was given up");
                }
            }
            channel.force(true);
        }
        if (bytes == 0) {
            throw new InvalidInputException("video", Sentence.plain("is empty"));
        }
        if (!repository.arrived(job, bytes, !wait)) {
            throw new IOException("nothing arrived for too long, and the upload was given up");
        }
    }

    private void giveUp(VideoJob job, String reason) {
        repository.fail(job, reason);
        StillFiles.discard(files.arriving(job));
    }

    private VideoJob get(VideoJob job) {
        return repository.find(VideoJob.class, job.id()).orElse(job);
    }

    private static ConflictException taken() {
        return new ConflictException(Sentence.plain(
                "A file with the same name already exists, please re-upload the file with another filename"));
    }

    private static RejectedException noVideo(String reason) {
        return new RejectedException(RejectedException.Kind.WRONG_TYPE, Sentence.plain("It is no video: " + reason));
    }
}
