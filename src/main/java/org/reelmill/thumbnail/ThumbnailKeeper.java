package org.reelmill.thumbnail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.tinylog.Logger;

/** What is done for previews without anybody asking. Each may run on all nodes. */
@ApplicationScoped
public class ThumbnailKeeper {

    private static final int WINDOW = 200;

    /** Folders are left alone for so long: whoever made one may be about to say so. */
    private static final Duration ORPHANED = Duration.ofDays(1);

    private final ThumbnailRepository repository;
    private final PreviewCache cache;
    private final LoadGate gate;
    private final ThumbnailStarter starter;
    private final ThumbnailWork work;
    private final Policies policies;
    private final Clock clock;

    @Inject
    ThumbnailKeeper(
            ThumbnailRepository repository,
            PreviewCache cache,
            LoadGate gate,
            ThumbnailStarter starter,
            ThumbnailWork work,
            Policies policies,
            Clock clock) {
        this.repository = repository;
        this.cache = cache;
        this.gate = gate;
        this.starter = starter;
        this.work = work;
        this.policies = policies;
        this.clock = clock;
    }

    /** For CDI's proxy. */
    protected ThumbnailKeeper() {
        this(null, null, null, null, null, null, null);
    }

    /** Holds on to the work in hand, and starts more if there is some, and room for it. */
    public void often() {
        work.renew();
        repository.giveBackLapsed(ThumbnailWork.MOST_ATTEMPTS);
        if (repository.longestWait().isPresent()) {
            int slots = gate.slots();
            if (slots > 0) {
                starter.start(slots);
            }
        }
    }

    /** Keeps the cache within its size (M9), and removes what no row knows. */
    public void seldom() {
        shrinkTo((long) policies.current().number(Policy.PREVIEW_GIGABYTES) << 30);
        Instant orphaned = clock.instant().minus(ORPHANED);
        cache.sweepPartials(orphaned);
        cache.keys(orphaned).filter(key -> repository.ofKey(key).isEmpty()).forEach(cache::remove);
    }

    /** Removes what nobody has wanted to see for the longest. */
    void shrinkTo(long most) {
        long bytes = repository.bytes();
        while (bytes > most) {
            List<ThumbnailRepository.Stored> removed = repository.leastWanted(WINDOW);
            if (removed.isEmpty()) {
                return;
            }
            for (ThumbnailRepository.Stored stored : removed) {
                if (bytes > most && repository.remove(stored.key())) {
                    cache.remove(stored.key());
                    bytes -= stored.bytes();
                    Logger.debug("Removed the preview {} to make room", stored.key());
                }
            }
        }
    }
}
