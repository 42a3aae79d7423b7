package org.reelmill.still;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.reelmill.pipeline.UploadedBytes;

/** Videos count for the account that sent them until they are removed. */
@ApplicationScoped
public class VideoBytes implements UploadedBytes {

    private final StillJobRepository repository;

    @Inject
    VideoBytes(StillJobRepository repository) {
        this.repository = repository;
    }

    /** For CDI's proxy. */
    protected VideoBytes() {
        this(null);
    }

    @Override
    public long of(String owner) {
        return repository.bytesOf(owner);
    }
}
