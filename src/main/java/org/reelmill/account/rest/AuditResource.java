package org.reelmill.account.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.reelmill.account.Audit;
import org.reelmill.account.AuditFilter;
import org.reelmill.shared.PageDto;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Stretch;

/** Who changed what. */
@Path("v1/audit")
@RequestScoped
@RolesAllowed(Rights.USERS)
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {

    private final Audit audit;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public AuditResource() {
        this(null);
    }

    @Inject
    public AuditResource(Audit audit) {
        this.audit = audit;
    }

    @GET
    @Operation(summary = "List the changes that people made, newest first")
    public PageDto<AuditDto> list(
            @Parameter(description = "Only by this account") @QueryParam("actor") String actor,
            @Parameter(description = "Only what begins with this, such as account. or policy.change")
                    @QueryParam("action")
                    String action,
            @Parameter(description = "Only things with this in their name, in any case") @QueryParam("subject")
                    String subject,
            @QueryParam("offset") @DefaultValue("0") int offset,
            @Parameter(description = "1 to 500") @QueryParam("limit") @DefaultValue("50") int limit) {
        Stretch.check(offset, limit);
        AuditFilter filter =
                new AuditFilter(Optional.ofNullable(actor), Optional.ofNullable(action), Optional.ofNullable(subject));
        return PageDto.of(audit.page(filter, offset, limit), AuditDto::of);
    }
}
