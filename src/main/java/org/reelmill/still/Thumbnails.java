package org.reelmill.still;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.TransactionalException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.reelmill.media.MediaException;
import org.reelmill.media.PictureForm;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Page;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.Ticker;
import org.reelmill.thumbnail.Previews;
import org.tinylog.Logger;

/** Makes thumbnails of videos (S1.5 to S1.10). */
@ApplicationScoped
public class Thumbnails {

    private final StillJobRepository repository;
    private final StillFiles files;
    private final Previews previews;
    private final Ticker ticker;

    @Inject
    Thumbnails(StillJobRepository repository, StillFiles files, Previews previews, Ticker ticker) {
        this.repository = repository;
        this.files = files;
        this.previews = previews;
        this.ticker = ticker;
    }

    /** For CDI's proxy. */
    protected Thumbnails() {
        this(null, null, null, null);
    }

    /**
     * Asks for a thumbnail.
     *
     * @param wait until it is made; else any node makes it afterwards (S1.17)
     * @return its job; FAILED when it could not be made
     * @throws NotFoundException there is no such video
     * @throws InvalidInputException the video is not there (yet)
     * @throws ConflictException there is such a thumbnail, or it is being made
     */
    public ThumbnailJob make(long video, PictureForm form, boolean wait) {
        VideoJob source = repository
                .find(VideoJob.class, video)
                .orElseThrow(
                        () -> new NotFoundException(Sentence.plain("The id for the requested video does not exist")));
        if (source.status() != StillStatus.COMPLETED) {
            throw new InvalidInputException(
                    "video_id",
                    Sentence.plain("The requested video is not present because it has not been successfully uploaded"));
        }
        ThumbnailJob job = new ThumbnailJob(video, form);
        forgetIfLost(video, form);
        try {
            repository.add(job, wait ? HeldJob.LEASE : 0);
        } catch (PersistenceException | TransactionalException e) {
            throw VideoUploads.isTaken(e) ? new ConflictException(Sentence.plain("The thumbnail already exists")) : e;
        }
        if (wait) {
            repository
                    .claim(StillKind.THUMBNAIL, job.id(), HeldJob.LEASE, true)
                    .ifPresent(claimed -> work((ThumbnailJob) claimed));
        }
        return get(job.id());
    }

    /** A thumbnail whose file somebody has removed may be asked for anew. */
    private void forgetIfLost(long video, PictureForm form) {
        find(video, form.width(), form.height())
                .filter(job -> job.status() == StillStatus.COMPLETED
                        && file(video, form.width(), form.height()).isEmpty())
                .ifPresent(job -> repository.remove(StillKind.THUMBNAIL, job.id()));
    }

    /** @param job that this node has claimed */
    void work(ThumbnailJob job) {
        Path thumbnail = files.thumbnail(job.video(), job.width(), job.height());
        try {
            Path video = files.video(repository
                    .find(VideoJob.class, job.video())
                    .orElseThrow(() -> new NotFoundException(Sentence.plain("The video was removed")))
                    .fileName());
            previews.poster(video, thumbnail, job.form(), new HeldJob(job, repository, ticker));
            if (!repository.complete(job)
                    && repository.find(ThumbnailJob.class, job.id()).isEmpty()) {
                // removed meanwhile, perhaps with its video
                StillFiles.discard(thumbnail);
            }
        } catch (MediaException | NotFoundException e) {
            Logger.info("The thumbnail {} failed: {}", job.id(), e.getMessage());
            repository.fail(job, String.valueOf(e.getMessage()));
        }
    }

    public Page<ThumbnailJob> jobs(int offset, int limit) {
        return repository.page(ThumbnailJob.class, Optional.empty(), offset, limit);
    }

    /** @throws NotFoundException there is no such job */
    public ThumbnailJob get(long id) {
        return repository
                .find(ThumbnailJob.class, id)
                .orElseThrow(() -> new NotFoundException(
                        Sentence.plain("The id for the requested thumbnail extraction job does not exist")));
    }

    /** The job of a thumbnail that is there, or is being made. */
    public Optional<ThumbnailJob> find(long video, int width, int height) {
        return repository.findThumbnail(ThumbnailJob.key(video, width, height));
    }

    /** The file of a thumbnail. */
    public Optional<Path> file(long video, int width, int height) {
        return Optional.of(files.thumbnail(video, width, height))
                .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
    }

    /** @throws NotFoundException there is none */
    public void remove(long video, int width, int height) {
        ThumbnailJob job = find(video, width, height)
                .orElseThrow(() -> new NotFoundException(Sentence.plain("There is no such thumbnail")));
        repository.remove(StillKind.THUMBNAIL, job.id());
        StillFiles.discard(files.thumbnail(video, width, height));
    }

    /** The files of all thumbnails of a video; their jobs go with that of the video. */
    void discardAllOf(long video) {
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(files.thumbnails(), "thumbnail_" + video + "_*.jpg")) {
            found.forEach(StillFiles::discard);
        } catch (IOException | DirectoryIteratorException e) {
            Logger.warn("The thumbnails of the video {} cannot be removed now: {}", video, e.toString());
        }
    }
}
