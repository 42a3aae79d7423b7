package org.reelmill.thumbnail.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reelmill.library.Area;
import org.reelmill.library.Known;
import org.reelmill.library.LibraryRoot;
import org.reelmill.library.Place;
import org.reelmill.library.Places;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.PageDto;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;
import org.reelmill.thumbnail.Thumbnails;

/** Previews. To ask for one that is not there makes a node make it; the live topic {@code previews} tells when it is there. */
@Path("v1/previews")
@RequestScoped
@RolesAllowed(Rights.LOOK)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Previews")
public class PreviewResource {

    private static final int MOST = 100;

    private final Places places;
    private final Thumbnails thumbnails;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public PreviewResource() {
        this(null, null);
    }

    @Inject
    public PreviewResource(Places places, Thumbnails thumbnails) {
        this.places = places;
        this.thumbnails = thumbnails;
    }

    @GET
    @Path("library/{library}")
    @Operation(
            summary = "Show the previews of films and images of a library; what is no such file, or gone, is left out")
    @APIResponse(responseCode = "404", description = "There is no such library")
    public PageDto<PreviewDto> ofLibrary(
            @PathParam("library") String library,
            @QueryParam("area") @DefaultValue("files") @Parameter(description = "files or garbage") String area,
            @QueryParam("path") @Parameter(description = "Up to 100 files, below the library") List<String> paths) {
        if (paths.size() > MOST) {
            throw new InvalidInputException("path", Sentence.plain("may be given up to " + MOST + " times"));
        }
        LibraryRoot root = places.root(library);
        Area where = Area.find(area.toLowerCase(Locale.ROOT));
        List<Place> found = new ArrayList<>();
        for (String path : paths) {
            try {
                found.add(places.find(root, where, path));
            } catch (NotFoundException e) {
                // moved or removed since the page was drawn
                continue;
            }
        }
        Map<Long, String> pathOf =
                found.stream().collect(Collectors.toMap(place -> place.entry().id(), Place::path, (one, same) -> one));
        List<Known> entries =
                found.stream().map(place -> place.entry().known()).distinct().toList();
        List<PreviewDto> previews = thumbnails.ofLibrary(root, entries).entrySet().stream()
                .map(entry -> PreviewDto.of(pathOf.get(entry.getKey().id()), entry.getValue()))
                .toList();
        return PageDto.of(previews, preview -> preview);
    }

    @GET
    @Path("films/{uuid}/{name}")
    @Operation(summary = "Show the preview of a film that a job has published")
    @APIResponse(responseCode = "404", description = "The job has published no such film")
    public PreviewDto ofFilm(@PathParam("uuid") UUID job, @PathParam("name") String name) {
        return thumbnails
                .ofFilm(job, name)
                .map(PreviewDto::of)
                .orElseThrow(() -> new NotFoundException(Sentence.plain("There is no such film")));
    }
}
