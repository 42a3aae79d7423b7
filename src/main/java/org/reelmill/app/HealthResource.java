package org.reelmill.app;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.reelmill.shared.ReadinessCheck;

/** Answers load balancers and service managers; open to everybody. */
@Path("health")
@RequestScoped
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {

    private final Instance<ReadinessCheck> checks;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public HealthResource() {
        this(null);
    }

    @Inject
    public HealthResource(@Any Instance<ReadinessCheck> checks) {
        this.checks = checks;
    }

    /** Whether the process works at all. */
    @GET
    @Path("live")
    @Operation(summary = "Whether the process works at all")
    public HealthDto live() {
        return new HealthDto("up", List.of());
    }

    /** Whether this node can do its work; 503 with the reasons if not. */
    @GET
    @Path("ready")
    @Operation(summary = "Whether this node can do its work; 503 with the reasons if not")
    public Response ready() {
        List<String> reasons = checks.stream()
                .map(ReadinessCheck::problem)
                .flatMap(Optional::stream)
                .toList();
        return reasons.isEmpty()
                ? Response.ok(new HealthDto("up", reasons)).build()
                : Response.status(Response.Status.SERVICE_UNAVAILABLE)
                        .entity(new HealthDto("down", reasons))
                        .build();
    }
}
