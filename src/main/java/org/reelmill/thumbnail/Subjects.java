package org.reelmill.thumbnail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.library.Known;
import org.reelmill.library.LibraryRoot;
import org.reelmill.library.Places;
import org.reelmill.pipeline.PublishedFilms;
import org.reelmill.shared.ConfinedPath;

/** Finds the files that previews are made of. */
@ApplicationScoped
class Subjects {

    private final Places places;
    private final PublishedFilms films;

    @Inject
    Subjects(Places places, PublishedFilms films) {
        this.places = places;
        this.films = films;
    }

    /** For CDI's proxy. */
    protected Subjects() {
        this(null, null);
    }

    /** Empty for what has no preview. */
    Optional<Subject> of(LibraryRoot root, Known entry) {
        return switch (entry.kind()) {
            case IMAGE -> Optional.of(Subject.of(root, entry, Thumbnail.Kind.IMAGE));
            case VIDEO -> Optional.of(Subject.of(root, entry, Thumbnail.Kind.FILM));
            default -> Optional.empty();
        };
    }

    /** Empty when the job has published no such film. */
    Optional<Subject> of(UUID job, String fileName) {
        return films.find(job, fileName).flatMap(file -> {
            try {
                return Optional.of(Subject.of(
                        job, fileName, micros(Files.getLastModifiedTime(file).toInstant()), Files.size(file)));
            } catch (IOException e) {
                // taken away this moment
                return Optional.empty();
            }
        });
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    /** Where the file is; empty when it is gone, or its library is not mounted here. */
    Optional<Path> file(Subject subject) {
        if (Subject.isEntry(subject.origin())) {
            return places.find(Subject.entry(subject.origin()))
                    .filter(place -> place.root().isMarked())
                    .map(place -> ConfinedPath.below(place.root().folder(place.area()), place.path(), "path"))
                    .filter(Files::isRegularFile);
        }
        String[] film = Subject.film(subject.origin());
        return films.find(UUID.fromString(film[0]), film[1]);
    }
}
