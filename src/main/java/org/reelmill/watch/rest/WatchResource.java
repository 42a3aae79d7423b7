package org.reelmill.watch.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reelmill.shared.PageDto;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Stretch;
import org.reelmill.watch.FileState;
import org.reelmill.watch.UrlBases;
import org.reelmill.watch.WatchLedger;
import org.reelmill.watch.WatchedFolders;

/** Watched folders, their ledger, and the register of videos. */
@Path("v1/watch")
@RequestScoped
@RolesAllowed(Rights.LOOK)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Watched folders")
public class WatchResource {

    private final WatchedFolders folders;
    private final WatchLedger ledger;
    private final UrlBases bases;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public WatchResource() {
        this(null, null, null);
    }

    @Inject
    public WatchResource(WatchedFolders folders, WatchLedger ledger, UrlBases bases) {
        this.folders = folders;
        this.ledger = ledger;
        this.bases = bases;
    }

    @GET
    @Path("folders")
    @Operation(summary = "List watched folders with how they stand")
    public PageDto<FolderDto> list() {
        return PageDto.of(ledger.reports(), FolderDto::of);
    }

    @POST
    @Path("folders")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Rights.SETTINGS)
    @Operation(summary = "Watch a folder; only its path has to be named")
    @APIResponse(
            responseCode = "201",
            description = "The folder, at the address in the header Location",
            content = @Content(schema = @Schema(implementation = FolderDto.class)))
    public Response create(
            @RequestBody(content = @Content(schema = @Schema(implementation = FolderDto.WantedDto.class)))
                    InputStream body,
            @Context UriInfo uri) {
        long id = folders.add(FolderDto.readNew(body)).id();
        return Response.created(
                        uri.getAbsolutePathBuilder().path(String.valueOf(id)).build())
                .entity(show(id))
                .build();
    }

    @GET
    @Path("folders/{id}")
    @Operation(summary = "Show a watched folder")
    public FolderDto show(@PathParam("id") long id) {
        return FolderDto.of(ledger.report(id));
    }

    @PATCH
    @Path("folders/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Rights.SETTINGS)
    @Operation(summary = "Change a watched folder; what is not named stays as it is")
    public FolderDto change(
            @PathParam("id") long id,
            @RequestBody(content = @Content(schema = @Schema(implementation = FolderDto.WantedDto.class)))
                    InputStream body) {
        folders.change(id, FolderDto.readChange(body, folders.get(id).settings()));
        return show(id);
    }

    @DELETE
    @Path("folders/{id}")
    @RolesAllowed(Rights.SETTINGS)
    @Operation(summary = "Watch a folder no longer; its files, and their rows in the register, stay")
    public void delete(@PathParam("id") long id) {
        folders.remove(id);
    }

    @POST
    @Path("folders/{id}/rescan")
    @RolesAllowed(Rights.JOBS)
    @Operation(summary = "Compare all of a folder with its ledger now")
    public FolderDto rescan(
            @PathParam("id") long id,
            @Parameter(description = "Whether what vanished is really gone, even all of it")
                    @QueryParam("acceptLoss")
                    @DefaultValue("false")
                    boolean acceptLoss) {
        folders.rescan(id, acceptLoss);
        return show(id);
    }

    @GET
    @Path("folders/{id}/files")
    @Operation(summary = "List files of a folder in one state, latest first")
    public PageDto<FileDto> files(
            @PathParam("id") long id,
            @QueryParam("state") @DefaultValue("SETTLING") FileState state,
            @QueryParam("offset") @DefaultValue("0") int offset,
            @Parameter(description = "1 to 500") @QueryParam("limit") @DefaultValue("50") int limit) {
        Stretch.check(offset, limit);
        return PageDto.of(ledger.files(id, state, offset, limit), FileDto::of);
    }

    @GET
    @Path("why")
    @RolesAllowed(Rights.JOBS)
    @Operation(summary = "Why a file was not picked up")
    public WhyDto why(@Parameter(description = "Its absolute path") @QueryParam("path") String path) {
        return new WhyDto(path, ledger.why(path).english());
    }

    /** The answer, in a sentence. */
    public record WhyDto(String path, String why) {}

    @GET
    @Path("videos")
    @Operation(summary = "List the register of videos, newest first")
    public PageDto<VideoDto> videos(
            @Parameter(description = "Only with this status") @QueryParam("status") Integer status,
            @Parameter(description = "Only with a path that begins so") @QueryParam("path") @DefaultValue("")
                    String path,
            @QueryParam("offset") @DefaultValue("0") int offset,
            @Parameter(description = "1 to 500") @QueryParam("limit") @DefaultValue("50") int limit) {
        Stretch.check(offset, limit);
        return PageDto.of(ledger.videos(Optional.ofNullable(status), path, offset, limit), VideoDto::of);
    }

    @GET
    @Path("videos/{id}")
    @Operation(summary = "Show a video of the register")
    public VideoDto video(@PathParam("id") int id) {
        return VideoDto.of(ledger.video(id));
    }

    @GET
    @Path("bases")
    @Operation(summary = "List the base addresses of folders that were added here")
    public PageDto<BaseDto> bases() {
        return PageDto.of(bases.added(), BaseDto::of);
    }

    @POST
    @Path("bases")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Rights.SETTINGS)
    @Operation(summary = "Give the files below a folder addresses; of several bases the one nearest to a file counts")
    @APIResponse(
            responseCode = "201",
            description = "The new base",
            content = @Content(schema = @Schema(implementation = BaseDto.class)))
    public Response addBase(
            @RequestBody(content = @Content(schema = @Schema(implementation = BaseDto.NewBaseDto.class)))
                    InputStream body) {
        BaseDto.NewBaseDto wanted = BaseDto.NewBaseDto.read(body);
        return Response.status(Response.Status.CREATED)
                .entity(BaseDto.of(bases.add(wanted.folder(), wanted.url())))
                .build();
    }

    @DELETE
    @Path("bases/{id}")
    @RolesAllowed(Rights.SETTINGS)
    @Operation(summary = "Take a base address away; videos that are registered keep theirs")
    public void removeBase(@PathParam("id") long id) {
        bases.remove(id);
    }
}
