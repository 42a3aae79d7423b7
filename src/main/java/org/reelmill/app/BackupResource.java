package org.reelmill.app;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reelmill.settings.Configuration;
import org.reelmill.shared.ChangeMade;
import org.reelmill.shared.Rights;

/** What administrators fetch to keep it elsewhere, or to send it to somebody who helps. */
@Path("v1/admin")
@RequestScoped
@RolesAllowed(Rights.SETTINGS)
@Tag(name = "Settings")
public class BackupResource {

    private static final String ZIP = "application/zip";

    private final Configuration configuration;
    private final SupportBundle support;
    private final Event<ChangeMade> changes;
    private final Clock clock;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public BackupResource() {
        this(null, null, null, null);
    }

    @Inject
    public BackupResource(Configuration configuration, SupportBundle support, Event<ChangeMade> changes, Clock clock) {
        this.configuration = configuration;
        this.support = support;
        this.changes = changes;
        this.clock = clock;
    }

    @GET
    @Path("backup")
    @Produces(ZIP)
    @Operation(
            summary =
                    "Back up the database as it is at this moment, as ZIP; it holds the hashes of passwords and tokens, so keep it safe")
    @APIResponse(responseCode = "200", content = @Content(mediaType = ZIP))
    public Response backup() {
        changes.fire(new ChangeMade("admin.backup", "database", ""));
        // a session of its own, outside the pool and its transactions, for as long as it takes
        Backup backup = new Backup(ReelmillDataSource.withoutLimit(configuration), clock);
        StreamingOutput body = out -> {
            try {
                backup.write(out);
            } catch (SQLException e) {
                throw new IOException("The database cannot be read", e);
            }
        };
        return Response.ok(body).build();
    }

    @GET
    @Path("support")
    @Produces(ZIP)
    @Operation(summary = "Collect what somebody who helps needs to know of this node, as ZIP, without secrets")
    @APIResponse(responseCode = "200", content = @Content(mediaType = ZIP))
    public Response support() {
        changes.fire(new ChangeMade("admin.support", "node", ""));
        return Response.ok((StreamingOutput) support::write).build();
    }
}
