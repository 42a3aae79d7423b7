package org.reelmill.pipeline.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reelmill.account.CurrentCaller;
import org.reelmill.pipeline.PartialUpload;
import org.reelmill.pipeline.ResumableUploads;
import org.reelmill.pipeline.UploadLimits;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Problem;
import org.reelmill.shared.Rights;

/** Uploads into the source folder that go on after a break, by the tus protocol 1.0.0, for any client of it. */
@Path("v1/uploads")
@Tus
@RequestScoped
@RolesAllowed(Rights.UPLOAD)
@Tag(name = "Sources")
public class UploadResource {

    /** Of the protocol: a piece is not what its checksum says. */
    private static final int CHECKSUM_MISMATCH = 460;

    private static final String EXTENSIONS = "creation,creation-with-upload,checksum,expiration,termination";

    private final ResumableUploads uploads;
    private final UploadLimits limits;
    private final CurrentCaller caller;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public UploadResource() {
        this(null, null, null);
    }

    @Inject
    public UploadResource(ResumableUploads uploads, UploadLimits limits, CurrentCaller caller) {
        this.uploads = uploads;
        this.limits = limits;
        this.caller = caller;
    }

    @OPTIONS
    @Operation(summary = "What of the tus protocol there is")
    @APIResponse(responseCode = "204", description = "In the headers Tus-Version, Tus-Extension and Tus-Max-Size")
    public Response options() {
        ResponseBuilder answer = Response.noContent()
                .header(TusHeaders.VERSIONS, TusHeaders.VERSION)
                .header(TusHeaders.EXTENSION, EXTENSIONS)
                .header(TusHeaders.ALGORITHMS, TusHeaders.algorithms());
        limits.mostMebibytes().ifPresent(most -> answer.header(TusHeaders.MAX_SIZE, ((long) most) << 20));
        return answer.build();
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary =
                    "Begin an upload of Upload-Length bytes; Upload-Metadata holds filename, and sha256 if it shall be checked",
            description = "It may bring the first piece (Content-Type " + TusHeaders.PIECE
                    + "). Whoever begins an upload again that is open gets the same one if its sha256 is the same,"
                    + " else a new one, from the start.")
    @APIResponse(responseCode = "201", description = "It goes on at the address in the header Location")
    @APIResponse(responseCode = "409", description = "There is a file, an open job or an open upload of this name")
    @APIResponse(responseCode = "412", description = "The header Tus-Resumable is not 1.0.0")
    @APIResponse(responseCode = "413", description = "It is larger than the policy uploadMaxMiB allows")
    @APIResponse(responseCode = "415", description = "Its name is that of an image, a sound or a text")
    @APIResponse(responseCode = "429", description = "The account has as much as the policy uploadQuotaMiB allows")
    @APIResponse(responseCode = "507", description = "The disk is too small")
    public Response create(
            @HeaderParam(TusHeaders.LENGTH) String length,
            @HeaderParam(TusHeaders.METADATA) String metadata,
            @HeaderParam(TusHeaders.CHECKSUM) String checksum,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) String type,
            @RequestBody(content = @Content(mediaType = TusHeaders.PIECE)) InputStream piece,
            @Context UriInfo uri) {
        long bytes = TusHeaders.bytes(TusHeaders.LENGTH, length);
        Optional<ResumableUploads.Checksum> sum = TusHeaders.checksum(checksum);
        PartialUpload upload = uploads.create(wish(bytes, metadata), caller.get());
        URI location =
                uri.getAbsolutePathBuilder().path(upload.uuid().toString()).build();
        ResponseBuilder created = expiring(Response.created(location), upload);
        if (!TusHeaders.PIECE.equals(type)) {
            return created.build();
        }
        return upload.received() == 0
                ? append(created, upload.uuid(), 0, piece, sum)
                : created.header(TusHeaders.OFFSET, upload.received()).build();
    }

    @HEAD
    @Path("{uuid}")
    @Operation(summary = "From where an upload goes on: Upload-Offset")
    public Response head(@PathParam("uuid") UUID uuid) {
        PartialUpload upload = uploads.get(uuid, caller.get());
        ResponseBuilder answer = expiring(Response.ok(), upload)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(TusHeaders.OFFSET, upload.received())
                .header(TusHeaders.LENGTH, upload.bytes());
        if (!upload.metadata().isEmpty()) {
            answer.header(TusHeaders.METADATA, upload.metadata());
        }
        return answer.build();
    }

    @PATCH
    @Path("{uuid}")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary =
                    "Bring the piece that begins at Upload-Offset; with the last one the film is in the source folder")
    @APIResponse(responseCode = "204", description = "The next piece begins at Upload-Offset")
    @APIResponse(responseCode = "409", description = "Upload-Offset is not where the last piece ended")
    @APIResponse(responseCode = "415", description = "The Content-Type is not " + TusHeaders.PIECE)
    @APIResponse(responseCode = "460", description = "The piece is not what Upload-Checksum says; nothing of it counts")
    public Response patch(
            @HeaderParam(TusHeaders.OFFSET) String offset,
            @HeaderParam(TusHeaders.CHECKSUM) String checksum,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) String type,
            @PathParam("uuid") UUID uuid,
            @RequestBody(content = @Content(mediaType = TusHeaders.PIECE)) InputStream piece) {
        if (!TusHeaders.PIECE.equals(type)) {
            return refusal(Response.Status.UNSUPPORTED_MEDIA_TYPE, "A piece has the Content-Type " + TusHeaders.PIECE);
        }
        PartialUpload upload = uploads.get(uuid, caller.get());
        return append(
                expiring(Response.noContent(), upload),
                uuid,
                TusHeaders.bytes(TusHeaders.OFFSET, offset),
                piece,
                TusHeaders.checksum(checksum));
    }

    @DELETE
    @Path("{uuid}")
    @Operation(summary = "End an upload; what has arrived of it is removed")
    @APIResponse(responseCode = "204", description = "It is forgotten; a film that was complete stays")
    public void delete(@PathParam("uuid") UUID uuid) {
        uploads.end(uuid, caller.get());
    }

    private Response append(
            ResponseBuilder answer,
            UUID uuid,
            long offset,
            InputStream piece,
            Optional<ResumableUploads.Checksum> checksum) {
        try {
            return answer.header(TusHeaders.OFFSET, uploads.append(uuid, caller.get(), offset, piece, checksum))
                    .build();
        } catch (ResumableUploads.ChecksumMismatchException e) {
            return Response.status(CHECKSUM_MISMATCH, "Checksum Mismatch").build();
        }
    }

    private static Response refusal(Response.Status status, String detail) {
        return Response.status(status)
                .type(Problem.MEDIA_TYPE)
                .entity(new Problem(status.getStatusCode(), status.getReasonPhrase(), detail).toJson())
                .build();
    }

    private static ResumableUploads.Wish wish(long bytes, String metadata) {
        Map<String, String> values = TusHeaders.metadata(metadata);
        String name = Optional.ofNullable(values.get("filename"))
                .or(() -> Optional.ofNullable(values.get("name")))
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new InvalidInputException(TusHeaders.METADATA, "must hold filename"));
        return new ResumableUploads.Wish(
                name,
                bytes,
                Optional.ofNullable(values.get("sha256")).map(sum -> Checksums.ofHex(TusHeaders.METADATA, sum)),
                Optional.ofNullable(metadata).orElse(""));
    }

    private static ResponseBuilder expiring(ResponseBuilder answer, PartialUpload upload) {
        return answer.header(
                TusHeaders.EXPIRES,
                DateTimeFormatter.RFC_1123_DATE_TIME.format(upload.expires().atOffset(ZoneOffset.UTC)));
    }
}
