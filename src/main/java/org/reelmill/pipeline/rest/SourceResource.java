package org.reelmill.pipeline.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
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
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reelmill.account.CurrentCaller;
import org.reelmill.pipeline.ResumableUploads;
import org.reelmill.pipeline.SourceUploads;
import org.reelmill.pipeline.Sources;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.PageDto;
import org.reelmill.shared.RejectedException;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.Stretch;

/** The films in the source folder. */
@Path("v1/sources")
@RequestScoped
@RolesAllowed(Rights.LOOK)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sources")
public class SourceResource {

    private static final String CONTENT_RANGE = "Content-Range";

    private final Sources sources;
    private final ResumableUploads uploads;
    private final CurrentCaller caller;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public SourceResource() {
        this(null, null, null);
    }

    @Inject
    public SourceResource(Sources sources, ResumableUploads uploads, CurrentCaller caller) {
        this.sources = sources;
        this.uploads = uploads;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "List the films in the source folder by name")
    public PageDto<SourceDto> list(
            @Parameter(description = "Only films with this in their name, in any case") @QueryParam("q") String text,
            @QueryParam("offset") @DefaultValue("0") int offset,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        Stretch.check(offset, limit);
        return PageDto.of(sources.list(Optional.ofNullable(text), offset, limit), SourceDto::of);
    }

    @PUT
    @Path("{name}")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Rights.UPLOAD)
    @Operation(
            summary = "Upload a film of any size into the source folder",
            description = "It appears there only when it is whole. An existing file is never replaced.")
    @APIResponse(
            responseCode = "201",
            description = "It is stored",
            content = @Content(schema = @Schema(implementation = SourceUploads.Stored.class)))
    @APIResponse(responseCode = "409", description = "There is a file or an open job of this name")
    @APIResponse(responseCode = "413", description = "It is larger than the policy uploadMaxMiB allows")
    @APIResponse(responseCode = "415", description = "Its name is that of an image, a sound or a text")
    @APIResponse(responseCode = "429", description = "The account has as much as the policy uploadQuotaMiB allows")
    @APIResponse(responseCode = "507", description = "The disk is too small")
    public Response upload(
            @PathParam("name") String name,
            @Parameter(description = "RFC 9530, sha-256=:<base64>:; checked if there") @HeaderParam(Checksums.DIGEST)
                    String contentDigest,
            @Parameter(description = "64 hexadecimal digits; checked if there") @HeaderParam(Checksums.HEX)
                    String checksum,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_LENGTH) String length,
            @Parameter(hidden = true) @HeaderParam(CONTENT_RANGE) String range,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_ENCODING) String encoding,
            @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM)) InputStream film,
            @Context UriInfo uri) {
        requireWhole(range, encoding);
        SourceUploads.Announced announced =
                new SourceUploads.Announced(length(length), Checksums.read(contentDigest, checksum));
        SourceUploads.Stored stored = uploads.receiveWhole(name, film, announced, caller.get());
        return Response.created(uri.getAbsolutePath()).entity(stored).build();
    }

    /** RFC 9110, sections 14.5 and 8.4: a piece, or something packed, must not be taken for the whole. */
    private static void requireWhole(String range, String encoding) {
        if (range != null) {
            throw new InvalidInputException(CONTENT_RANGE, Sentence.of("pipeline.refusal.parts"));
        }
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new RejectedException(RejectedException.Kind.WRONG_TYPE, Sentence.of("pipeline.refusal.encoded"));
        }
    }

    private static OptionalLong length(String header) {
        if (header == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(header));
        } catch (NumberFormatException e) {
            throw new InvalidInputException(HttpHeaders.CONTENT_LENGTH, "must be a whole number");
        }
    }
}
