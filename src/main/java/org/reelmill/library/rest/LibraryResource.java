package org.reelmill.library.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reelmill.library.Area;
import org.reelmill.library.EntryKind;
import org.reelmill.library.Invalidation;
import org.reelmill.library.Library;
import org.reelmill.library.LibraryEntry;
import org.reelmill.library.LibraryRoot;
import org.reelmill.library.LibraryRoots;
import org.reelmill.library.Listing;
import org.reelmill.library.Moving;
import org.reelmill.library.Place;
import org.reelmill.library.Places;
import org.reelmill.library.Retention;
import org.reelmill.library.Scans;
import org.reelmill.library.SearchFilter;
import org.reelmill.library.SearchFilter.Measure;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Page;
import org.reelmill.shared.PageDto;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.Stretch;

/** The media library: what is in it, and what is done with it. */
@Path("v1/libraries")
@RequestScoped
@RolesAllowed(Rights.LOOK)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Library")
public class LibraryResource {

    private final LibraryRoots roots;
    private final Library library;
    private final Places places;
    private final Retention retention;
    private final Moving moving;
    private final Invalidation invalidation;
    private final Scans scans;

    @Context
    private HttpHeaders headers;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public LibraryResource() {
        this(null, null, null, null, null, null, null);
    }

    @Inject
    public LibraryResource(
            LibraryRoots roots,
            Library library,
            Places places,
            Retention retention,
            Moving moving,
            Invalidation invalidation,
            Scans scans) {
        this.roots = roots;
        this.library = library;
        this.places = places;
        this.retention = retention;
        this.moving = moving;
        this.invalidation = invalidation;
        this.scans = scans;
    }

    @GET
    @Operation(summary = "List the libraries with what is in them")
    public PageDto<LibraryDto> list() {
        return PageDto.of(roots.all(), this::dto);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Rights.SETTINGS)
    @Operation(summary = "Add a folder tree to the library")
    @APIResponse(
            responseCode = "201",
            description = "The new library",
            content = @Content(schema = @Schema(implementation = LibraryDto.class)))
    @APIResponse(responseCode = "409", description = "The name is taken, or the folder overlaps with another library")
    public Response define(
            @RequestBody(content = @Content(schema = @Schema(implementation = LibraryDto.New.class))) InputStream body,
            @Context UriInfo uri) {
        LibraryRoot root = roots.define(LibraryDto.read(body));
        return Response.created(uri.getAbsolutePathBuilder().path("{root}").build(root.name()))
                .entity(dto(root))
                .build();
    }

    @DELETE
    @Path("{library}")
    @RolesAllowed(Rights.SETTINGS)
    @Operation(summary = "Forget a library; its files stay as they are")
    public void forget(@PathParam("library") String name) {
        roots.forget(places.root(name));
    }

    @POST
    @Path("{library}/accept-loss")
    @RolesAllowed(Rights.SETTINGS)
    @Operation(summary = "Say that what vanished is really gone, so that it is pruned")
    public LibraryDto acceptLoss(@PathParam("library") String name) {
        LibraryRoot root = places.root(name);
        roots.acceptLoss(root);
        scans.ask(places.find(root, Area.FILES, ""));
        return dto(places.root(name));
    }

    @GET
    @Path("{library}/entry")
    @Operation(summary = "Show a file or folder")
    public EntryDto entry(
            @PathParam("library") String name,
            @QueryParam("path") @DefaultValue("") String path,
            @QueryParam("area") @DefaultValue("files") String area) {
        Place place = places.find(places.root(name), Area.find(area), path);
        return EntryDto.of(place.entry().isFolder() ? library.open(place) : place, language());
    }

    @GET
    @Path("{library}/entries")
    @Operation(
            summary = "List the folders or the other entries of a folder",
            description = "By size, biggest first and what is pending last, unless another order is asked for")
    public PageDto<EntryDto> entries(
            @PathParam("library") String name,
            @QueryParam("path") @DefaultValue("") String path,
            @QueryParam("area") @DefaultValue("files") String area,
            @Parameter(description = "folders or files") @QueryParam("panel") @DefaultValue("files") String panel,
            @Parameter(description = "size, name or newest") @QueryParam("order") @DefaultValue("size") String order,
            @Parameter(description = "With what is retained") @QueryParam("retained") @DefaultValue("true")
                    boolean retained,
            @QueryParam("offset") @DefaultValue("0") int offset,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        Stretch.check(offset, limit);
        Listing listing = new Listing(folders(panel), retained, Listing.Order.find(order));
        Place folder = library.open(places.find(places.root(name), Area.find(area), path));
        return PageDto.of(
                library.page(folder, listing, offset, limit), entry -> EntryDto.of(folder.below(entry), language()));
    }

    private static boolean folders(String panel) {
        if (!Set.of("folders", "files").contains(panel)) {
            throw new InvalidInputException("panel", "must be folders or files");
        }
        return panel.equals("folders");
    }

    @GET
    @Path("{library}/search")
    @Operation(summary = "Search below a folder, to any depth; the biggest first")
    public PageDto<EntryDto> search(
            @PathParam("library") String name,
            @QueryParam("path") @DefaultValue("") String path,
            @QueryParam("area") @DefaultValue("files") String area,
            @Parameter(description = "In the name, in any case") @QueryParam("q") String text,
            @Parameter(description = "Comma-separated, as in an entry") @QueryParam("kind") String kinds,
            @Parameter(description = "With what is retained") @QueryParam("retained") @DefaultValue("true")
                    boolean retained,
            @Parameter(description = "In bytes") @QueryParam("leastSize") Long leastSize,
            @QueryParam("mostSize") Long mostSize,
            @Parameter(description = "As in an entry, in any case") @QueryParam("codec") String codec,
            @QueryParam("leastSeconds") Integer leastSeconds,
            @QueryParam("mostSeconds") Integer mostSeconds,
            @Parameter(description = "In pixels") @QueryParam("leastWidth") Integer leastWidth,
            @Parameter(description = "In pixels") @QueryParam("leastHeight") Integer leastHeight,
            @Parameter(description = "A day, such as 2026-01-31") @QueryParam("takenFrom") String takenFrom,
            @Parameter(description = "A day, which belongs to it") @QueryParam("takenUntil") String takenUntil,
            @QueryParam("offset") @DefaultValue("0") int offset,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        Stretch.check(offset, limit);
        SearchFilter filter = new SearchFilter(
                Optional.ofNullable(text).filter(it -> !it.isBlank()),
                kinds(kinds),
                retained,
                Optional.ofNullable(codec)
                        .map(it -> it.strip().toLowerCase(Locale.ROOT))
                        .filter(it -> !it.isEmpty()),
                Stream.of(
                                bound(Measure.SIZE, true, leastSize),
                                bound(Measure.SIZE, false, mostSize),
                                bound(Measure.SECONDS, true, leastSeconds),
                                bound(Measure.SECONDS, false, mostSeconds),
                                bound(Measure.WIDTH, true, leastWidth),
                                bound(Measure.HEIGHT, true, leastHeight),
                                bound(Measure.TAKEN, true, day("takenFrom", takenFrom, 0)),
                                bound(Measure.TAKEN, false, day("takenUntil", takenUntil, 1)))
                        .flatMap(Optional::stream)
                        .toList());
        Page<LibraryEntry> found =
                library.search(places.find(places.root(name), Area.find(area), path), filter, offset, limit);
        List<EntryDto> rows = library.placesOf(found.rows()).stream()
                .map(place -> EntryDto.of(place, language()))
                .toList();
        return new PageDto<>(rows, found.total(), offset);
    }

    private static Optional<SearchFilter.Bound> bound(Measure measure, boolean least, Comparable<?> value) {
        return Optional.ofNullable(value).map(it -> new SearchFilter.Bound(measure, least, it));
    }

    /** @return when the day begins, or the one so many days later; null when none is given */
    private static LocalDateTime day(String field, String text, int later) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(text).plusDays(later).atStartOfDay();
        } catch (DateTimeException e) {
            throw new InvalidInputException(field, "must be a day such as 2026-01-31");
        }
    }

    private static Set<EntryKind> kinds(String words) {
        if (words == null || words.isBlank()) {
            return Set.of();
        }
        return Arrays.stream(words.split(","))
                .map(word -> Arrays.stream(EntryKind.values())
                        .filter(kind -> kind.word().equals(word.strip().toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> new InvalidInputException("kind", "is not known: " + word)))
                .collect(Collectors.toSet());
    }

    @POST
    @Path("{library}/retain")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Rights.LIBRARY)
    @Operation(summary = "Let nobody remove these, nor a folder above them; with a reason and an end if so wished")
    public ChangeDto.Results retain(
            @PathParam("library") String name,
            @RequestBody(content = @Content(schema = @Schema(implementation = ChangeDto.class))) InputStream body) {
        ChangeDto change = ChangeDto.read(body, "reason", "until");
        return each(name, Area.FILES, change, place -> {
            retention.retain(place, Optional.ofNullable(change.reason()), Optional.ofNullable(change.until()));
            return Optional.empty();
        });
    }

    @POST
    @Path("{library}/release")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Rights.LIBRARY)
    @Operation(summary = "Retain these no more")
    public ChangeDto.Results release(
            @PathParam("library") String name,
            @RequestBody(content = @Content(schema = @Schema(implementation = ChangeDto.class))) InputStream body) {
        return each(name, Area.FILES, ChangeDto.read(body), place -> {
            retention.release(place);
            return Optional.empty();
        });
    }

    @POST
    @Path("{library}/remove")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Rights.LIBRARY)
    @Operation(summary = "Move these into the garbage")
    public ChangeDto.Results remove(
            @PathParam("library") String name,
            @RequestBody(content = @Content(schema = @Schema(implementation = ChangeDto.class))) InputStream body) {
        return each(name, Area.FILES, ChangeDto.read(body), place -> Optional.of(moving.remove(place)));
    }

    @POST
    @Path("{library}/restore")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Rights.LIBRARY)
    @Operation(summary = "Bring these back from the garbage to where they were")
    public ChangeDto.Results restore(
            @PathParam("library") String name,
            @RequestBody(content = @Content(schema = @Schema(implementation = ChangeDto.class))) InputStream body) {
        return each(name, Area.GARBAGE, ChangeDto.read(body), place -> Optional.of(moving.restore(place)));
    }

    @POST
    @Path("{library}/delete")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Rights.SETTINGS)
    @Operation(summary = "Delete these, which are in the garbage, for ever")
    public ChangeDto.Results delete(
            @PathParam("library") String name,
            @RequestBody(content = @Content(schema = @Schema(implementation = ChangeDto.class))) InputStream body) {
        return each(name, Area.GARBAGE, ChangeDto.read(body), place -> {
            moving.delete(place);
            return Optional.empty();
        });
    }

    @POST
    @Path("{library}/move")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Rights.LIBRARY)
    @Operation(summary = "Move these into another folder, also of another library; nothing is ever replaced")
    public ChangeDto.Results move(
            @PathParam("library") String name,
            @RequestBody(content = @Content(schema = @Schema(implementation = ChangeDto.class))) InputStream body) {
        ChangeDto change = ChangeDto.read(body, "destination", "library");
        LibraryRoot other = places.root(Optional.ofNullable(change.library()).orElse(name));
        Place folder =
                places.find(other, Area.FILES, ChangeDto.required("destination", change.destination()), "destination");
        return each(name, Area.FILES, change, place -> Optional.of(moving.move(place, folder)));
    }

    @POST
    @Path("{library}/rename")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Rights.LIBRARY)
    @Operation(summary = "Give a file or folder another name")
    public ChangeDto.Results rename(
            @PathParam("library") String name,
            @RequestBody(content = @Content(schema = @Schema(implementation = ChangeDto.class))) InputStream body) {
        ChangeDto change = ChangeDto.read(body, "name");
        if (change.paths().size() != 1) {
            throw new InvalidInputException("paths", "must be just one");
        }
        String newName = ChangeDto.required("name", change.name());
        return each(name, Area.FILES, change, place -> Optional.of(moving.rename(place, newName)));
    }

    @POST
    @Path("{library}/invalidate")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Rights.LIBRARY)
    @Operation(summary = "Forget what was read below these folders, and read it anew; what is retained stays so")
    public ChangeDto.Results invalidate(
            @PathParam("library") String name,
            @RequestBody(content = @Content(schema = @Schema(implementation = ChangeDto.class))) InputStream body) {
        return each(name, Area.FILES, ChangeDto.read(body), place -> {
            invalidation.invalidate(place);
            return Optional.empty();
        });
    }

    @POST
    @Path("{library}/scan")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Rights.LIBRARY)
    @Operation(summary = "Read these folders anew, with all that is below them, in the background")
    public ChangeDto.Results scan(
            @PathParam("library") String name,
            @RequestBody(content = @Content(schema = @Schema(implementation = ChangeDto.class))) InputStream body) {
        return each(name, Area.FILES, ChangeDto.read(body), place -> {
            scans.ask(place.entry().isFolder() ? place : place.parent());
            return Optional.empty();
        });
    }

    /** What is done with one entry. */
    @FunctionalInterface
    private interface Deed {
        Optional<Place> on(Place place);
    }

    private ChangeDto.Results each(String name, Area area, ChangeDto change, Deed deed) {
        LibraryRoot root = places.root(name);
        return ChangeDto.Results.of(change.paths(), path -> deed.on(places.find(root, area, path)), language());
    }

    private Locale language() {
        return Sentence.languageOf(headers::getHeaderString);
    }

    private LibraryDto dto(LibraryRoot root) {
        return LibraryDto.of(root, EntryDto.of(places.find(root, Area.FILES, ""), language()), language());
    }
}
