package org.reelmill.library.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reelmill.library.Library;
import org.reelmill.library.LibraryScan;
import org.reelmill.library.Place;
import org.reelmill.library.Places;
import org.reelmill.library.PurgeForecast;
import org.reelmill.library.Scans;
import org.reelmill.library.Transfer;
import org.reelmill.library.Transfers;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.PageDto;
import org.reelmill.shared.Rights;

/** What the library is busy with, scans and moves, and what it will do by itself. */
@Path("v1/library-work")
@RequestScoped
@RolesAllowed(Rights.LOOK)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Library")
public class LibraryWorkResource {

    /** Days; as long as anything may be kept. */
    private static final int LONGEST_FORECAST = 36_500;

    private final Scans scans;
    private final Transfers transfers;
    private final Places places;
    private final Library library;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public LibraryWorkResource() {
        this(null, null, null, null);
    }

    @Inject
    public LibraryWorkResource(Scans scans, Transfers transfers, Places places, Library library) {
        this.scans = scans;
        this.transfers = transfers;
        this.places = places;
        this.library = library;
    }

    /**
     * A scan.
     *
     * @param library null for the look into media files
     */
    public record ScanDto(
            long id,
            String library,
            String path,
            @Schema(description = "Who asked for it") String actor,
            String requested,
            @Schema(description = "Whether a server has it in hand") boolean running,
            @Schema(description = "Folders, or media files, that it has looked at") long done,
            @Schema(description = "Its last execution of Jakarta Batch") Long execution) {}

    /** Something that is being moved. */
    public record TransferDto(String kind, String name, String actor, long bytes, long copied) {

        static TransferDto of(Transfer transfer) {
            return new TransferDto(
                    transfer.kind().name(), transfer.name(), transfer.actor(), transfer.bytes(), transfer.copied());
        }
    }

    @GET
    @Path("scans")
    @Operation(summary = "List the scans that wait or run, in the order in which they were asked for")
    public PageDto<ScanDto> list() {
        return PageDto.of(scans.all(), this::dto);
    }

    @POST
    @Path("scans/{id}/cancel")
    @RolesAllowed(Rights.LIBRARY)
    @Operation(summary = "End a scan; what it has read stays")
    public void cancel(@PathParam("id") long id) {
        scans.cancel(id);
    }

    @GET
    @Path("transfers")
    @Operation(summary = "List what is being moved just now")
    public PageDto<TransferDto> transfers() {
        return PageDto.of(transfers.all(), TransferDto::of);
    }

    /**
     * What the age purge will delete.
     *
     * @param next null when nothing is ahead
     */
    public record PurgeDto(
            @Schema(description = "Policy garbageKeepDays; 0: nothing is deleted by age") int keepDays,
            @Schema(description = "The days that this looks ahead") int within,
            @Schema(description = "Files and folders that are deleted for ever within these days") long entries,
            long bytes,
            @Schema(description = "When the first one is deleted") String next) {}

    @GET
    @Path("purge")
    @Operation(summary = "Show what the garbage of all libraries will lose by age")
    public PurgeDto purge(@QueryParam("within") @DefaultValue("7") int within) {
        if (within < 0 || within > LONGEST_FORECAST) {
            throw new InvalidInputException("within", "must be 0 to " + LONGEST_FORECAST);
        }
        PurgeForecast forecast = library.forecast(within);
        return new PurgeDto(
                forecast.keepDays(),
                within,
                forecast.entries(),
                forecast.bytes(),
                forecast.next()
                        .map(time -> time.toInstant(ZoneOffset.UTC).toString())
                        .orElse(null));
    }

    private ScanDto dto(LibraryScan scan) {
        Optional<Place> folder = scan.isOfMedia() ? Optional.empty() : places.find(scan.folderId());
        return new ScanDto(
                scan.id(),
                folder.map(place -> place.root().name()).orElse(null),
                folder.map(Place::path).orElse(null),
                scan.actor(),
                scan.requested().toInstant(ZoneOffset.UTC).toString(),
                scan.running(),
                scan.folders(),
                scan.executionId().orElse(null));
    }
}
