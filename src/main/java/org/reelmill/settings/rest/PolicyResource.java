package org.reelmill.settings.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.PolicyValues;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.PageDto;
import org.reelmill.shared.Rights;

/** The live settings of all nodes. A change takes effect at once, everywhere. */
@Path("v1/policies")
@RequestScoped
@RolesAllowed(Rights.NODES)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Policies")
public class PolicyResource {

    private final Policies policies;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public PolicyResource() {
        this(null);
    }

    @Inject
    public PolicyResource(Policies policies) {
        this.policies = policies;
    }

    @GET
    @Operation(summary = "List the policies")
    public PageDto<PolicyDto> list() {
        PolicyValues values = policies.current();
        return PageDto.of(List.of(Policy.values()), policy -> PolicyDto.of(policy, values));
    }

    @GET
    @Path("{key}")
    @Operation(summary = "Show a policy")
    public PolicyDto show(@PathParam("key") String key) {
        Policy policy = Policy.find(key).orElseThrow(() -> new NotFoundException("There is no policy " + key));
        return PolicyDto.of(policy, policies.current());
    }

    @PUT
    @Path("{key}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Rights.POLICIES)
    @Operation(summary = "Set a policy")
    public PolicyDto set(
            @PathParam("key") String key,
            @RequestBody(content = @Content(schema = @Schema(implementation = PolicyDto.Change.class)))
                    InputStream body) {
        policies.set(key, PolicyDto.Change.read(body).value());
        return show(key);
    }
}
