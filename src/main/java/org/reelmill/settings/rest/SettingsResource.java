package org.reelmill.settings.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reelmill.settings.FolderReport;
import org.reelmill.settings.Folders;
import org.reelmill.settings.ThisServer;
import org.reelmill.shared.Rights;

/** The node that answers: its folders and its configuration. What holds for all nodes are the policies. */
@Path("v1/settings")
@RequestScoped
@RolesAllowed(Rights.SETTINGS)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settings")
public class SettingsResource {

    private final Folders folders;
    private final ThisServer server;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public SettingsResource() {
        this(null, null);
    }

    @Inject
    public SettingsResource(Folders folders, ThisServer server) {
        this.folders = folders;
        this.server = server;
    }

    /** A folder of the node. */
    public record FolderDto(
            @Schema(description = "home, work, source or delivery") String kind,
            String path,
            @Schema(description = "The variable that names it; empty: it follows from another one") String setBy,
            @Schema(description = "Whether it holds the marker file") boolean marked,
            FolderReport.Condition condition,
            Long freeBytes,
            Long totalBytes) {

        static FolderDto of(FolderReport report) {
            return new FolderDto(
                    report.kind(),
                    report.path().toString(),
                    report.setBy(),
                    report.marked(),
                    report.condition(),
                    report.freeBytes().orElse(null),
                    report.totalBytes().orElse(null));
        }
    }

    public record SettingsDto(
            List<FolderDto> folders,
            @Schema(description = "Values by variable, without secrets") Map<String, String> configuration,
            Instant time) {}

    @GET
    @Operation(summary = "Show the folders and the configuration of this node")
    public SettingsDto show() {
        return new SettingsDto(
                folders.list().stream().map(FolderDto::of).toList(), server.configuration(), server.time());
    }

    @POST
    @Path("folders/{kind}/mark")
    @Operation(summary = "Mark a folder as the right one, so that it is used")
    public FolderDto mark(@PathParam("kind") String kind) {
        return FolderDto.of(folders.mark(kind));
    }
}
