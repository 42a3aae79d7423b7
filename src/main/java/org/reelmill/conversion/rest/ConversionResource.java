package org.reelmill.conversion.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reelmill.conversion.ConversionTypes;
import org.reelmill.conversion.Conversions;
import org.reelmill.shared.PageDto;
import org.reelmill.shared.Rights;

/** What can be converted to what, and what is converted now. */
@Path("v1/conversions")
@RequestScoped
@RolesAllowed(Rights.LOOK)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Conversions")
public class ConversionResource {

    private final ConversionTypes types;
    private final Conversions conversions;
    private final Clock clock;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public ConversionResource() {
        this(null, null, null);
    }

    @Inject
    public ConversionResource(ConversionTypes types, Conversions conversions, Clock clock) {
        this.types = types;
        this.conversions = conversions;
        this.clock = clock;
    }

    @GET
    @Path("types")
    @Operation(summary = "What files may be converted to")
    public PageDto<ConversionTypeDto> types() {
        return PageDto.of(types.all(), ConversionTypeDto::of);
    }

    @PATCH
    @Path("types/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Rights.SETTINGS)
    @Operation(summary = "Change a conversion for all items that are begun from now on")
    public ConversionTypeDto change(
            @PathParam("name") String name,
            @RequestBody(content = @Content(schema = @Schema(implementation = ConversionTypeDto.Change.class)))
                    InputStream body) {
        return ConversionTypeDto.of(types.change(name, ConversionTypeDto.Change.read(body)));
    }

    @GET
    @Path("threads")
    @RolesAllowed(Rights.JOBS)
    @Operation(summary = "Which thread of which node converts what, and since when (S2.10)")
    public PageDto<ThreadDto> threads() {
        return PageDto.of(conversions.running(), running -> ThreadDto.of(running, clock));
    }
}
