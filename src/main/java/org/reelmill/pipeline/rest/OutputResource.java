package org.reelmill.pipeline.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reelmill.media.Rendition;
import org.reelmill.pipeline.Output;
import org.reelmill.pipeline.OutputSettings;
import org.reelmill.pipeline.Outputs;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.JsonInput;
import org.reelmill.shared.PageDto;
import org.reelmill.shared.Rights;

/** The renditions that films get. A change takes effect at once: jobs in work get what is asked for now. */
@Path("v1/outputs")
@RequestScoped
@RolesAllowed(Rights.OUTPUTS)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Outputs")
public class OutputResource {

    private final Outputs outputs;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public OutputResource() {
        this(null);
    }

    @Inject
    public OutputResource(Outputs outputs) {
        this.outputs = outputs;
    }

    @GET
    @RolesAllowed(Rights.LOOK)
    @Operation(summary = "List the outputs in their order; largest first where nobody has put them in order")
    public PageDto<OutputDto> list() {
        return PageDto.of(outputs.all(), this::dto);
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Rights.LOOK)
    @Operation(summary = "Show an output")
    public OutputDto show(@PathParam("id") long id) {
        return dto(outputs.get(id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Add an output; maxX and maxY are needed")
    @APIResponse(
            responseCode = "201",
            description = "The new output, at the address in the header Location",
            content = @Content(schema = @Schema(implementation = OutputDto.class)))
    public Response create(
            @RequestBody(content = @Content(schema = @Schema(implementation = OutputSettings.class))) InputStream body,
            @Context UriInfo uri) {
        Output output = outputs.add(OutputDto.readNew(body));
        return Response.created(uri.getAbsolutePathBuilder()
                        .path(String.valueOf(output.id()))
                        .build())
                .entity(dto(output))
                .build();
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Change an output; what is not named stays as it is")
    public OutputDto change(
            @PathParam("id") long id,
            @RequestBody(content = @Content(schema = @Schema(implementation = OutputSettings.class)))
                    InputStream body) {
        return dto(outputs.change(id, OutputDto.readChange(body, outputs.get(id).settings())));
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Remove an output; films that have it keep it")
    public void delete(@PathParam("id") long id) {
        outputs.remove(id);
    }

    @PUT
    @Path("order")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Put the list of outputs in order")
    public PageDto<OutputDto> order(
            @RequestBody(content = @Content(schema = @Schema(implementation = Order.class))) InputStream body) {
        JsonInput json = JsonInput.read(body, Set.of("order"));
        outputs.order(JsonInput.required("order", json::numbers).stream()
                .map(Integer::longValue)
                .toList());
        return list();
    }

    /** @param order ids of all outputs */
    public record Order(@Schema(required = true) List<Long> order) {}

    @GET
    @Path("preview")
    @RolesAllowed(Rights.LOOK)
    @Operation(summary = "What a source of this size would get, by the rule that ingest follows")
    public PageDto<PreviewDto> preview(
            @Parameter(description = "In square pixels, as a viewer sees it; 16 to 16384") @QueryParam("width")
                    Integer width,
            @QueryParam("height") Integer height) {
        checkSide("width", width);
        checkSide("height", height);
        return PageDto.of(outputs.preview(width, height), PreviewDto::of);
    }

    /** A rendition that a source would get. */
    public record PreviewDto(String name, int width, int height) {

        static PreviewDto of(Rendition.Fitted fitted) {
            return new PreviewDto(
                    fitted.rendition().name(),
                    fitted.size().width(),
                    fitted.size().height());
        }
    }

    private static void checkSide(String field, Integer pixels) {
        if (pixels == null || pixels < 16 || pixels > 16_384) {
            throw new InvalidInputException(field, "must be 16 to 16384");
        }
    }

    private OutputDto dto(Output output) {
        return OutputDto.of(output, outputs.nameOf(output));
    }
}
