package org.reelmill.thumbnail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.reelmill.library.MediaInvalidated;

/** Previews of files of which the library forgets what it knew: they are made anew when they are asked for (X12). */
@ApplicationScoped
class ForgottenPreviews {

    private static final int AT_A_TIME = 200;

    private final ThumbnailRepository repository;
    private final PreviewCache cache;

    @Inject
    ForgottenPreviews(ThumbnailRepository repository, PreviewCache cache) {
        this.repository = repository;
        this.cache = cache;
    }

    /** For CDI's proxy. */
    protected ForgottenPreviews() {
        this(null, null);
    }

    void forget(@Observes MediaInvalidated event) {
        List<String> origins = event.entries().stream().map(Subject::origin).toList();
        for (int from = 0; from < origins.size(); from += AT_A_TIME) {
            repository
                    .forget(origins.subList(from, Math.min(origins.size(), from + AT_A_TIME)))
                    .forEach(cache::remove);
        }
    }
}
