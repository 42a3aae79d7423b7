package org.reelmill.account.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.reelmill.account.ApiTokens;
import org.reelmill.account.Caller;
import org.reelmill.account.CurrentCaller;
import org.reelmill.account.Role;
import org.reelmill.shared.JsonInput;
import org.reelmill.shared.PageDto;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Stretch;

/** The caller's own tokens. */
@Path("v1/tokens")
@RequestScoped
@RolesAllowed(Rights.TOKENS)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TokenResource {

    private static final Duration USUAL_LIFE = Duration.ofDays(365);

    private final ApiTokens tokens;
    private final CurrentCaller caller;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public TokenResource() {
        this(null, null);
    }

    @Inject
    public TokenResource(ApiTokens tokens, CurrentCaller caller) {
        this.tokens = tokens;
        this.caller = caller;
    }

    /**
     * A token that is asked for.
     *
     * @param role the most that it may do; absent: as much as its owner
     * @param clientId the client it is for; may be absent
     * @param expires when it ends; absent: in a year
     */
    public record NewToken(@Schema(required = true) String name, Role role, String clientId, Instant expires) {

        static NewToken read(InputStream body) {
            JsonInput json = JsonInput.read(body, Set.of("name", "role", "clientId", "expires"));
            return new NewToken(
                    JsonInput.required("name", json::text),
                    json.choice("role", Role.class).orElse(null),
                    json.text("clientId").orElse(null),
                    json.time("expires").orElse(null));
        }

        ApiTokens.Wish wish(Caller owner, Instant usualEnd) {
            return new ApiTokens.Wish(
                    name,
                    Optional.ofNullable(role).orElse(owner.role()),
                    Optional.ofNullable(clientId),
                    Optional.ofNullable(expires).orElse(usualEnd));
        }
    }

    @GET
    @Operation(summary = "List my tokens, newest first")
    public PageDto<TokenDto> list(
            @QueryParam("offset") @DefaultValue("0") int offset, @QueryParam("limit") @DefaultValue("50") int limit) {
        Stretch.check(offset, limit);
        return PageDto.of(tokens.page(caller.get().accountId(), offset, limit), TokenDto::of);
    }

    @POST
    @Operation(summary = "Make a token; the answer shows its secret for the only time")
    public Response create(
            @RequestBody(content = @Content(schema = @Schema(implementation = NewToken.class))) InputStream body,
            @Context UriInfo uri) {
        Caller owner = caller.get();
        ApiTokens.Issued issued = tokens.issue(owner, NewToken.read(body).wish(owner, tokens.endsAfter(USUAL_LIFE)));
        TokenDto dto = TokenDto.of(issued.token(), issued.secret());
        return Response.created(uri.getAbsolutePathBuilder()
                        .path(String.valueOf(dto.id()))
                        .build())
                .entity(dto)
                .build();
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Revoke a token")
    public void revoke(@PathParam("id") long id) {
        tokens.revoke(caller.get(), id);
    }
}
