package org.reelmill.app;

import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.ForbiddenException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NoSpaceException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Outage;
import org.reelmill.shared.Problem;
import org.reelmill.shared.Refusal;
import org.reelmill.shared.RejectedException;
import org.tinylog.Logger;

/**
 * Turns what a resource threw into an answer with problem details. The meaningful exception may be wrapped by the
 * server's transaction, EJB or JSON layers, so the first one in the chain of causes that is known decides.
 */
final class Problems {

    private static final int MAX_CAUSES = 20;

    /** RFC 4918, section 11.5. */
    private static final int INSUFFICIENT_STORAGE = 507;

    private Problems() {}

    /** @param language of those who are told a refusal */
    static Response answer(Throwable thrown, Locale language) {
        if (Outage.isOne(thrown)) {
            Logger.warn("A request failed, for the database is away: {}", thrown.toString());
            return response(
                    Response.status(Response.Status.SERVICE_UNAVAILABLE)
                            .header(HttpHeaders.RETRY_AFTER, Outage.RETRY_SECONDS),
                    Outage.PROBLEM);
        }
        return causes(thrown)
                .map(cause -> known(cause, language))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> unknown(thrown));
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(MAX_CAUSES);
    }

    private static Optional<Response> known(Throwable thrown, Locale language) {
        String reason = thrown instanceof Refusal refusal ? refusal.reason().in(language) : "";
        if (thrown instanceof NotFoundException) {
            return Optional.of(answer(Response.Status.NOT_FOUND, reason));
        }
        if (thrown instanceof ConflictException) {
            return Optional.of(answer(Response.Status.CONFLICT, reason));
        }
        if (thrown instanceof ForbiddenException forbidden) {
            return Optional.of(answer(Response.Status.FORBIDDEN, reason, forbidden.field()));
        }
        if (thrown instanceof NoSpaceException) {
            return Optional.of(response(
                    Response.status(INSUFFICIENT_STORAGE),
                    new Problem(INSUFFICIENT_STORAGE, "Insufficient Storage", reason)));
        }
        if (thrown instanceof RejectedException rejected) {
            Problem problem = rejected.problem(reason);
            return Optional.of(response(Response.status(problem.status()), problem));
        }
        if (thrown instanceof InvalidInputException invalid) {
            return Optional.of(invalid(invalid.field(), reason));
        }
        if (thrown instanceof ConstraintViolationException violated) {
            return violated.getConstraintViolations().stream()
                    .min(Comparator.comparing(
                            violation -> violation.getPropertyPath().toString()))
                    .map(violation -> invalid(field(violation), violation.getMessage()));
        }
        if (thrown instanceof JsonException || thrown instanceof JsonbException) {
            return Optional.of(answer(Response.Status.BAD_REQUEST, "The body is not the JSON that is expected here"));
        }
        if (thrown instanceof WebApplicationException web && !isWrapper(web)) {
            return Optional.of(answer(web));
        }
        return Optional.empty();
    }

    /** RESTEasy wraps what a JSON reader threw; what is inside says more. */
    private static boolean isWrapper(WebApplicationException web) {
        return causes(web.getCause())
                .anyMatch(cause -> cause instanceof JsonException || cause instanceof JsonbException);
    }

    private static Response answer(Response.Status status, String detail) {
        return answer(status, detail, Optional.empty());
    }

    private static Response invalid(String field, String reason) {
        return answer(Response.Status.BAD_REQUEST, reason, Optional.of(field));
    }

    private static Response answer(Response.Status status, String detail, Optional<String> field) {
        return response(
                Response.status(status), new Problem(status.getStatusCode(), status.getReasonPhrase(), detail, field));
    }

    /** Keeps headers such as {@code Allow}, and an answer that already has a body or needs none. */
    private static Response answer(WebApplicationException thrown) {
        Response given = thrown.getResponse();
        if (given.hasEntity() || given.getStatus() < Response.Status.BAD_REQUEST.getStatusCode()) {
            return given;
        }
        String reason = given.getStatusInfo().getReasonPhrase();
        return response(Response.fromResponse(given), new Problem(given.getStatus(), reason, reason));
    }

    private static Response unknown(Throwable thrown) {
        UUID id = UUID.randomUUID();
        Logger.error(thrown, "A request failed, number {}", id);
        return answer(
                Response.Status.INTERNAL_SERVER_ERROR,
                "The server could not do this. Its log tells more under the number " + id);
    }

    private static Response response(Response.ResponseBuilder builder, Problem problem) {
        return builder.type(Problem.MEDIA_TYPE).entity(problem.toJson()).build();
    }

    /** The last name on the way to the value: {@code create.job.priority} is the field {@code priority}. */
    private static String field(ConstraintViolation<?> violation) {
        String field = "";
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.PROPERTY || node.getKind() == ElementKind.PARAMETER) {
                field = node.getName();
            }
        }
        return field;
    }
}
