package org.reelmill.metrics.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reelmill.metrics.Metrics;
import org.reelmill.shared.Rights;

/** What a Prometheus scrapes from each node, with a bearer token. */
@Path("metrics")
@RequestScoped
@RolesAllowed(Rights.LOOK)
@Tag(name = "Dashboard")
public class MetricsResource {

    private final Metrics metrics;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public MetricsResource() {
        this(null);
    }

    @Inject
    public MetricsResource(Metrics metrics) {
        this.metrics = metrics;
    }

    @GET
    @Operation(summary = "This node and the whole mill in numbers, in Prometheus' text format")
    @APIResponse(responseCode = "200", content = @Content(mediaType = "text/plain"))
    public Response scrape() {
        return Response.ok(metrics.text()).type(Metrics.CONTENT_TYPE).build();
    }
}
