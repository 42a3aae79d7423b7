package org.reelmill.node.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reelmill.node.NodeLog;
import org.reelmill.node.NodeLogLine;
import org.reelmill.node.NodeRegistry;
import org.reelmill.node.NodeSteering;
import org.reelmill.shared.BulkDto;
import org.reelmill.shared.PageDto;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.Stretch;

/** The servers that do the work. */
@Path("v1/nodes")
@RequestScoped
@RolesAllowed(Rights.NODES)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Nodes")
public class NodeResource {

    private final NodeRegistry nodes;
    private final NodeSteering steering;
    private final NodeLog log;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public NodeResource() {
        this(null, null, null);
    }

    @Inject
    public NodeResource(NodeRegistry nodes, NodeSteering steering, NodeLog log) {
        this.nodes = nodes;
        this.steering = steering;
        this.log = log;
    }

    @GET
    @RolesAllowed(Rights.LOOK)
    @Operation(summary = "List the nodes by name")
    public PageDto<NodeDto> list() {
        return PageDto.of(nodes.reports(), NodeDto::of);
    }

    @GET
    @Path("{uuid}")
    @RolesAllowed(Rights.LOOK)
    @Operation(summary = "Show a node")
    public NodeDto show(@PathParam("uuid") UUID uuid) {
        return NodeDto.of(nodes.report(uuid));
    }

    @POST
    @Path("{uuid}/authorise")
    @Operation(summary = "Let a node take work; one that the mill distrusts proves its encoders first")
    public NodeDto authorise(@PathParam("uuid") UUID uuid) {
        return steer(uuid, NodeSteering.Action.AUTHORISE);
    }

    @POST
    @Path("{uuid}/deauthorise")
    @Operation(summary = "Let a node take no more work; what it has in hand it finishes")
    public NodeDto deauthorise(@PathParam("uuid") UUID uuid) {
        return steer(uuid, NodeSteering.Action.DEAUTHORISE);
    }

    @POST
    @Path("{uuid}/drain")
    @Operation(summary = "Have a node finish what it has in hand and take nothing new; it stays registered")
    public NodeDto drain(@PathParam("uuid") UUID uuid) {
        return steer(uuid, NodeSteering.Action.DRAIN);
    }

    @POST
    @Path("{uuid}/undrain")
    @Operation(summary = "Let a node that was drained take work again")
    public NodeDto undrain(@PathParam("uuid") UUID uuid) {
        return steer(uuid, NodeSteering.Action.UNDRAIN);
    }

    @POST
    @Path("{uuid}/terminate")
    @Operation(summary = "Tell a node to leave when it has no work in hand")
    public NodeDto terminate(@PathParam("uuid") UUID uuid) {
        return steer(uuid, NodeSteering.Action.TERMINATE);
    }

    @POST
    @Path("bulk")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Do one thing with many nodes; each has its own result")
    public BulkDto steerMany(
            @RequestBody(content = @Content(schema = @Schema(implementation = NodeBulkDto.class))) InputStream body,
            @Context HttpHeaders headers) {
        NodeBulkDto wanted = NodeBulkDto.read(body);
        return BulkDto.of(
                steering.steer(wanted.action(), wanted.nodes()), Sentence.languageOf(headers::getHeaderString));
    }

    /** Does something with a node, and tells how it stands now. */
    private NodeDto steer(UUID uuid, NodeSteering.Action action) {
        steering.steer(action, uuid);
        return show(uuid);
    }

    /** A line of a node's log. */
    public record LogLineDto(
            Instant logged, @Schema(description = "INFO, WARN or ERROR") String level, String message) {

        static LogLineDto of(NodeLogLine line) {
            return new LogLineDto(line.logged(), line.level(), line.message());
        }
    }

    @GET
    @Path("{uuid}/log")
    @Operation(summary = "Show the latest lines of a node's log, newest first")
    public PageDto<LogLineDto> log(
            @PathParam("uuid") UUID uuid,
            @Parameter(description = "1 to 500") @QueryParam("limit") @DefaultValue("200") int limit) {
        Stretch.check(0, limit);
        show(uuid);
        return PageDto.of(log.latest(uuid, limit), LogLineDto::of);
    }
}
