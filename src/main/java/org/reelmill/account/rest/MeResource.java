package org.reelmill.account.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.reelmill.account.Account;
import org.reelmill.account.Caller;
import org.reelmill.account.CurrentCaller;
import org.reelmill.account.OwnAccount;
import org.reelmill.account.Preferences;
import org.reelmill.account.SessionLogin;
import org.reelmill.shared.JsonInput;
import org.reelmill.shared.Rights;

/** The caller's own account. */
@Path("v1/me")
@RequestScoped
@RolesAllowed(Rights.OWN_ACCOUNT)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MeResource {

    private final CurrentCaller caller;
    private final OwnAccount own;
    private final SessionLogin session;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public MeResource() {
        this(null, null, null);
    }

    @Inject
    public MeResource(CurrentCaller caller, OwnAccount own, SessionLogin session) {
        this.caller = caller;
        this.own = own;
        this.session = session;
    }

    /** @param currentPassword to prove that it is the owner who asks */
    public record PasswordChange(
            @Schema(required = true) String currentPassword, @Schema(required = true) String password) {

        static PasswordChange read(InputStream body) {
            JsonInput json = JsonInput.read(body, Set.of("currentPassword", "password"));
            return new PasswordChange(
                    JsonInput.required("currentPassword", json::text), JsonInput.required("password", json::text));
        }
    }

    @GET
    @Operation(summary = "Who I am and what I may do")
    public MeDto me() {
        return MeDto.of(caller.get());
    }

    @PUT
    @Path("preferences")
    @Operation(summary = "Choose language and colours of the pages; what is not named stays")
    public Preferences prefer(
            @RequestBody(content = @Content(schema = @Schema(implementation = Preferences.class))) InputStream body) {
        JsonInput json = JsonInput.read(body, Set.of("language", "theme"));
        Preferences present = caller.get().preferences();
        Preferences wanted = new Preferences(
                json.choice("language", Preferences.Language.class).orElse(present.language()),
                json.choice("theme", Preferences.Theme.class).orElse(present.theme()));
        return own.prefer(caller.get(), wanted).preferences();
    }

    @POST
    @Path("password")
    @Operation(summary = "Change my password; my other sessions end")
    public void changePassword(
            @RequestBody(content = @Content(schema = @Schema(implementation = PasswordChange.class))) InputStream body,
            @Context HttpServletRequest request) {
        PasswordChange change = PasswordChange.read(body);
        Caller owner = caller.get();
        Account account =
                own.changePassword(owner, change.currentPassword(), change.password(), request.getRemoteAddr());
        if (owner.means() == Caller.Means.SESSION) {
            session.start(account);
        }
    }
}
