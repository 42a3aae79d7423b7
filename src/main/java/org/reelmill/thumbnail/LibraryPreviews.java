package org.reelmill.thumbnail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reelmill.library.EntryPreview;
import org.reelmill.library.EntryPreviews;
import org.reelmill.library.Known;
import org.reelmill.library.LibraryRoot;

/** Previews for the library itself, whose old routes tell of them. */
@ApplicationScoped
public class LibraryPreviews implements EntryPreviews {

    private final Thumbnails thumbnails;
    private final ThumbnailRepository repository;

    @Inject
    LibraryPreviews(Thumbnails thumbnails, ThumbnailRepository repository) {
        this.thumbnails = thumbnails;
        this.repository = repository;
    }

    /** For CDI's proxy. */
    protected LibraryPreviews() {
        this(null, null);
    }

    @Override
    public Map<Long, EntryPreview> of(LibraryRoot root, List<Known> entries) {
        Map<Long, EntryPreview> previews = new HashMap<>();
        thumbnails.ofLibrary(root, entries).forEach((entry, thumbnail) -> previews.put(entry.id(), preview(thumbnail)));
        return previews;
    }

    private static EntryPreview preview(Thumbnail thumbnail) {
        return switch (thumbnail.state()) {
            case PENDING, IN_HAND -> new EntryPreview(EntryPreview.State.PENDING, Optional.empty());
            case READY ->
                new EntryPreview(
                        EntryPreview.State.READY,
                        thumbnail.poster().map(poster -> Thumbnails.address(thumbnail, poster.fileName())));
            case FAILED -> new EntryPreview(EntryPreview.State.FAILED, Optional.empty());
        };
    }

    @Override
    public List<Long> changedSince(LibraryRoot root, long since, int most) {
        return repository.changedSince(root.name(), since, most).stream()
                .filter(Subject::isEntry)
                .map(Subject::entry)
                .toList();
    }
}
