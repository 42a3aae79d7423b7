package org.reelmill.still;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.reelmill.account.Caller;
import org.reelmill.shared.ForbiddenException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Page;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;

/** The videos, and the jobs that brought them. */
@ApplicationScoped
public class Videos {

    private final StillJobRepository repository;
    private final StillFiles files;
    private final Thumbnails thumbnails;

    @Inject
    Videos(StillJobRepository repository, StillFiles files, Thumbnails thumbnails) {
        this.repository = repository;
        this.files = files;
        this.thumbnails = thumbnails;
    }

    /** For CDI's proxy. */
    protected Videos() {
        this(null, null, null);
    }

    /** Those that are there, and only those (S1.3). */
    public Page<VideoJob> present(int offset, int limit) {
        return repository.page(VideoJob.class, Optional.of(StillStatus.COMPLETED), offset, limit);
    }

    public Page<VideoJob> jobs(int offset, int limit) {
        return repository.page(VideoJob.class, Optional.empty(), offset, limit);
    }

    /** @throws NotFoundException there is no such job */
    public VideoJob get(long id) {
        return repository
                .find(VideoJob.class, id)
                .orElseThrow(() -> new NotFoundException(
                        Sentence.plain("The id for the requested video uploading job does not exist")));
    }

    /**
     * Removes a video with its thumbnails, or forgets an upload that failed; one that still arrives ends.
     *
     * @throws NotFoundException there is none
     * @throws ForbiddenException somebody else has sent it
     */
    public void remove(long id, Caller caller) {
        VideoJob job = get(id);
        if (!job.owner().equals(caller.username()) && !caller.rights().contains(Rights.JOBS)) {
            throw new ForbiddenException(Sentence.plain("Somebody else has sent this video"));
        }
        Path unfinished = files.arriving(job);
        if (job.status() == StillStatus.COMPLETED) {
            takeName(files.video(job.fileName()), unfinished);
        }
        thumbnails.discardAllOf(id);
        repository.remove(StillKind.VIDEO, id);
        StillFiles.discard(unfinished);
    }

    /** First of all: whoever dies after it leaves a file that is swept, and no name that is taken for ever (D1.3). */
    private static void takeName(Path video, Path unfinished) {
        try {
            if (Files.exists(video)) {
                Files.move(video, unfinished, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The video cannot be removed now", e);
        }
    }
}
