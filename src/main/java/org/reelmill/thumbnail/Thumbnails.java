package org.reelmill.thumbnail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.library.Known;
import org.reelmill.library.LibraryRoot;

/** The previews that pages show. Whoever asks for one that is not there has thereby asked for it to be made. */
@ApplicationScoped
public class Thumbnails {

    /** Where their files are, below the application's address: then key and name. */
    public static final String PATH = "/previews/";

    /** WebVTT. */
    public static final String TILES = "tiles.vtt";

    private final ThumbnailRepository repository;
    private final PreviewCache cache;
    private final Subjects subjects;

    @Inject
    Thumbnails(ThumbnailRepository repository, PreviewCache cache, Subjects subjects) {
        this.repository = repository;
        this.cache = cache;
        this.subjects = subjects;
    }

    /** For CDI's proxy. */
    protected Thumbnails() {
        this(null, null, null);
    }

    /** Where a file of a preview is, below the application's address. */
    public static String address(Thumbnail thumbnail, String file) {
        return PATH + thumbnail.key() + "/" + file;
    }

    /** Of files of the library; those that have none, such as texts, are left out. */
    public Map<Known, Thumbnail> ofLibrary(LibraryRoot root, List<Known> entries) {
        Map<Known, Subject> wanted = new LinkedHashMap<>();
        entries.forEach(entry -> subjects.of(root, entry).ifPresent(subject -> wanted.put(entry, subject)));
        Map<String, Thumbnail> found = find(List.copyOf(wanted.values()));
        Map<Known, Thumbnail> thumbnails = new LinkedHashMap<>();
        // one may have been forgotten this moment, because its file is gone
        wanted.forEach((entry, subject) ->
                Optional.ofNullable(found.get(subject.origin())).ifPresent(it -> thumbnails.put(entry, it)));
        return thumbnails;
    }

    /** Of a film that a job has published; empty when there is no such film. */
    public Optional<Thumbnail> ofFilm(UUID job, String fileName) {
        return subjects.of(job, fileName).map(subject -> find(List.of(subject)).get(subject.origin()));
    }

    private Map<String, Thumbnail> find(List<Subject> wanted) {
        Map<String, Thumbnail> known = repository.find(wanted);
        List<Subject> unknown = new ArrayList<>();
        List<Subject> missing = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (Subject subject : wanted) {
            Thumbnail thumbnail = known.get(subject.origin());
            if (thumbnail == null) {
                unknown.add(subject);
            } else if (!thumbnail.key().equals(subject.cacheKey())) {
                repository.renew(subject);
                missing.add(subject);
            } else if (thumbnail.askedLongAgo()) {
                seen.add(thumbnail.key());
            }
        }
        add(unknown);
        missing.addAll(unknown);
        repository.touch(seen);
        if (missing.isEmpty()) {
            return known;
        }
        Map<String, Thumbnail> all = new LinkedHashMap<>(known);
        all.putAll(repository.find(missing));
        return all;
    }

    private void add(List<Subject> unknown) {
        try {
            repository.add(unknown);
        } catch (PersistenceException e) {
            // somebody else asked for one of them at the same time
            unknown.forEach(this::add);
        }
    }

    private void add(Subject subject) {
        try {
            repository.add(List.of(subject));
        } catch (PersistenceException e) {
            if (repository.find(List.of(subject)).isEmpty()) {
                throw e;
            }
        }
    }

    /** A file of a preview. One whose files were deleted is made again. */
    public Optional<Path> file(String key, String name) {
        Optional<Path> file = cache.file(key, name);
        if (file.isEmpty() && repository.ofKey(key).isPresent() && !cache.contains(key)) {
            repository.lost(key);
        }
        return file;
    }
}
