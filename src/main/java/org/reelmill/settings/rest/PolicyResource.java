package org.reelmill.settings.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.PolicyValues;
import org.reelmill.shared.JsonInput;
import org.reelmill.shared.PageDto;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Stretch;

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
        return PolicyDto.of(Policies.get(key), policies.current());
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

    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Rights.POLICIES)
    @Operation(summary = "Set several policies, all or none; the members are their keys")
    public PageDto<PolicyDto> change(
            @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT))) InputStream body) {
        JsonInput json = JsonInput.read(
                body, Arrays.stream(Policy.values()).map(Policy::key).collect(Collectors.toSet()));
        Map<Policy, String> wanted = new EnumMap<>(Policy.class);
        for (Policy policy : Policy.values()) {
            json.scalar(policy.key()).ifPresent(value -> wanted.put(policy, value));
        }
        policies.change(wanted, Map.of());
        return list();
    }

    @GET
    @Path("changes")
    @Operation(summary = "List the changes of policies, newest first; what is written by SQL is not among them")
    public PageDto<PolicyChangeDto> changes(
            @Parameter(description = "Only of this policy") @QueryParam("key") String key,
            @QueryParam("offset") @DefaultValue("0") int offset,
            @Parameter(description = "1 to 500") @QueryParam("limit") @DefaultValue("50") int limit) {
        Stretch.check(offset, limit);
        return PageDto.of(policies.changes(Optional.ofNullable(key), offset, limit), PolicyChangeDto::of);
    }

    @POST
    @Path("changes/{id}/undo")
    @RolesAllowed(Rights.POLICIES)
    @Operation(summary = "Take a change back, unless the policy was changed again since")
    public PageDto<PolicyDto> undo(@PathParam("id") long id) {
        policies.undo(id);
        return list();
    }
}
