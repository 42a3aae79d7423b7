package org.reelmill.app;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.ForbiddenException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Sentence;

/** Fails in every way that a resource may; below the one path of the interface that is open to everybody. */
@Path("health/trial")
@PermitAll
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TrialResource {

    /** What the probe takes and gives. */
    public record TrialDto(@Min(1) int priority, Instant time) {}

    @GET
    @Path("{failure}")
    public String fail(@PathParam("failure") String failure) {
        throw switch (failure) {
            case "missing" -> new NotFoundException(Sentence.plain("There is no such probe"));
            case "conflict" -> new ConflictException(Sentence.plain("The probe is busy"));
            case "forbidden" -> new ForbiddenException(Sentence.plain("The probe is not yours"));
            case "invalid" -> new InvalidInputException("depth", "The depth is too great");
            case "german" -> new ConflictException(Sentence.of("shared.refusal.empty"));
            case "wrapped" ->
                new IllegalStateException("outer", new ConflictException(Sentence.plain("The probe is busy")));
            default -> new IllegalStateException("a secret of the machine");
        };
    }

    @GET
    public int number(@QueryParam("limit") @Max(100) int limit) {
        return limit;
    }

    @POST
    public TrialDto echo(@Valid TrialDto body) {
        return body;
    }
}
