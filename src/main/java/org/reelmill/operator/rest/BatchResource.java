package org.reelmill.operator.rest;

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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reelmill.operator.BatchConsole;
import org.reelmill.operator.ExecutionFilter;
import org.reelmill.operator.ExecutionState;
import org.reelmill.operator.Position;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.PageDto;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Stretch;

/** Batch jobs and their executions, on all nodes: look at, start, stop, restart, abandon. */
@Path("v1/batch")
@RequestScoped
@RolesAllowed(Rights.BATCH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Batch")
public class BatchResource {

    private final BatchConsole console;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public BatchResource() {
        this(null);
    }

    @Inject
    public BatchResource(BatchConsole console) {
        this.console = console;
    }

    @GET
    @Path("jobs")
    @RolesAllowed(Rights.LOOK)
    @Operation(summary = "List the batch jobs of this version")
    public PageDto<BatchJobDto> jobs() {
        return PageDto.of(List.copyOf(console.definitions()), BatchJobDto::ofList);
    }

    @GET
    @Path("jobs/{job}")
    @RolesAllowed(Rights.LOOK)
    @Operation(summary = "Show a batch job with its definition")
    public BatchJobDto job(@PathParam("job") String job) {
        return BatchJobDto.of(console.definition(job));
    }

    @GET
    @Path("jobs/{job}/instances")
    @RolesAllowed(Rights.LOOK)
    @Operation(summary = "List the instances of a batch job, newest first; also of one that this version has no more")
    public KeyedPageDto<InstanceDto> instances(
            @PathParam("job") String job,
            @Parameter(description = "Only older ones than this number") @QueryParam("before") Long before,
            @Parameter(description = "Only newer ones than this number") @QueryParam("after") Long after,
            @Parameter(description = "1 to 500") @QueryParam("limit") @DefaultValue("50") int limit) {
        Stretch.check(0, limit);
        return KeyedPageDto.of(console.instances(job, Position.of(before, after), limit), InstanceDto::of);
    }

    @POST
    @Path("jobs/{job}/executions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Start a batch job on this node")
    @APIResponse(
            responseCode = "201",
            description = "The execution has begun; it is at the address in the header Location",
            content = @Content(schema = @Schema(implementation = ExecutionReportDto.class)))
    @APIResponse(responseCode = "409", description = "The job cannot be started by hand; the detail says why")
    public Response start(
            @PathParam("job") String job,
            @RequestBody(content = @Content(schema = @Schema(implementation = NewExecutionDto.class))) InputStream body,
            @Context UriInfo uri) {
        return created(console.start(job, NewExecutionDto.read(body).parameters()), uri);
    }

    @GET
    @Path("executions")
    @RolesAllowed(Rights.LOOK)
    @Operation(summary = "List executions, newest first")
    public KeyedPageDto<ExecutionDto> list(
            @Parameter(description = "Only those in one of these states") @QueryParam("state")
                    Set<ExecutionState> states,
            @Parameter(description = "Only those of this batch job") @QueryParam("job") String job,
            @Parameter(description = "Only those on the node of this name") @QueryParam("node") String node,
            @Parameter(description = "Only those that worked on this film job") @QueryParam("film") UUID film,
            @Parameter(description = "Only those created then or later, such as 2026-12-31T23:59:59Z")
                    @QueryParam("from")
                    String from,
            @Parameter(description = "Only those created before") @QueryParam("to") String to,
            @Parameter(description = "Only older ones than this number") @QueryParam("before") Long before,
            @Parameter(description = "Only newer ones than this number") @QueryParam("after") Long after,
            @Parameter(description = "1 to 500") @QueryParam("limit") @DefaultValue("50") int limit) {
        Stretch.check(0, limit);
        ExecutionFilter filter = new ExecutionFilter(
                states,
                Optional.ofNullable(job),
                Optional.ofNullable(node),
                Optional.ofNullable(film),
                time("from", from),
                time("to", to));
        return KeyedPageDto.of(console.list(filter, Position.of(before, after), limit), ExecutionDto::of);
    }

    @GET
    @Path("executions/{id}")
    @RolesAllowed(Rights.LOOK)
    @Operation(summary = "Show an execution with its steps and partitions")
    public ExecutionReportDto show(@PathParam("id") long id) {
        return ExecutionReportDto.of(console.get(id));
    }

    @POST
    @Path("executions/{id}/stop")
    @Operation(summary = "Stop an execution, on whatever node it runs; work on films goes back to the queue")
    public ExecutionReportDto stop(@PathParam("id") long id) {
        return steer(id, console::stop);
    }

    @POST
    @Path("executions/{id}/restart")
    @Operation(summary = "Go on with a failed or stopped execution, on this node, from its last checkpoint")
    @APIResponse(
            responseCode = "201",
            description = "The new execution has begun; it is at the address in the header Location",
            content = @Content(schema = @Schema(implementation = ExecutionReportDto.class)))
    public Response restart(@PathParam("id") long id, @Context UriInfo uri) {
        return created(console.restart(id), uri);
    }

    @POST
    @Path("executions/{id}/abandon")
    @Operation(summary = "Settle that a failed or stopped execution will not be restarted")
    public ExecutionReportDto abandon(@PathParam("id") long id) {
        return steer(id, console::abandon);
    }

    @POST
    @Path("executions/{id}/close")
    @Operation(summary = "End an execution whose server is gone")
    public ExecutionReportDto close(@PathParam("id") long id) {
        return steer(id, console::close);
    }

    @GET
    @Path("comparison")
    @RolesAllowed(Rights.LOOK)
    @Operation(summary = "Compare two executions: facts, parameters, steps")
    public ComparisonDto compare(@QueryParam("left") Long left, @QueryParam("right") Long right) {
        return ComparisonDto.of(console.compare(needed("left", left), needed("right", right)));
    }

    @GET
    @Path("retention")
    @RolesAllowed(Rights.LOOK)
    @Operation(summary = "How many executions are kept, and how long they stay")
    public RetentionDto retention() {
        return RetentionDto.of(console.retention());
    }

    private ExecutionReportDto steer(long id, LongConsumer action) {
        action.accept(id);
        return show(id);
    }

    private Response created(long execution, UriInfo uri) {
        URI location = uri.getBaseUriBuilder()
                .path(BatchResource.class)
                .path("executions")
                .path(String.valueOf(execution))
                .build();
        return Response.created(location).entity(show(execution)).build();
    }

    private static Optional<Instant> time(String field, String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException e) {
            throw new InvalidInputException(field, "must be a time such as 2026-12-31T23:59:59Z");
        }
    }

    private static long needed(String field, Long value) {
        return Optional.ofNullable(value).orElseThrow(() -> new InvalidInputException(field, "is needed"));
    }
}
