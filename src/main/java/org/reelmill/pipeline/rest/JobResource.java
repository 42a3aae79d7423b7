package org.reelmill.pipeline.rest;

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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reelmill.account.CurrentCaller;
import org.reelmill.pipeline.BulkSteering;
import org.reelmill.pipeline.Certificate;
import org.reelmill.pipeline.JobFilter;
import org.reelmill.pipeline.JobOrder;
import org.reelmill.pipeline.JobReports;
import org.reelmill.pipeline.JobSort;
import org.reelmill.pipeline.JobStatus;
import org.reelmill.pipeline.Jobs;
import org.reelmill.pipeline.LibraryFilms;
import org.reelmill.pipeline.Waiting;
import org.reelmill.shared.BulkDto;
import org.reelmill.shared.PageDto;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.Stretch;

/** Jobs: hand in, look at, steer. */
@Path("v1/jobs")
@RequestScoped
@RolesAllowed(Rights.LOOK)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Jobs")
public class JobResource {

    private final Jobs jobs;
    private final JobReports reports;
    private final Waiting waiting;
    private final BulkSteering bulk;
    private final LibraryFilms films;
    private final CurrentCaller caller;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public JobResource() {
        this(null, null, null, null, null, null);
    }

    @Inject
    public JobResource(
            Jobs jobs,
            JobReports reports,
            Waiting waiting,
            BulkSteering bulk,
            LibraryFilms films,
            CurrentCaller caller) {
        this.jobs = jobs;
        this.reports = reports;
        this.waiting = waiting;
        this.bulk = bulk;
        this.films = films;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Rights.UPLOAD)
    @Operation(summary = "Make a job of a film in the source folder")
    @APIResponse(
            responseCode = "201",
            description = "A new job, at the address in the header Location",
            content = @Content(schema = @Schema(implementation = JobDto.class)))
    @APIResponse(
            responseCode = "200",
            description = "The job that the folder's own intake had made just before, with what was asked for now",
            content = @Content(schema = @Schema(implementation = JobDto.class)))
    public Response create(
            @RequestBody(content = @Content(schema = @Schema(implementation = NewJobDto.class))) InputStream body,
            @Context UriInfo uri) {
        NewJobDto wanted = NewJobDto.read(body);
        JobOrder order = wanted.order(caller.get().clientId());
        order.requireAllowedTo(caller.get());
        Jobs.Submission submission = jobs.handIn(wanted.source(), order);
        UUID uuid = submission.job().uuid();
        URI location = uri.getAbsolutePathBuilder().path(uuid.toString()).build();
        return Response.status(submission.created() ? Response.Status.CREATED : Response.Status.OK)
                .location(location)
                .entity(JobDto.of(reports.get(uuid)))
                .build();
    }

    @POST
    @Path("of-library")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Rights.UPLOAD)
    @Operation(
            summary = "Make jobs of films in a library; each has its own result",
            description =
                    "The films stay where they are. On another volume than the source folder they are copied first.")
    public LibraryOrderDto.Results ofLibrary(
            @RequestBody(content = @Content(schema = @Schema(implementation = LibraryOrderDto.class))) InputStream body,
            @Context HttpHeaders headers) {
        LibraryOrderDto wanted = LibraryOrderDto.read(body);
        JobOrder order = new JobOrder("API", 0, caller.get().clientId(), List.of());
        Locale language = Sentence.languageOf(headers::getHeaderString);
        return LibraryOrderDto.Results.of(wanted.paths().stream()
                .map(path -> LibraryOrderDto.Result.of(path, it -> films.mill(wanted.library(), it, order), language))
                .toList());
    }

    @GET
    @Operation(summary = "List jobs, by default newest first")
    public PageDto<JobDto> list(
            @Parameter(description = "Only jobs in one of these states") @QueryParam("status") Set<JobStatus> statuses,
            @Parameter(description = "Only jobs of this client") @QueryParam("client") String client,
            @Parameter(description = "Only jobs with this in the name of their source, in any case") @QueryParam("q")
                    String text,
            @Parameter(description = "Only jobs of this priority or a higher one") @QueryParam("priority")
                    Integer leastPriority,
            @Parameter(description = "Only these jobs") @QueryParam("uuid") Set<UUID> uuids,
            @QueryParam("sort") @DefaultValue("ADDED") JobSort.Field sort,
            @Parameter(description = "Whether the greatest comes first") @QueryParam("descending") @DefaultValue("true")
                    boolean descending,
            @QueryParam("offset") @DefaultValue("0") int offset,
            @Parameter(description = "1 to 500") @QueryParam("limit") @DefaultValue("50") int limit) {
        Stretch.check(offset, limit);
        JobFilter filter = new JobFilter(
                statuses,
                Optional.ofNullable(client),
                Optional.ofNullable(text),
                Optional.ofNullable(leastPriority),
                uuids);
        return PageDto.of(reports.list(filter, new JobSort(sort, descending), offset, limit), JobDto::ofList);
    }

    @GET
    @Path("{uuid}")
    @Operation(summary = "Show a job")
    public JobDto show(@PathParam("uuid") UUID uuid) {
        return JobDto.of(reports.get(uuid));
    }

    @DELETE
    @Path("{uuid}")
    @RolesAllowed(Rights.JOBS)
    @Operation(
            summary = "Remove a job; work on it stops, its films stay. 204: gone, 202: goes once its folders are clean")
    public Response delete(@PathParam("uuid") UUID uuid) {
        return jobs.delete(uuid)
                ? Response.noContent().build()
                : Response.accepted().build();
    }

    @POST
    @Path("{uuid}/pause")
    @RolesAllowed(Rights.JOBS)
    @Operation(summary = "Take up no more of its tasks; what is in hand is finished")
    public JobDto pause(@PathParam("uuid") UUID uuid) {
        return steer(uuid, jobs::pause);
    }

    @POST
    @Path("{uuid}/resume")
    @RolesAllowed(Rights.JOBS)
    @Operation(summary = "Go on with a paused job")
    public JobDto resume(@PathParam("uuid") UUID uuid) {
        return steer(uuid, jobs::resume);
    }

    @POST
    @Path("{uuid}/cancel")
    @RolesAllowed(Rights.JOBS)
    @Operation(summary = "End a job; its source goes to quarantine, from where a retry takes it")
    public JobDto cancel(@PathParam("uuid") UUID uuid) {
        return steer(uuid, jobs::cancel);
    }

    @POST
    @Path("{uuid}/retry")
    @RolesAllowed(Rights.JOBS)
    @Operation(summary = "Start a failed or cancelled job anew")
    public JobDto retry(@PathParam("uuid") UUID uuid) {
        return steer(uuid, jobs::retry);
    }

    @POST
    @Path("{uuid}/priority")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Rights.JOBS)
    @Operation(summary = "Change the priority of a job")
    public JobDto changePriority(
            @PathParam("uuid") UUID uuid,
            @RequestBody(content = @Content(schema = @Schema(implementation = PriorityDto.class))) InputStream body) {
        int priority = PriorityDto.read(body).priority();
        return steer(uuid, job -> jobs.setPriority(job, priority));
    }

    /** Does something to a job, and tells what has become of it. */
    private JobDto steer(UUID uuid, Consumer<UUID> action) {
        action.accept(uuid);
        return show(uuid);
    }

    @POST
    @Path("bulk")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Rights.JOBS)
    @Operation(summary = "Do one thing to many jobs; each has its own result")
    public BulkDto steerMany(
            @RequestBody(content = @Content(schema = @Schema(implementation = JobBulkDto.class))) InputStream body,
            @Context HttpHeaders headers) {
        JobBulkDto wanted = JobBulkDto.read(body);
        return BulkDto.of(
                bulk.steer(wanted.action(), wanted.jobs(), wanted.priority()),
                Sentence.languageOf(headers::getHeaderString));
    }

    @GET
    @Path("{uuid}/attempts")
    @Operation(summary = "Who worked on a job when, in the order in which they began")
    public PageDto<AttemptDto> attempts(
            @PathParam("uuid") UUID uuid,
            @QueryParam("offset") @DefaultValue("0") int offset,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @Context HttpHeaders headers) {
        Stretch.check(offset, limit);
        Locale language = Sentence.languageOf(headers::getHeaderString);
        return PageDto.of(reports.attempts(uuid, offset, limit), attempt -> AttemptDto.of(attempt, language));
    }

    @GET
    @Path("{uuid}/certificate")
    @Operation(summary = "The proof that the films of a completed job equal their source")
    @APIResponse(
            responseCode = "200",
            description = "As a file to keep",
            content = @Content(schema = @Schema(implementation = Certificate.class)))
    @APIResponse(responseCode = "404", description = "There is no such job, or it has not completed")
    public Response certificate(@PathParam("uuid") UUID uuid) {
        return Response.ok(reports.certificateOf(uuid))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + uuid + ".certificate.json\"")
                .build();
    }

    @GET
    @Path("{uuid}/log")
    @Operation(summary = "What happened to a job, oldest first")
    public PageDto<LogEntryDto> log(
            @PathParam("uuid") UUID uuid,
            @QueryParam("offset") @DefaultValue("0") int offset,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        Stretch.check(offset, limit);
        return PageDto.of(jobs.log(jobs.get(uuid), offset, limit), LogEntryDto::of);
    }

    @GET
    @Path("{uuid}/waiting")
    @Operation(summary = "Why nothing happens to a job at the moment")
    public WaitingDto waiting(@PathParam("uuid") UUID uuid) {
        return WaitingDto.of(waiting.reasons(uuid));
    }
}
