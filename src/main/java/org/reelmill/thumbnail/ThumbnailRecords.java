package org.reelmill.thumbnail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.Optional;

/** How the work on a preview ended, with the news of it in the same transaction. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class ThumbnailRecords {

    private final ThumbnailRepository repository;
    private final Event<ThumbnailReady> ready;

    @Inject
    ThumbnailRecords(ThumbnailRepository repository, Event<ThumbnailReady> ready) {
        this.repository = repository;
        this.ready = ready;
    }

    /** For CDI's proxy. */
    protected ThumbnailRecords() {
        this(null, null);
    }

    /** A claim that was lost meanwhile changes nothing. */
    void finish(ThumbnailClaim claim, MadePreview made, Duration making) {
        if (repository.finish(claim, made)) {
            tell(claim, Optional.of(making));
        }
    }

    /** @param mostAttempts from so many on it has failed for good */
    void fail(ThumbnailClaim claim, String reason, int mostAttempts) {
        if (repository.fail(claim, reason, mostAttempts)) {
            tell(claim, Optional.empty());
        }
    }

    private void tell(ThumbnailClaim claim, Optional<Duration> making) {
        ready.fire(new ThumbnailReady(claim.subject().topic(), claim.subject().kind(), making));
    }
}
