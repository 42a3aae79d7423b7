package org.reelmill.pipeline.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reelmill.pipeline.Output;
import org.reelmill.pipeline.OutputSettings;
import org.reelmill.pipeline.Outputs;
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
    @Operation(summary = "List the outputs, largest first")
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

    private OutputDto dto(Output output) {
        return OutputDto.of(output, outputs.nameOf(output));
    }
}
