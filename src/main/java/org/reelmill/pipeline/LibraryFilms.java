package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import org.reelmill.library.Area;
import org.reelmill.library.EntryKind;
import org.reelmill.library.Place;
import org.reelmill.library.Places;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NoSpaceException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Sentence;
import org.tinylog.Logger;

/**
 * Makes jobs of films in libraries. The film stays where it is: the source folder gets a link to it, or a copy where there can be
 * none, and only that is removed when the job is done.
 */
@ApplicationScoped
@Transactional(TxType.NOT_SUPPORTED)
public class LibraryFilms {

    private final Places places;
    private final SourceUploads sources;
    private final Jobs jobs;

    @Inject
    LibraryFilms(Places places, SourceUploads sources, Jobs jobs) {
        this.places = places;
        this.sources = sources;
        this.jobs = jobs;
    }

    /** For CDI's proxy. */
    protected LibraryFilms() {
        this(null, null, null);
    }

    /**
     * Makes a job of a film.
     *
     * @param path below the library, with forward slashes
     * @throws NotFoundException there is no such library or file
     * @throws InvalidInputException it is no film; the field is {@code path}
     * @throws ConflictException the source folder can have no film of its name now, or it cannot be read
     * @throws NoSpaceException it must be copied, and there is no room
     */
    public PipelineJob mill(String library, String path, JobOrder order) {
        Place film = places.find(places.root(library), Area.FILES, path);
        if (film.entry().kind() != EntryKind.VIDEO || !Files.isRegularFile(film.file(), LinkOption.NOFOLLOW_LINKS)) {
            throw new InvalidInputException("path", Sentence.of("pipeline.refusal.noFilm"));
        }
        String name = film.entry().name();
        if (!sources.isFree(name)) {
            throw new ConflictException(Sentence.of("pipeline.refusal.notFree", name));
        }
        try {
            sources.bring(film.file(), name);
        } catch (IOException e) {
            Logger.warn("{} cannot be brought into the source folder: {}", film.file(), e.toString());
            throw new ConflictException(Sentence.of("pipeline.refusal.unreadableFilm"));
        }
        return jobs.submit(name, order);
    }
}
