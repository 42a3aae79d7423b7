package org.reelmill.account.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
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
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.reelmill.account.AccountFilter;
import org.reelmill.account.AccountOrder;
import org.reelmill.account.Accounts;
import org.reelmill.account.ApiTokens;
import org.reelmill.account.Role;
import org.reelmill.shared.JsonInput;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.PageDto;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.Stretch;

/** Everybody's accounts, for administrators. */
@Path("v1/users")
@RequestScoped
@RolesAllowed(Rights.USERS)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class UserResource {

    private final Accounts accounts;
    private final ApiTokens tokens;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public UserResource() {
        this(null, null);
    }

    @Inject
    public UserResource(Accounts accounts, ApiTokens tokens) {
        this.accounts = accounts;
        this.tokens = tokens;
    }

    /** @param password the first one, which the owner has to change */
    public record NewUser(
            @Schema(required = true) String username,
            @Schema(required = true) String password,
            @Schema(required = true) Role role) {

        static NewUser read(InputStream body) {
            JsonInput json = JsonInput.read(body, Set.of("username", "password", "role"));
            return new NewUser(
                    JsonInput.required("username", json::text),
                    JsonInput.required("password", json::text),
                    readRole(json));
        }
    }

    public record RoleChange(@Schema(required = true) Role role) {

        static RoleChange read(InputStream body) {
            return new RoleChange(readRole(JsonInput.read(body, Set.of("role"))));
        }
    }

    public record DisabledChange(@Schema(required = true) boolean disabled) {

        static DisabledChange read(InputStream body) {
            return new DisabledChange(JsonInput.required("disabled", JsonInput.read(body, Set.of("disabled"))::flag));
        }
    }

    /** @param password another one, which the owner has to change */
    public record PasswordReset(@Schema(required = true) String password) {

        static PasswordReset read(InputStream body) {
            return new PasswordReset(JsonInput.required("password", JsonInput.read(body, Set.of("password"))::text));
        }
    }

    private static Role readRole(JsonInput json) {
        return JsonInput.required("role", field -> json.choice(field, Role.class));
    }

    @GET
    @Operation(summary = "List the accounts")
    public PageDto<UserDto> list(
            @Parameter(description = "Only accounts with this in their name, in any case") @QueryParam("q") String text,
            @QueryParam("role") Role role,
            @QueryParam("disabled") Boolean disabled,
            @QueryParam("sort") @DefaultValue("NAME") AccountOrder.By sort,
            @QueryParam("descending") @DefaultValue("false") boolean descending,
            @QueryParam("offset") @DefaultValue("0") int offset,
            @Parameter(description = "1 to 500") @QueryParam("limit") @DefaultValue("50") int limit) {
        Stretch.check(offset, limit);
        AccountFilter filter =
                new AccountFilter(Optional.ofNullable(text), Optional.ofNullable(role), Optional.ofNullable(disabled));
        return PageDto.of(accounts.page(filter, new AccountOrder(sort, descending), offset, limit), UserDto::of);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show an account")
    public UserDto show(@PathParam("id") long id) {
        return accounts.find(id)
                .map(UserDto::of)
                .orElseThrow(() -> new NotFoundException(Sentence.of("account.refusal.noAccount", id)));
    }

    @POST
    @Operation(summary = "Make an account; its owner has to change the password at the first sign-in")
    public Response create(
            @RequestBody(content = @Content(schema = @Schema(implementation = NewUser.class))) InputStream body,
            @Context UriInfo uri) {
        NewUser user = NewUser.read(body);
        UserDto created = UserDto.of(accounts.create(user.username(), user.password(), user.role()));
        return Response.created(uri.getAbsolutePathBuilder()
                        .path(String.valueOf(created.id()))
                        .build())
                .entity(created)
                .build();
    }

    @PUT
    @Path("{id}/role")
    @Operation(summary = "Give an account another role")
    public UserDto changeRole(
            @PathParam("id") long id,
            @RequestBody(content = @Content(schema = @Schema(implementation = RoleChange.class))) InputStream body) {
        return UserDto.of(accounts.changeRole(id, RoleChange.read(body).role()));
    }

    @PUT
    @Path("{id}/disabled")
    @Operation(summary = "Switch an account off, with its sessions and tokens, or on again")
    public UserDto disable(
            @PathParam("id") long id,
            @RequestBody(content = @Content(schema = @Schema(implementation = DisabledChange.class)))
                    InputStream body) {
        return UserDto.of(accounts.disable(id, DisabledChange.read(body).disabled()));
    }

    @POST
    @Path("{id}/password")
    @Operation(summary = "Give an account another password, which its owner has to change")
    public UserDto resetPassword(
            @PathParam("id") long id,
            @RequestBody(content = @Content(schema = @Schema(implementation = PasswordReset.class))) InputStream body) {
        return UserDto.of(accounts.resetPassword(id, PasswordReset.read(body).password()));
    }

    @GET
    @Path("{id}/tokens")
    @Operation(summary = "List the tokens of an account, newest first")
    public PageDto<TokenDto> tokens(
            @PathParam("id") long id,
            @QueryParam("offset") @DefaultValue("0") int offset,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        Stretch.check(offset, limit);
        return PageDto.of(tokens.page(show(id).id(), offset, limit), TokenDto::of);
    }
}
