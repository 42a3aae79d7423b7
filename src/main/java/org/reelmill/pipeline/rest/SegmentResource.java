package org.reelmill.pipeline.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
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
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reelmill.account.CurrentCaller;
import org.reelmill.pipeline.CellRetry;
import org.reelmill.pipeline.JobReports;
import org.reelmill.pipeline.SegmentMap;
import org.reelmill.shared.PageDto;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.Stretch;

/** The segments of a job. */
@Path("v1/jobs/{uuid}/segments")
@RequestScoped
@RolesAllowed(Rights.LOOK)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Jobs")
public class SegmentResource {

    private final JobReports reports;
    private final CellRetry cells;
    private final CurrentCaller caller;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public SegmentResource() {
        this(null, null, null);
    }

    @Inject
    public SegmentResource(JobReports reports, CellRetry cells, CurrentCaller caller) {
        this.reports = reports;
        this.cells = cells;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "List the segments of a job in their order")
    public PageDto<SegmentDto> list(
            @PathParam("uuid") UUID uuid,
            @QueryParam("offset") @DefaultValue("0") int offset,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @Context HttpHeaders headers) {
        Stretch.check(offset, limit);
        return PageDto.of(
                reports.segments(uuid, offset, limit), segment -> SegmentDto.of(uuid, segment, language(headers)));
    }

    @GET
    @Path("map")
    @Operation(
            summary = "All segments by renditions at a glance",
            description =
                    "Each row is: part, status (0 waiting, 1 running, 2 done, 13 failed), the renditions that are made"
                            + " as bits (the first output is 1), failures, attempts, percent of the attempt in hand")
    public SegmentMap map(@PathParam("uuid") UUID uuid) {
        return reports.segmentMap(uuid);
    }

    @GET
    @Path("{part}")
    @Operation(summary = "Show a segment with its renditions and the attempts at it")
    public SegmentDetailDto show(
            @PathParam("uuid") UUID uuid, @PathParam("part") int part, @Context HttpHeaders headers) {
        // what a tool prints may hold paths
        boolean steers = caller.get().rights().contains(Rights.JOBS);
        Locale language = language(headers);
        return SegmentDetailDto.of(
                uuid,
                reports.segment(uuid, part),
                attempt -> steers ? AttemptDto.withLog(attempt, language) : AttemptDto.of(attempt, language),
                language);
    }

    @POST
    @Path("{part}/outputs/{output}/retry")
    @RolesAllowed(Rights.JOBS)
    @Operation(summary = "Encode a segment in one rendition again")
    public SegmentDetailDto retry(
            @PathParam("uuid") UUID uuid,
            @PathParam("part") int part,
            @PathParam("output") String output,
            @Context HttpHeaders headers) {
        cells.retry(uuid, part, output);
        return show(uuid, part, headers);
    }

    private static Locale language(HttpHeaders headers) {
        return Sentence.languageOf(headers::getHeaderString);
    }
}
