package org.reelmill.thumbnail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The previews that somebody wants to see and that nobody has begun to make, in numbers. */
@ApplicationScoped
public class PreviewFigures {

    private final ThumbnailRepository repository;

    @Inject
    PreviewFigures(ThumbnailRepository repository) {
        this.repository = repository;
    }

    /** For CDI's proxy. */
    protected PreviewFigures() {
        this(null);
    }

    public long waiting() {
        return repository.countWaiting();
    }

    /** Seconds since the oldest of these wishes; 0 when there is none. */
    public long longestWait() {
        return repository.longestWait().orElse(0L);
    }
}
