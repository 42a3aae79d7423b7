package org.reelmill.live.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reelmill.live.Events;
import org.reelmill.live.LiveEvent;
import org.reelmill.live.Position;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Stretch;

/** What happens. Who accepts {@code text/event-stream} is answered by {@link EventStreamFilter}, before he comes here. */
@Path("v1/events")
@RequestScoped
@RolesAllowed(Rights.LOOK)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public class EventResource {

    private final Events events;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public EventResource() {
        this(null);
    }

    @Inject
    public EventResource(Events events) {
        this.events = events;
    }

    /** @param next what to ask for the next time, as {@code after} */
    public record EventsDto(List<EventDto> items, String next) {}

    @GET
    @Operation(
            summary = "What happened, or, with Accept: text/event-stream, what happens",
            description =
                    "As a stream each event has an id; who comes again with the header Last-Event-ID (or the parameter"
                            + " after) is told what he missed. The event \"missed\" says that more is lost than can be told: look at"
                            + " everything anew. A comment each few seconds keeps the connection. The server ends a stream after ten"
                            + " minutes, so that whoever comes again is asked who he is.")
    @APIResponse(
            responseCode = "200",
            description = "A list, or the stream",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = EventsDto.class)),
                @Content(mediaType = MediaType.SERVER_SENT_EVENTS)
            })
    public EventsDto list(
            @Parameter(
                            description =
                                    "Comma-separated: job, attempt, log, node, policy, output, execution, library, watch, conversion, still; all if absent")
                    @QueryParam("types")
                    String types,
            @Parameter(description = "Only of this job, node or policy") @QueryParam("subject") String subject,
            @Parameter(description = "Id of the last event that is known; absent: whatever is still there")
                    @QueryParam("after")
                    @DefaultValue("0-0")
                    String after,
            @Parameter(description = "1 to 500 events are looked at") @QueryParam("limit") @DefaultValue("100")
                    int limit) {
        Stretch.check(0, limit);
        EventFilter filter = EventFilter.of(types, subject);
        Position known = Position.parse(after)
                .orElseThrow(() -> new InvalidInputException("after", "must be the id of an event"));
        List<LiveEvent> found = events.after(known, limit);
        Position next = found.isEmpty() ? known : found.get(found.size() - 1).position();
        return new EventsDto(
                found.stream().filter(filter::wants).map(EventDto::of).toList(), next.toString());
    }
}
